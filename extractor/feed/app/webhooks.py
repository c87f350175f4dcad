"""Webhooks: changes are sent to those who asked for it, signed, until they are taken.

Each has its own place in the feed, which moves on when the receiver has answered 2xx: it misses
nothing, and may be given a change twice."""

from __future__ import annotations

import hmac
import ssl
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from logging import getLogger
from pathlib import Path, PurePosixPath
from random import uniform
from threading import Event, Thread

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.archive.store.files import LocalFiles
from extractor.errors import BadCursor, BadWebhooks, CannotStore, opening
from extractor.feed.app.addresses import Internal, public_address
from extractor.feed.app.published import Published

SIGNATURE = "Kehoach-Signature"
_PLACES = "webhooks"
_CURSOR_BYTES = 100
_MOST = 100


class Webhook(BaseModel):
    """Where changes are sent, and the secret by which the receiver knows them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(pattern=r"^https://[^\s/@]+(/\S*)?$", max_length=2000)
    secret: str = Field(min_length=32, max_length=200)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds: between two looks for changes; for the first pause after a failure, which doubles
    up to the longest one; for an answer."""

    look: float = 5.0
    first_pause: float = 5.0
    longest_pause: float = 3600.0
    answer: float = 15.0


class NotTaken(Exception):
    """The receiver did not answer 2xx."""


# `ValueError`: of a name that no resolver takes.
_FAILURES = (
    NotTaken, Internal, OSError, ValueError, httpx.HTTPError, httpx.InvalidURL, CannotStore,
)  # fmt: skip
_LOG = getLogger(__name__)
Post = Callable[[str, bytes, dict[str, str], float], int]
"""Sends a body with headers to a URL, waits so many seconds; the status of the answer."""


def webhooks_in(path: Path) -> tuple[Webhook, ...]:
    """The webhooks in a TOML file: `[[webhook]]` with `url` and `secret`.

    Raises `BadWebhooks`, and what opening the file raises."""
    try:
        with opening(str(path)):
            listed = tomllib.loads(path.read_text("utf-8"))["webhook"]
        return tuple(Webhook.model_validate(one) for one in listed)
    except (ValidationError, KeyError, TypeError, ValueError) as error:
        raise BadWebhooks(str(path), type(error).__name__) from None


def signature(secret: str, at: int, body: bytes) -> str:
    """What stands in the header `Kehoach-Signature`: the time, so that a body that was caught
    cannot be sent again later, and the HMAC-SHA256 of `<time>.<body>`."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256)
    return f"t={at},v1={mac.hexdigest()}"


class Https:
    """Sends by TLS, to addresses of the open internet alone. `authorities` is a file with the
    certificates of those who may vouch for a receiver, in the place of those that browsers trust:
    tests have their own."""

    def __init__(self, authorities: Path | None = None) -> None:
        self._tls = (
            ssl.create_default_context(cafile=authorities)
            if authorities
            else httpx.create_ssl_context(trust_env=False)
        )

    def __call__(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> int:
        """Connects to the address that was checked; the certificate has to be the name's.
        Redirects are not followed, and of the answer nothing but the status is read.

        Raises `Internal`, `OSError` and `httpx.HTTPError`."""
        asked = httpx.URL(url)
        host = asked.raw_host.decode("ascii")
        target = asked.copy_with(host=public_address(host, asked.port or 443))
        given = {**headers, "Host": asked.netloc.decode("ascii")}
        sni = {"sni_hostname": host}
        with (
            httpx.Client(verify=self._tls, trust_env=False, timeout=seconds) as client,
            client.stream("POST", target, content=body, headers=given, extensions=sni) as answer,
        ):
            return answer.status_code


class Sender:
    """Sends what changes to one webhook, from a thread of its own. Its place is kept below `out`:
    a webhook that is new is sent all there is."""

    def __init__(
        self,
        webhook: Webhook,
        out: Path,
        published: Published,
        rhythm: Rhythm | None = None,
        send: Post | None = None,
    ) -> None:
        self._webhook = webhook
        self._files = LocalFiles(out / _PLACES)
        self._place = PurePosixPath(sha256(webhook.url.encode()).hexdigest())
        self._published = published
        self._rhythm = rhythm or Rhythm()
        self._send = send or Https()
        self._stopped = Event()
        self._thread = Thread(target=self._go_on, name="webhook", daemon=True)

    def start(self) -> None:
        """Begins to send."""
        self._thread.start()

    def stop(self) -> None:
        """Ends when what is being sent is answered."""
        self._stopped.set()
        self._thread.join(self._rhythm.answer)

    def _go_on(self) -> None:
        failed = 0
        while not self._stopped.wait(self._pause(failed)):
            try:
                while self._deliver() and not self._stopped.is_set():
                    pass
                failed = 0
            except BadCursor:  # the archive was put back to an older state: all is sent again
                self._keep(None)
            except _FAILURES as error:
                failed += 1
                _LOG.warning("%s: not taken (%s)", self._webhook.url, type(error).__name__)

    def _pause(self, failed: int) -> float:
        """Seconds to wait, a little different each time, so that not all try again at once."""
        if not failed:
            return self._rhythm.look
        grown = self._rhythm.first_pause * 2.0 ** min(failed - 1, 30)
        return min(grown, self._rhythm.longest_pause) * uniform(0.5, 1.0)  # noqa: S311

    def _deliver(self) -> bool:
        """Sends the next changes, without plans; whether there were any."""
        page = self._published.changes(self._cursor(), _MOST, plans=False)
        if not page.changes:
            return False
        body = page.model_dump_json().encode()
        at = int(time.time())
        headers = {
            "Content-Type": "application/json",
            SIGNATURE: signature(self._webhook.secret, at, body),
        }
        status = self._send(self._webhook.url, body, headers, self._rhythm.answer)
        if not 200 <= status < 300:
            raise NotTaken
        self._keep(page.cursor)
        return True

    def _cursor(self) -> str | None:
        kept = self._files.read(self._place, _CURSOR_BYTES)
        return kept.decode("ascii", "replace") if kept else None

    def _keep(self, cursor: str | None) -> None:
        with suppress(CannotStore):  # it is sent once more
            self._files.write(self._place, (cursor or "").encode())
