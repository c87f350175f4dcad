"""Documents, plans, fields and schemas over HTTP."""

from __future__ import annotations

from hashlib import sha256
from itertools import product
from typing import Any

import pytest
from archives import Archive
from fastapi.testclient import TestClient

from extractor.plan import Plan

from .conftest import Serve

HOSTILE = (
    "../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/archive.sqlite",
    "a/x.txt%00", "//etc/passwd", "a/x.txt'--", "%ff%fe", "a\\x.txt", "A/X.TXT", "a/x.txt/",
)  # fmt: skip


def documents(client: TestClient, **asked: Any) -> list[str]:
    answer = client.get("/v1/documents", params=asked)
    assert answer.status_code == 200, answer.text
    return [one["document"] for one in answer.json()["documents"]]


@pytest.mark.parametrize("written", ["a/x.txt", "a%2Fx.txt"])
def test_a_document_byte_by_byte(client: TestClient, archive: Archive, written: str) -> None:
    answer = client.get(f"/v1/documents/{written}")
    on_disk = (archive.out / "a" / "x.txt.json").read_bytes()
    assert answer.content == on_disk
    assert answer.headers["etag"] == f'"{sha256(on_disk).hexdigest()}"'


@pytest.mark.parametrize("known", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_what_the_caller_has_is_not_sent_again(client: TestClient, known: str) -> None:
    tag = client.get("/v1/documents/b.txt").headers["etag"]
    given = {"If-None-Match": known.format(tag.strip('"'))}
    answer = client.get("/v1/documents/b.txt", headers=given)
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert client.get("/v1/documents/b.txt", headers={"If-None-Match": '"0"'}).status_code == 200


def test_a_path_in_a_name_goes_nowhere(client: TestClient) -> None:
    for route, path in product(("documents", "fields", "plans", "jobs", "schemas"), HOSTILE):
        answer = client.get(f"/v1/{route}/{path}")
        assert answer.status_code in (404, 422), answer.text
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_removed_document_is_gone(archive: Archive, client: TestClient) -> None:
    plan_id = client.get("/v1/documents/b.txt").json()["id"]
    assert len(client.get(f"/v1/plans/{plan_id}").json()["documents"]) == 2
    (archive.inputs / "b.txt").unlink()
    archive.run()
    answer = client.get("/v1/documents/b.txt")
    assert (answer.status_code, answer.json()["code"]) == (410, "removed")
    assert [d["document"] for d in client.get(f"/v1/plans/{plan_id}").json()["documents"]] == [
        "a/x.txt"
    ]
    assert documents(client) == ["a/x.txt"]


def test_one_field(client: TestClient) -> None:
    plan = client.get("/v1/documents/b.txt").json()
    for pointer, value in {
        "/number": plan["number"],
        "/document_type/name": plan["document_type"]["name"],
        "/source/pages": plan["source"]["pages"],
        "/sections/0/heading": plan["sections"][0]["heading"],
        "": plan,
    }.items():
        answer = client.get("/v1/fields/b.txt", params={"pointer": pointer})
        assert answer.json()["value"] == value
    for nowhere in ("/nothing", "/sections/99999", "/sections/-1", "/sections/00", "/number/0"):
        answer = client.get("/v1/fields/b.txt", params={"pointer": nowhere})
        assert answer.status_code == 404
    assert client.get("/v1/fields/b.txt", params={"pointer": "/~2"}).status_code == 422


def test_filters_find_words_without_marks(client: TestClient, archive: Archive) -> None:
    plan = Plan.model_validate_json((archive.out / "b.txt.json").read_text("utf-8"))
    assert plan.province and plan.province.current and plan.issuer and plan.number
    found = {
        "province_then": plan.province.name.upper(),
        "province_now": plan.province.current.name,
        "year": plan.issued_on and plan.issued_on.year,
        "agency": plan.issuer.name,
        "act": plan.citations[0].key,
        "type": "kh",
        "text": "KE hoach",
    }
    for name, value in found.items():
        assert documents(client, **{name: value}) == ["a/x.txt", "b.txt"], name
    assert documents(client, **found) == ["a/x.txt", "b.txt"]
    assert documents(client, text="txt BẢN") == ["a/x.txt", "b.txt"]
    assert documents(client, text='"ban b txt"') == ["b.txt"]
    assert documents(client, text='"txt ban"') == []
    for words in ("khongcotunay", "???", '"', 'a" OR "b', "NEAR(ke hoach)", "folded:ke"):
        assert documents(client, text=words) == []
    assert documents(client, province_then="Hà") == []
    assert client.get("/v1/documents", params={"provnice": "x"}).status_code == 422


def test_a_list_page_by_page(archive: Archive, client: TestClient) -> None:
    archive.add(*(f"c/{number:02}.txt" for number in range(5)))
    archive.run()
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get("/v1/documents", params={"limit": 2, **cursor}).json()
        seen += [one["document"] for one in page["documents"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen == documents(client) == sorted(seen)
    assert len(seen) == 7
    refused = client.get("/v1/documents", params={"cursor": "AAAAAAAA"})
    assert (refused.status_code, refused.json()["code"]) == (404, "bad_cursor")


def test_an_index_of_another_archive_is_made_anew(archive: Archive, serve: Serve) -> None:
    with serve() as client:
        assert documents(client) == ["a/x.txt", "b.txt"]
    (archive.out / "search.sqlite").write_bytes(b"")
    with serve() as client:
        assert documents(client) == ["a/x.txt", "b.txt"]
    for path in archive.out.glob("archive.sqlite*"):
        path.unlink()
    (archive.inputs / "b.txt").unlink()
    archive.run()
    with serve() as client:
        assert documents(client) == ["a/x.txt"]


def test_an_index_of_a_history_that_was_lost_is_made_anew(archive: Archive, serve: Serve) -> None:
    """Also where the archive has come as far again, by other changes."""
    older = (archive.out / "archive.sqlite").read_bytes()
    archive.add("lost.txt")
    archive.run()
    with serve() as client:
        assert documents(client) == ["a/x.txt", "b.txt", "lost.txt"]
    (archive.out / "archive.sqlite").write_bytes(older)
    (archive.inputs / "lost.txt").unlink()
    archive.add("new.txt")
    archive.run()
    with serve() as client:
        assert documents(client) == ["a/x.txt", "b.txt", "new.txt"]


def test_schemas_by_their_names(client: TestClient) -> None:
    links = client.get("/v1/schemas").json()["schemas"]
    for link in links:
        answer = client.get(link["href"])
        assert answer.json()["$id"] == link["id"]
        assert "immutable" in answer.headers["cache-control"]
    version = client.get("/v1/documents/b.txt").json()["schema_version"]
    assert f"urn:kehoach:plan:{version}" in {link["id"] for link in links}


def test_health_needs_the_store(client: TestClient) -> None:
    assert client.get("/v1/health").json() == {"status": "ok"}
