"""Who may ask: callers with a token, or those on this machine where none was given."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getuser
from hashlib import sha256
from hmac import compare_digest
from http import HTTPStatus
from ipaddress import ip_address
from math import ceil
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from extractor.errors import BadTokens, opening
from extractor.feed.app.problems import Refused

_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]{1,64})\s+(?P<digest>[0-9a-f]{64})")
_HOST = re.compile(r"\[[^]]*\]|[^:]+")
_BEARER = HTTPBearer(auto_error=False, description="A token; see `--tokens`.")
_CLIENTS = 10_000
Tokens = dict[str, str]
"""Names of callers, and the SHA-256 of the token of each."""


def tokens_in(path: Path) -> Tokens:
    """The tokens in a file with a line `NAME SHA256` for each; `#` begins a comment.

    Raises `BadTokens`, and what opening the file raises."""
    with opening(str(path)):
        lines = path.read_text("utf-8", "replace").splitlines()
    tokens: Tokens = {}
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        found = _LINE.fullmatch(said)
        if not found or found["name"] in tokens:
            raise BadTokens(str(path), f"line {number}")
        tokens[found["name"]] = found["digest"]
    if not tokens:
        raise BadTokens(str(path), "there is none in it")
    return tokens


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server at `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one caller may ask: `burst` requests at once, `rate` a second after that."""

    rate: float = 100.0
    burst: int = 400


class Buckets:
    """A token bucket for each caller; those who have not asked for longest are forgotten."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._lock = Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> float:
        """Takes one; 0, or the seconds until there is one."""
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(caller, (float(self._pace.burst), now))
            left = min(self._pace.burst, left + (now - since) * self._pace.rate)
            wait = 0.0 if left >= 1 else (1 - left) / self._pace.rate
            self._left[caller] = (left if wait else left - 1, now)
            if len(self._left) > _CLIENTS:
                self._left.popitem(last=False)
        return wait


@dataclass(frozen=True, slots=True)
class Authors:
    """Under which name a correction is kept: that of the token, where there are tokens; else the
    one that is given, or that of the person whose server it is."""

    by_token: bool
    here: str

    def author(self, caller: str, said: str) -> str:
        """The name."""
        return caller if self.by_token else said.strip() or self.here


def person_here() -> str:
    """The user who runs this process; empty where the system does not say."""
    try:
        return getuser()
    except (OSError, KeyError):
        return ""


class TokenGate:
    """Lets in who has a token; called before anything else of a request is looked at. The caller's
    name is kept in the request's state."""

    def __init__(self, tokens: Tokens, pace: Pace) -> None:
        self._tokens = tokens
        self._buckets = Buckets(pace)

    def __call__(
        self,
        request: Request,
        given: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> None:
        """Raises `Refused`. Those without a token are counted by their addresses."""
        caller = owner(self._tokens, given.credentials) if given else None
        self.hold(request, caller)
        if caller is None:
            scheme = {"WWW-Authenticate": "Bearer"}
            raise Refused(HTTPStatus.UNAUTHORIZED, "unauthorized", "Give a valid token.", scheme)
        request.state.caller = caller

    def hold(self, request: Request, caller: str | None) -> None:
        """Counts a request. Raises `Refused` where there are too many."""
        _hold(self._buckets, caller or f"@{_address(request)}")


def owner(tokens: Tokens, token: str) -> str | None:
    """Whose token it is. All are compared, so that the time taken tells nothing."""
    digest = sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
    names = [name for name, known in tokens.items() if compare_digest(known, digest)]
    return names[0] if names else None


class LocalGate:
    """Lets in who calls this machine by a name of its own: a page of another site that has its
    name point here (DNS rebinding) calls it by that name."""

    def __init__(self, pace: Pace) -> None:
        self._buckets = Buckets(pace)

    def __call__(self, request: Request) -> None:
        """Raises `Refused`."""
        called = _HOST.match(request.headers.get("host", ""))
        if not called or not is_loopback(called[0]):
            raise Refused(HTTPStatus.FORBIDDEN, "forbidden", "Call this server by localhost.")
        request.state.caller = f"@{_address(request)}"
        _hold(self._buckets, request.state.caller)


def _address(request: Request) -> str:
    return request.client.host if request.client else "-"


def _hold(buckets: Buckets, caller: str) -> None:
    wait = buckets.take(caller)
    if wait:
        after = {"Retry-After": str(ceil(wait))}
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "too_many_requests", "Ask more slowly.", after)
