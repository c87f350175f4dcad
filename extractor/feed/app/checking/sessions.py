"""Who is at the other end: sessions of browsers, kept in this process alone.

A browser holds a random id in a cookie, never a token. Each form bears the HMAC of the id under a
key that no other server has: what is sent with it comes from a page that was made for this browser.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest, digest
from secrets import token_bytes, token_urlsafe
from threading import Lock
from time import monotonic

from extractor.feed.app.access import Tokens

LASTS = 12 * 60 * 60.0
"""Seconds: a working day."""
_MOST = 10_000
"""Sessions at once; the oldest ends for one more."""


@dataclass(frozen=True, slots=True)
class _Session:
    """`digest` is that of the token with which it was begun."""

    caller: str
    digest: str
    until: float


class Sessions:
    """The sessions of those who have shown one of `tokens`."""

    def __init__(self, tokens: Tokens, clock: Callable[[], float] = monotonic) -> None:
        self._tokens = tokens
        self._clock = clock
        self._key = token_bytes(32)
        self._lock = Lock()
        self._open: OrderedDict[str, _Session] = OrderedDict()

    def begin(self, caller: str) -> str:
        """A session of `caller`; its id."""
        made = new_id()
        session = _Session(caller, self._tokens[caller], self._clock() + LASTS)
        with self._lock:
            self._open[_kept_as(made)] = session
            if len(self._open) > _MOST:
                self._open.popitem(last=False)
        return made

    def caller(self, browser: str) -> str | None:
        """Whose session it is; None where there is none, or its token was withdrawn since."""
        with self._lock:
            session = self._open.get(_kept_as(browser))
        if session is None or self._clock() > session.until:
            return None
        known = self._tokens.get(session.caller, "")
        return session.caller if compare_digest(known, session.digest) else None

    def end(self, browser: str) -> None:
        """Ends it."""
        with self._lock:
            self._open.pop(_kept_as(browser), None)

    def form_token(self, browser: str) -> str:
        """What the forms of this browser bear."""
        return digest(self._key, browser.encode("utf-8", "replace"), "sha256").hex()

    def is_form_token(self, browser: str, given: str) -> bool:
        """Whether a form was made for this browser."""
        return compare_digest(self.form_token(browser).encode(), given.encode("utf-8", "replace"))


def new_id() -> str:
    """An id that nobody guesses."""
    return token_urlsafe(32)


def _kept_as(browser: str) -> str:
    """By its hash: the time that a search takes tells nothing of ids."""
    return sha256(browser.encode("utf-8", "replace")).hexdigest()
