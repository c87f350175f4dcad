"""The server does what its OpenAPI description says: schemathesis makes up the requests, and a
server that runs as it always does answers them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from archives import Archive
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import EngineEvent, FatalError, NonFatalError, ScenarioFinished

from .conftest import bearer
from .running import running, tokens_file

CONFIG = {
    "seed": 1,
    "generation": {"max-examples": 8, "deterministic": True},
    # As schemathesis has it, and 410: it removes jobs, and asks for them again.
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", 401, 403, 404, 409, 410, 429, "5xx"]
        }
    },
}
TOO_MANY = 429
"""Told to all who ask too fast: of what a request means it says nothing."""


@pytest.mark.parametrize("by_token", [True, False])
def test_schemathesis_finds_no_failure(archive: Archive, tmp_path: Path, *, by_token: bool) -> None:
    given = ("--tokens", str(tokens_file(tmp_path))) if by_token else ()
    with running(archive, *given) as server:
        config = SchemathesisConfig.from_dict(CONFIG)
        url = str(server.client.base_url.join("/openapi.json"))
        schema = schemathesis.openapi.from_url(url, config=config)
        if by_token:
            schema.config.update(headers=bearer("an"))
        events = list(from_schema(schema).execute())
        assert server.client.get("/v1/health").status_code == 200
    problems = "\n\n".join(problem for event in events for problem in _problems(event))
    assert not problems, problems
    answers = Counter(answer.status_code for event in events for answer in _answers(event))
    assert sum(answers.values()) - answers[TOO_MANY] > 200, answers
    assert answers[200] > 50, answers


def _answers(event: EngineEvent) -> list[Any]:
    if not isinstance(event, ScenarioFinished):
        return []
    recorded = event.recorder.interactions.values()
    return [one.response for one in recorded if one.response is not None]


def _problems(event: EngineEvent) -> list[str]:
    if isinstance(event, NonFatalError | FatalError):
        return [str(event)]
    if not isinstance(event, ScenarioFinished):
        return []
    return [
        f"{check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
        for checks in event.recorder.checks.values()
        for check in checks
        if check.failure_info
    ]
