"""A client that knows the server by its OpenAPI description alone: it looks for the operation that
gives changes, its parameters and its fields by name, and knows nothing of the package."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]
Get = Callable[..., Any]
DOCUMENT = "/v1/documents/{document}"
"""Named in the description of `sha256`: what gives the bytes."""


class Stranger:
    """Holds a copy of what an archive has published. `get` asks the server."""

    def __init__(self) -> None:
        self.plans: dict[str, Any] = {}
        self.cursor: str | None = None

    def catch_up(self, get: Get, most: int, pages: int = 10**6) -> None:
        """Goes on from where it is, up to `pages` pages of `most` changes."""
        described = get("/openapi.json").json()
        path, names = _feed(described)
        assert {"cursor", "limit", "plans"} <= names
        assert DOCUMENT in described["paths"]
        for _ in range(pages):
            asked = {"limit": most, "plans": "true"} | (
                {"cursor": self.cursor} if self.cursor else {}
            )
            page = get(path, params=asked).json()
            for change in page["changes"]:
                self._take(get, change)
            self.cursor = page["cursor"]
            if not page["more"]:
                return

    def _take(self, get: Get, change: Json) -> None:
        if change["removed"]:
            self.plans.pop(change["document"], None)
        else:
            self.plans[change["document"]] = change["plan"]


class Exact(Stranger):
    """Holds the bytes of each plan JSON too."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}

    def _take(self, get: Get, change: Json) -> None:
        super()._take(get, change)
        document = change["document"]
        if change["removed"]:
            self.files.pop(document, None)
            return
        answer = get(DOCUMENT.format(document=quote(document, safe="")))
        # What has changed again meanwhile is told of by a later change.
        if answer.status_code == 200 and sha256(answer.content).hexdigest() == change["sha256"]:
            assert answer.headers["etag"] == f'"{change["sha256"]}"'
            self.files[document] = answer.content


def _feed(described: Json) -> tuple[str, set[str]]:
    """The path whose answer has `changes`, and the names of its parameters."""
    schemas = described["components"]["schemas"]
    for path, operations in described["paths"].items():
        content = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        ref = content.get("application/json", {}).get("schema", {}).get("$ref", "")
        if "changes" in schemas.get(ref.rpartition("/")[2], {}).get("properties", {}):
            return path, {parameter["name"] for parameter in operations["get"]["parameters"]}
    raise AssertionError("no operation gives changes")
