"""Webhooks over real TLS: a receiver with a certificate, and a network in which names lead where a
test says."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from archives import Archive

from extractor.archive.store import Blobs, open_store
from extractor.feed.app.addresses import Internal
from extractor.feed.app.published import Published
from extractor.feed.app.webhooks import SIGNATURE, Https, Rhythm, Sender, Webhook, signature

from .certificates import Authority

NAME, OUTSIDE, INSIDE = "portal.example", "203.162.4.191", "127.0.0.1"
URL = f"https://{NAME}/hook"
SECRET = "s" * 32
FAST = Rhythm(look=0.02, first_pause=0.01, longest_pause=0.02)


class Receiver(ThreadingHTTPServer):
    """Takes what is sent by TLS, and answers with `status`."""

    daemon_threads = True

    def __init__(self, certificate: Path) -> None:
        super().__init__((INSIDE, 0), _Taking)
        self.bodies: list[bytes] = []
        self.headers: list[Any] = []
        self.names: list[str | None] = []
        self.status = 204
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        # Who refuses the certificate breaks off in the handshake: that is the handler's matter.
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass

    @property
    def documents(self) -> list[str]:
        return [
            change["document"] for body in self.bodies for change in json.loads(body)["changes"]
        ]


class _Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.headers.append(self.headers)
        self.send_response(self.server.status)
        self.send_header("Location", f"https://{INSIDE}/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Network:
    """What names lead to, one look after the other, and where was connected to. All addresses
    outside lead to the receiver."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
        self.answers: list[str] = []
        self.looks: list[str] = []
        self.connections: list[tuple[str, int]] = []
        self._port = port
        self._look_up, self._connect = socket.getaddrinfo, socket.create_connection
        monkeypatch.setattr(socket, "getaddrinfo", self.look_up)
        monkeypatch.setattr(socket, "create_connection", self.connect)

    def look_up(self, host: str, port: Any, *given: Any, **named: Any) -> Any:
        if host == INSIDE:
            return self._look_up(host, port, *given, **named)
        self.looks.append(host)
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    def connect(self, address: tuple[str, int], *given: Any, **named: Any) -> socket.socket:
        self.connections.append(address)
        assert address[0] != INSIDE
        return self._connect((INSIDE, self._port), *given, **named)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def receive() -> Iterator[Callable[[Path], Receiver]]:
    """Starts a receiver with a certificate."""
    started: list[Receiver] = []

    def start(certificate: Path) -> Receiver:
        started.append(Receiver(certificate))
        return started[-1]

    yield start
    for receiver in started:
        receiver.shutdown()
        receiver.server_close()


@pytest.fixture
def receiver(authority: Authority, receive: Callable[[Path], Receiver]) -> Receiver:
    return receive(authority.vouch(NAME))


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch, receiver: Receiver) -> Network:
    made = Network(monkeypatch, receiver.server_port)
    made.answers = [OUTSIDE]
    return made


@pytest.fixture
def sender(archive: Archive, authority: Authority) -> Iterator[Sender]:
    """Sends what changes in the archive, as the server does."""
    with open_store(archive.out / "archive.sqlite") as store:
        published = Published(store, Blobs(str(archive.out / "blobs")))
        hook = Webhook(url=URL, secret=SECRET)
        made = Sender(hook, archive.out, published, FAST, Https(authority.certificate))
        made.start()
        yield made
        made.stop()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_changes_arrive_by_tls(network: Network, receiver: Receiver, sender: Sender) -> None:
    until(lambda: bool(receiver.bodies))
    assert receiver.documents == ["a/x.txt", "b.txt"]
    (headers,) = receiver.headers
    said = int(headers[SIGNATURE].partition(",")[0].removeprefix("t="))
    assert headers[SIGNATURE] == signature(SECRET, said, receiver.bodies[0])
    assert (headers["Host"], receiver.names) == (NAME, [NAME])
    assert network.connections == [(OUTSIDE, 443)]


@pytest.mark.parametrize(
    ("name", "ascii_name", "address"),
    [
        ("cổng.example", "xn--cng-qmz.example", OUTSIDE),
        ("portal.example", "portal.example", "2606:4700::1111"),
    ],
)
def test_names_and_addresses_of_all_kinds(
    monkeypatch: pytest.MonkeyPatch,
    authority: Authority,
    receive: Callable[[Path], Receiver],
    name: str,
    ascii_name: str,
    address: str,
) -> None:
    receiver = receive(authority.vouch(ascii_name))
    network = Network(monkeypatch, receiver.server_port)
    network.answers = [address]
    assert Https(authority.certificate)(f"https://{name}:8443/", b"{}", {}, 9) == 204
    assert network.connections == [(address, 8443)]
    assert receiver.headers[0]["Host"] == f"{ascii_name}:8443"


@pytest.mark.parametrize("wrong", ["another authority", "another name", "expired"])
def test_a_certificate_that_nobody_trusts_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    authority: Authority,
    receive: Callable[[Path], Receiver],
    wrong: str,
) -> None:
    name = "other.example" if wrong == "another name" else NAME
    receiver = receive(authority.vouch(name, days=-1 if wrong == "expired" else 1))
    Network(monkeypatch, receiver.server_port).answers = [OUTSIDE]
    send = Https() if wrong == "another authority" else Https(authority.certificate)
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        send(URL, b"{}", {}, 9)
    assert not receiver.bodies


def test_a_name_that_leads_inside_by_the_second_look(
    network: Network, receiver: Receiver, authority: Authority
) -> None:
    send = Https(authority.certificate)
    network.answers = [OUTSIDE, INSIDE]
    assert send(URL, b"{}", {}, 9) == 204
    assert network.connections == [(OUTSIDE, 443)]
    assert network.looks == [NAME]
    with pytest.raises(Internal):
        send(URL, b"{}", {}, 9)
    assert network.connections == [(OUTSIDE, 443)]
    assert len(receiver.bodies) == 1


def test_nothing_is_lost_while_a_name_leads_inside(
    archive: Archive, network: Network, receiver: Receiver, sender: Sender
) -> None:
    until(lambda: bool(receiver.bodies))
    network.answers = [INSIDE]
    (archive.inputs / "b.txt").unlink()
    archive.run()
    looks = len(network.looks)
    until(lambda: len(network.looks) > looks + 2)
    assert len(network.connections) == 1
    network.answers = [OUTSIDE]
    until(lambda: receiver.documents == ["a/x.txt", "b.txt", "b.txt"])


def test_a_redirect_is_not_followed(
    network: Network, receiver: Receiver, authority: Authority
) -> None:
    receiver.status = 302
    assert Https(authority.certificate)(URL, b"{}", {}, 9) == 302
    assert network.connections == [(OUTSIDE, 443)]
