"""Corrections over HTTP, by form and by program: what is published changes, and what a later
reading contradicts waits for a decision."""

from __future__ import annotations

from typing import Any

import pytest
from archives import Archive
from fastapi.testclient import TestClient

from extractor.archive.model import Versions

from .conftest import TOKENS, Browser, Serve, bearer

PAGE = "/review/documents/b.txt"
LATER = Versions("r1", "p2")


def corrected(client: TestClient, document: str = "b.txt") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/v1/corrections?document={document}").json()[
        "corrections"
    ]
    return found


def correct(client: TestClient, **asked: Any) -> Any:
    given = {"document": "b.txt", "pointer": "/number", "to": "59/KH-UBND", "who": "An"} | asked
    return client.post("/v1/corrections", json=given)


def reread(archive: Archive, name: str, was: str, now: str, versions: Versions = LATER) -> None:
    """The document is read again, and otherwise: as another model would."""
    path = archive.inputs / name
    path.write_text(path.read_text("utf-8").replace(was, now), "utf-8")
    archive.run(versions=versions)


def test_what_is_published_changes(client: TestClient) -> None:
    before = client.get("/v1/documents/b.txt")
    cursor = client.get("/v1/changes").json()["cursor"]
    answer = correct(client, why="trang 1")
    assert answer.status_code == 201
    made = answer.json()
    assert (made["who"], made["why"], made["outcome"]) == ("An", "trang 1", "applied")
    assert (made["read"], made["to"], made["now_at"]) == ("58/KH-UBND", "59/KH-UBND", "/number")
    known = {"If-None-Match": before.headers["etag"]}
    after = client.get("/v1/documents/b.txt", headers=known)
    assert (after.status_code, after.json()["number"]) == (200, "59/KH-UBND")
    assert after.headers["etag"] != before.headers["etag"]
    [change] = client.get("/v1/changes", params={"cursor": cursor}).json()["changes"]
    assert (change["document"], f'"{change["sha256"]}"') == ("b.txt", after.headers["etag"])
    assert corrected(client) == [made]
    listed = client.get("/v1/documents?text=59/kh-ubnd").json()["documents"]
    assert [one["number"] for one in listed] == ["59/KH-UBND"]
    assert client.delete(f"/v1/corrections/{made['id']}").status_code == 204
    again = client.get("/v1/documents/b.txt")
    assert again.headers["etag"] == before.headers["etag"]
    assert client.delete(f"/v1/corrections/{made['id']}").status_code == 404
    assert corrected(client) == []


def test_a_form_does_the_same(archive: Archive, client: TestClient) -> None:
    browser = Browser(client)
    answer = browser.correct("b.txt", "/number", "59/KH-UBND", why="mờ", who="Bình")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}#/number")
    [made] = corrected(client)
    assert (made["to"], made["who"], made["why"]) == ("59/KH-UBND", "Bình", "mờ")
    html = browser.get(PAGE).text
    assert "59/KH-UBND" in html and "Bình" in html
    written = (archive.out / "b.txt.json").read_text("utf-8")
    assert "59/KH-UBND" in written and "Bình" not in written
    form = browser.hidden(PAGE, "token", "seen")
    undone = browser.post("/review/corrections", **form, document="b.txt", withdraw=made["id"])
    assert undone.status_code == 303
    assert corrected(client) == []
    assert "58/KH-UBND" in (archive.out / "b.txt.json").read_text("utf-8")


def test_without_a_name_it_is_the_user_of_this_machine(serve: Serve) -> None:
    with serve(person="thu-ky") as client:
        assert correct(client, who="").json()["who"] == "thu-ky"
    with serve(person="") as client:
        assert correct(client, who=" ").status_code == 422


def test_with_tokens_it_is_the_caller(serve: Serve) -> None:
    with serve(tokens=TOKENS) as client:
        given = {"document": "b.txt", "pointer": "/number", "to": "59/KH-UBND", "who": "binh"}
        answer = client.post("/v1/corrections", json=given, headers=bearer("an"))
        assert answer.json()["who"] == "an"
        assert client.post("/v1/corrections", json=given).status_code == 401


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"document": "none.txt"}, 404, "not_found"),
        ({"document": "../b.txt"}, 404, "not_found"),
        ({"document": "b.txt\0"}, 404, "not_found"),
        ({"pointer": "/text"}, 422, "not_correctable"),
        ({"pointer": "/nothing"}, 422, "not_correctable"),
        ({"pointer": "/source/name", "to": "/etc/passwd"}, 422, "not_correctable"),
        ({"pointer": "/issued_on", "to": "yesterday"}, 422, "not_correctable"),
        ({"pointer": "number"}, 422, "invalid_request"),
        ({"op": "delete"}, 422, "invalid_request"),
        ({"more": 1}, 422, "invalid_request"),
        ({"to": "5\0"}, 422, "not_correctable"),
        ({"to": "5" * 100_001}, 422, "not_correctable"),
        ({"to": "5" * 500_000}, 413, "too_large"),
        ({"seen": "0" * 64}, 409, "changed"),
        ({"seen": "../" * 20}, 422, "invalid_request"),
    ],
)
def test_what_cannot_be_is_refused(
    client: TestClient, asked: dict[str, Any], status: int, code: str
) -> None:
    answer = correct(client, **asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert corrected(client) == []


def test_only_json_is_taken(client: TestClient) -> None:
    """What pages of other sites can send without asking is not."""
    body = b'{"document": "b.txt", "pointer": "/number", "to": "1"}'
    for kind in (
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ):
        assert client.post("/v1/corrections", content=body, headers=kind).status_code == 415
    kind = {"Content-Type": "application/json"}
    for wrong in (b"", b"[]", b"{", b"\xff", b"[" * 50_000):
        assert client.post("/v1/corrections", content=wrong, headers=kind).status_code == 422


def test_a_form_that_the_contract_refuses_says_why(client: TestClient) -> None:
    browser = Browser(client)
    answer = browser.correct("b.txt", "/issued_on", "hôm qua")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text and "58/KH-UBND" in answer.text
    assert corrected(client) == []


def test_what_was_seen_has_to_be_there_still(archive: Archive, client: TestClient) -> None:
    browser = Browser(client)
    form = browser.hidden(PAGE, "token", "seen") | {"document": "b.txt", "op": "replace"}
    correct(client, pointer="/number", to="59/KH-UBND")
    stale = browser.post("/review/corrections", **form, pointer="/number", to="57/KH-UBND")
    assert stale.status_code == 409
    assert 'role="alert"' in stale.text
    other = browser.post("/review/corrections", **form, pointer="/place", to="Năm Căn")
    assert other.status_code == 303  # another place is as it was
    assert {each["to"] for each in corrected(client)} == {"59/KH-UBND", "Năm Căn"}


def test_a_correction_stands_and_a_conflict_shows(archive: Archive, client: TestClient) -> None:
    browser = Browser(client)
    made = correct(client).json()
    archive.run(versions=LATER, force=True)
    assert client.get("/v1/documents/b.txt").json()["number"] == "59/KH-UBND"
    assert client.get("/v1/conflicts").json()["corrections"] == []
    reread(archive, "b.txt", "58/KH-UBND", "85/KH-UBND", Versions("r1", "p3"))
    [found] = client.get("/v1/conflicts").json()["corrections"]
    assert (found["id"], found["outcome"]) == (made["id"], "conflict")
    assert (found["read"], found["to"], found["now_read"]) == (
        "58/KH-UBND", "59/KH-UBND", "85/KH-UBND",
    )  # fmt: skip
    assert client.get("/v1/documents/b.txt").json()["number"] == "59/KH-UBND"
    assert "/review/conflicts" in browser.get("/review/").text
    listed = browser.get("/review/conflicts").text
    assert f'href="{PAGE}#/number"' in listed
    assert "59/KH-UBND" in listed and "85/KH-UBND" in listed
    shown = browser.get(PAGE).text
    assert "59/KH-UBND" in shown and "85/KH-UBND" in shown
    taken = browser.correct("b.txt", "/number", "", json='"85/KH-UBND"')
    assert taken.status_code == 303
    assert client.get("/v1/conflicts").json()["corrections"] == []
    assert client.get("/v1/documents/b.txt").json()["number"] == "85/KH-UBND"
    assert "85/KH-UBND" not in browser.get("/review/conflicts").text


def test_what_is_lost_is_listed_until_it_is_withdrawn(archive: Archive, client: TestClient) -> None:
    browser = Browser(client)
    targets = client.get("/v1/documents/b.txt").json()["recipients"]
    correct(client, pointer="/recipients/0/text", to="Bộ Nông nghiệp")
    assert targets
    correct(client, document="a/x.txt")
    (archive.inputs / "a" / "x.txt").unlink()
    reread(archive, "b.txt", "- Bộ Nông nghiệp và PTNT;\n", "")
    found = client.get("/v1/conflicts").json()["corrections"]
    assert {(each["document"], each["outcome"]) for each in found} == {
        ("a/x.txt", "lost"), ("b.txt", "lost"),
    }  # fmt: skip
    html = browser.get("/review/conflicts").text
    assert f"{PAGE}#g-lost" in html and 'href="/review/documents/a/x.txt' not in html
    token = browser.token("/review/conflicts")
    for each in found:
        fields = {"document": each["document"], "withdraw": each["id"], "list": "1"}
        answer = browser.post("/review/corrections", token=token, **fields)
        assert (answer.status_code, answer.headers["location"]) == (303, "/review/conflicts")
    assert client.get("/v1/conflicts").json()["corrections"] == []


def test_lists_come_in_pages(archive: Archive, client: TestClient) -> None:
    archive.add(*(f"c/{n}.txt" for n in range(3)))
    archive.run()
    for n in range(3):
        correct(client, document=f"c/{n}.txt")
        (archive.inputs / f"c/{n}.txt").unlink()
    archive.run()
    for path in ("/v1/conflicts?limit=1",):
        seen, page = [], client.get(path).json()
        while page["next"]:
            seen += page["corrections"]
            page = client.get(path, params={"cursor": page["next"]}).json()
        seen += page["corrections"]
        assert [each["document"] for each in seen] == ["c/0.txt", "c/1.txt", "c/2.txt"]
    for number, place in enumerate(("/number", "/place", "/title")):
        correct(client, pointer=place, to=f"Chỗ {number}")
    first = client.get("/v1/corrections?document=b.txt&limit=2").json()
    given = {"document": "b.txt", "cursor": first["next"]}
    second = client.get("/v1/corrections", params=given).json()
    assert [len(first["corrections"]), len(second["corrections"]), second["next"]] == [2, 1, None]
    assert client.get("/v1/conflicts?cursor=AAAA").status_code == 404


def test_the_queue_filters_and_turns(archive: Archive, client: TestClient) -> None:
    archive.add(*(f"d/{n:03}.txt" for n in range(120)))
    archive.run()
    browser = Browser(client)
    first, second = browser.get("/review/").text, browser.get("/review/?page=2").text
    links = [html.count('href="/review/documents/') for html in (first, second)]
    assert links == [100, 22]
    assert 'href="/review/?page=2"' in first and 'href="/review/?page=1"' in second
    found = browser.get("/review/", params={"text": '"ban d/007.txt"'}).text
    assert found.count('href="/review/documents/') == 1
    assert browser.get("/review/?text=%22'&warning=x'").status_code == 200
    correct(client)
    reread(archive, "b.txt", "58/KH-UBND", "85/KH-UBND")
    found = browser.get("/review/?warning=correction_conflict").text
    assert found.count('href="/review/documents/') == 1
    assert 'href="/review/documents/b.txt"' in found
