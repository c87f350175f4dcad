"""Who may ask, and how often."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import Archive
from typer.testing import CliRunner

from extractor.cli.main import app
from extractor.errors import BadTokens, OpenToAll
from extractor.feed.app.access import Buckets, Pace, is_loopback, tokens_in

from .conftest import TOKENS, Serve, bearer

PATHS = (
    "/v1/documents", "/v1/documents/b.txt", "/v1/fields/b.txt", "/v1/plans/x", "/v1/changes",
    "/v1/changes.ndjson", "/v1/schemas", "/v1/schemas/plan-1.1", "/v1/jobs", f"/v1/jobs/{'0' * 32}",
)  # fmt: skip


def test_nothing_without_a_token(serve: Serve) -> None:
    with serve(tokens=TOKENS) as client:
        for path in PATHS:
            for headers in ({}, bearer("nobody"), {"Authorization": "Basic YTpi"}):
                answer = client.get(path, headers=headers)
                assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
                assert answer.headers["www-authenticate"] == "Bearer"
            assert client.get(path, headers=bearer("an")).status_code != 401


def test_a_page_that_points_its_name_here_reads_nothing(serve: Serve) -> None:
    with serve() as client:
        for host in ("evil.example", "evil.example:8631", "127.0.0.1.evil.example", "", "[::1"):
            assert client.get("/v1/documents", headers={"Host": host}).status_code == 403
        for host in ("localhost:8631", "127.0.0.1", "[::1]:8631"):
            assert client.get("/v1/documents", headers={"Host": host}).status_code == 200


def test_who_asks_too_fast_is_told_when_to_ask_again(serve: Serve) -> None:
    with serve(tokens=TOKENS, pace=Pace(rate=0.01, burst=2)) as client:
        statuses = [client.get("/v1/schemas", headers=bearer("an")) for _ in range(3)]
        assert [answer.status_code for answer in statuses] == [200, 200, 429]
        assert int(statuses[-1].headers["retry-after"]) > 50
        assert client.get("/v1/schemas", headers=bearer("binh")).status_code == 200


def test_a_bucket_fills_again() -> None:
    now = 0.0
    buckets = Buckets(Pace(rate=2, burst=1), clock=lambda: now)
    assert buckets.take("x") == 0
    assert buckets.take("x") == 0.5
    now = 0.5
    assert buckets.take("x") == 0


def test_tokens_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text(f"# those who may\nan {TOKENS['an']}  # a portal\n\n")
    assert tokens_in(file) == {"an": TOKENS["an"]}
    for wrong in ("", "an secret", f"an {TOKENS['an']}\nan {TOKENS['binh']}"):
        file.write_text(wrong)
        with pytest.raises(BadTokens):
            tokens_in(file)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.org"])
def test_others_are_only_served_with_tokens(archive: Archive, host: str) -> None:
    assert not is_loopback(host)
    result = CliRunner().invoke(app, ["serve", str(archive.out), "--host", host])
    assert result.exit_code == OpenToAll.exit_status
    assert "--tokens" in result.output


def test_all_methods_of_a_path_are_allowed(serve: Serve) -> None:
    with serve() as client:
        for path, methods in (
            ("/v1/jobs", "GET, POST"),
            (f"/v1/jobs/{'0' * 32}", "DELETE, GET"),
            ("/v1/health", "GET"),
        ):
            answer = client.put(path)
            assert (answer.status_code, answer.headers["allow"]) == (405, methods)
