"""Who comes to the review pages, and what forms are taken."""

from __future__ import annotations

from hashlib import sha256

import pytest
from archives import Archive
from fastapi.testclient import TestClient

from extractor.feed.app.access import Pace
from extractor.feed.app.checking.sessions import LASTS, Sessions

from .conftest import TOKENS, Browser, Serve, bearer

PAGES = (
    "/review/", "/review/documents/b.txt", "/review/documents/none", "/review/conflicts",
    f"/review/pictures/{'0' * 32}/1",
)  # fmt: skip
DOCUMENT = "/review/documents/b.txt"
NUMBER = {"document": "b.txt", "op": "replace", "pointer": "/number", "to": "60/KH-UBND"}


def number_of(client: TestClient, **headers: str) -> str:
    answer = client.get("/v1/documents/b.txt", headers=headers)
    return str(answer.json()["number"])


def test_no_page_without_a_session(serve: Serve) -> None:
    with serve(tokens=TOKENS) as client:
        browser = Browser(client)
        for path in PAGES:
            for headers in ({}, bearer("an"), {"Cookie": "kehoach_session=guessed"}):
                answer = client.get(path, headers=headers)
                assert answer.status_code == 401
                assert 'name="secret"' in answer.text
                assert "58/KH-UBND" not in answer.text
        assert browser.post("/review/corrections", **NUMBER).status_code == 401
        assert number_of(client, **bearer("an")) == "58/KH-UBND"


def test_a_token_opens_the_pages_until_its_owner_goes(serve: Serve) -> None:
    with serve(tokens=TOKENS) as client:
        browser = Browser(client)
        before = browser.get("/review/login").cookies["kehoach_session"]
        answer = browser.log_in("an", to=f"{DOCUMENT}?lang=en")
        assert (answer.status_code, answer.headers["location"]) == (303, f"{DOCUMENT}?lang=en")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/review" in cookie
        assert "Secure" not in cookie
        assert client.cookies["kehoach_session"] != before
        assert "an's secret" not in cookie and TOKENS["an"] not in cookie
        assert browser.get("/review/").status_code == 200
        used = client.cookies["kehoach_session"]
        token = browser.token("/review/")
        assert browser.post("/review/logout", token=token).headers["location"] == "/review/login"
        client.cookies.set("kehoach_session", used, domain="localhost.local", path="/review")
        assert browser.get("/review/").status_code == 401


def test_over_https_the_cookie_stays_there(serve: Serve) -> None:
    with serve(tokens=TOKENS) as client:
        client.base_url = "https://archive.example"  # type: ignore[assignment]
        assert "Secure" in Browser(client).get("/review/login").headers["set-cookie"]


@pytest.mark.parametrize("secret", ["", "nobody's secret", "\x00", "ă" * 5000])
def test_a_wrong_token_opens_nothing(serve: Serve, secret: str) -> None:
    with serve(tokens=TOKENS) as client:
        browser = Browser(client)
        token = browser.token("/review/login")
        answer = browser.post("/review/login", token=token, secret=secret)
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert browser.get("/review/").status_code == 401


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/review\\@evil.example", "/v1/health",
           "/review/\r\nSet-Cookie: a=b", "javascript:alert(1)"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(serve: Serve, to: str) -> None:
    with serve(tokens=TOKENS) as client:
        assert Browser(client).log_in("an", to=to).headers["location"] == "/review/"


def test_what_is_of_another_user_opens_nothing(serve: Serve) -> None:
    """The form of one in the session of another is refused; each is the author of what they send,
    whatever their form says."""
    with serve(tokens=TOKENS) as client:
        an = Browser(client)
        an.log_in("an")
        token = an.token(DOCUMENT)
        binh = Browser(client)
        binh.log_in("binh")
        answer = binh.post("/review/corrections", token=token, **NUMBER)
        assert (answer.status_code, number_of(client, **bearer("an"))) == (403, "58/KH-UBND")
        assert binh.correct("b.txt", "/number", "60/KH-UBND", who="an").status_code == 303
        told = client.get("/v1/corrections?document=b.txt", headers=bearer("an")).json()
        assert [each["who"] for each in told["corrections"]] == ["binh"]


def test_a_withdrawn_token_ends_its_sessions(serve: Serve) -> None:
    tokens = dict(TOKENS)
    with serve(tokens=tokens) as client:
        browser = Browser(client)
        browser.log_in("an")
        assert browser.get("/review/").status_code == 200
        tokens["an"] = sha256(b"another one").hexdigest()
        assert browser.get("/review/").status_code == 401
        browser.log_in("binh")
        del tokens["binh"]
        assert browser.get("/review/").status_code == 401


def test_a_session_ends_by_itself() -> None:
    now = 0.0
    sessions = Sessions(TOKENS, clock=lambda: now)
    begun = sessions.begin("an")
    now = LASTS
    assert sessions.caller(begun) == "an"
    now += 1
    assert sessions.caller(begun) is None


@pytest.mark.parametrize("tokens", [None, TOKENS])
def test_a_form_of_another_page_is_refused(serve: Serve, tokens: dict[str, str] | None) -> None:
    """On this machine without tokens too: any page may send forms to localhost."""
    with serve(tokens=tokens) as client:
        browser = Browser(client)
        if tokens:
            browser.log_in("an")
        form = NUMBER | browser.hidden(DOCUMENT, "token", "seen")
        no_site = {"Sec-Fetch-Site": ""}
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
            no_site,
            no_site | {"Origin": "null"},
            no_site | {"Origin": "http://evil.example"},
            no_site | {"Origin": "http://localhost.evil.example"},
            no_site | {"Origin": "http://localhost:81"},
        ):
            answer = browser.post("/review/corrections", headers, **form)
            assert answer.status_code == 403, headers
        for wrong in ("", "0" * 64, "ă"):
            answer = browser.post("/review/corrections", **(form | {"token": wrong}))
            assert answer.status_code == 403
        headers = bearer("an") if tokens else {}
        assert number_of(client, **headers) == "58/KH-UBND"
        same = no_site | {"Origin": "http://localhost"}
        answer = browser.post("/review/corrections", same, **form)
        assert (answer.status_code, number_of(client, **headers)) == (303, "60/KH-UBND")


def test_a_form_that_is_none_is_refused(client: TestClient) -> None:
    browser = Browser(client)
    token = browser.token(DOCUMENT)
    said = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    for body, status in (
        (b"token=%ff", 422),
        ("token=ă".encode(), 422),
        (b"&".join([b"a=b"] * 1000), 422),
        (b"a=" + b"x" * 2_000_000, 413),
    ):
        answer = client.post("/review/corrections", content=body, headers=said)
        assert answer.status_code == status, body[:20]
    plain = said | {"Content-Type": "text/plain"}
    answer = client.post("/review/corrections", content=f"token={token}", headers=plain)
    assert answer.status_code == 415


def test_pages_answer_only_to_names_of_this_machine(client: TestClient) -> None:
    for path in PAGES:
        answer = client.get(path, headers={"Host": "evil.example", "Accept": "text/html"})
        assert answer.status_code == 403
        assert "58/KH-UBND" not in answer.text


def test_who_tries_too_often_has_to_wait(serve: Serve) -> None:
    with serve(tokens=TOKENS, pace=Pace(rate=0.01, burst=3)) as client:
        browser = Browser(client)
        token = browser.token("/review/login")
        answers = [browser.post("/review/login", token=token, secret="x") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert int(answers[-1].headers["retry-after"]) > 50


def test_refusals_are_pages_for_browsers_and_problems_for_programs(client: TestClient) -> None:
    for path in ("/review/documents/none", "/review/nothing", "/review/?page=0", "/review/?page=x"):
        page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
        assert page.status_code in (404, 422)
        assert page.headers["content-type"].startswith("text/html")
        problem = client.get(path)
        assert problem.status_code == page.status_code
        assert problem.headers["content-type"] == "application/problem+json"


def test_a_removed_document_is_gone(archive: Archive, client: TestClient) -> None:
    (archive.inputs / "b.txt").unlink()
    archive.run()
    assert Browser(client).get(DOCUMENT).status_code == 410
