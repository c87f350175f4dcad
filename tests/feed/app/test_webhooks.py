"""Changes that are sent: signed, until they are taken, and never to an address inside."""

from __future__ import annotations

import hmac
import json
import socket
import time
from collections.abc import Iterator
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from archives import Archive

from extractor.archive.store import Blobs, open_store
from extractor.errors import BadWebhooks
from extractor.feed.app.addresses import Internal, is_public, public_address
from extractor.feed.app.published import Published
from extractor.feed.app.webhooks import (
    SIGNATURE,
    Https,
    Rhythm,
    Sender,
    Webhook,
    signature,
    webhooks_in,
)

HOOK = Webhook(url="https://portal.example/hook", secret="s" * 32)
FAST = Rhythm(look=0.02, first_pause=0.01, longest_pause=0.02)
INSIDE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1", "2001:0:7f00:1::",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "203.162.4.191", "2606:4700::1111"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(ip_address(address))


def _resolver(*addresses: str) -> Any:
    def look_up(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]

    return look_up


def test_a_name_with_one_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _resolver("1.1.1.1", "10.0.0.1"))
    with pytest.raises(Internal):
        public_address("portal.example", 443)
    with pytest.raises(Internal):
        Https()(HOOK.url, b"", {}, 1)
    monkeypatch.setattr(socket, "getaddrinfo", _resolver("1.1.1.1"))
    assert public_address("portal.example", 443) == "1.1.1.1"


class Receiver:
    """Takes what is sent, after it has failed a few times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> int:
        if self.failures:
            self.failures -= 1
            if self.failures % 2:
                raise httpx.ConnectError("no one there")
            return 500
        at, mac = (part.partition("=")[2] for part in headers[SIGNATURE].split(","))
        said = hmac.new(HOOK.secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
        assert hmac.compare_digest(said, mac)
        self.bodies.append(json.loads(body))
        return 204

    @property
    def documents(self) -> list[str]:
        return [change["document"] for body in self.bodies for change in body["changes"]]


@pytest.fixture
def published(archive: Archive) -> Iterator[Published]:
    with open_store(archive.out / "archive.sqlite") as store:
        yield Published(store, Blobs(str(archive.out / "blobs")))


def send(archive: Archive, published: Published, receiver: Receiver, until: int) -> None:
    sender = Sender(HOOK, archive.out, published, FAST, receiver)
    sender.start()
    deadline = time.monotonic() + 20
    while len(receiver.documents) < until and time.monotonic() < deadline:
        time.sleep(0.01)
    sender.stop()


def test_changes_are_sent_until_they_are_taken(archive: Archive, published: Published) -> None:
    receiver = Receiver(failures=5)
    send(archive, published, receiver, until=2)
    assert (receiver.failures, receiver.documents) == (0, ["a/x.txt", "b.txt"])
    (archive.inputs / "b.txt").unlink()
    archive.run()
    later = Receiver(failures=1)
    send(archive, published, later, until=1)  # another server goes on where this one was
    assert [(c["document"], c["removed"]) for b in later.bodies for c in b["changes"]] == [
        ("b.txt", True)
    ]


def test_a_signature_has_its_time_in_it() -> None:
    assert signature("s", 1, b"x") != signature("s", 2, b"x").replace("t=2", "t=1")


def test_webhooks_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "webhooks.toml"
    file.write_text(f'[[webhook]]\nurl = "{HOOK.url}"\nsecret = "{HOOK.secret}"\n')
    assert webhooks_in(file) == (HOOK,)
    for wrong in (
        "", "x", '[[webhook]]\nurl = "http://x.example/"\nsecret = "' + "s" * 32 + '"',
        '[[webhook]]\nurl = "https://u:p@x.example/"\nsecret = "' + "s" * 32 + '"',
        '[[webhook]]\nurl = "https://x.example/"\nsecret = "short"',
    ):  # fmt: skip
        file.write_text(wrong)
        with pytest.raises(BadWebhooks):
            webhooks_in(file)
