"""The server does what its OpenAPI description says: schemathesis makes up the requests."""

from __future__ import annotations

import schemathesis
from archives import Archive
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import EngineEvent, FatalError, NonFatalError, ScenarioFinished

from .conftest import TOKENS, app_of, bearer

CONFIG = {"seed": 1, "generation": {"max-examples": 20, "deterministic": True}}


def test_schemathesis_finds_no_failure(archive: Archive) -> None:
    with archive.open_store() as store:
        app = app_of(archive, store, tokens=TOKENS)
        config = SchemathesisConfig.from_dict(CONFIG)
        schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
        schema.config.update(headers=bearer("an"))
        events = list(from_schema(schema).execute())
    tried = [event for event in events if isinstance(event, ScenarioFinished)]
    assert sum(len(event.recorder.cases) for event in tried) > 300
    problems = "\n\n".join(problem for event in events for problem in _problems(event))
    assert not problems, problems


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
