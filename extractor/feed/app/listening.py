"""The server as a process: it says where it is when it can be reached, and not before."""

from __future__ import annotations

from collections.abc import Callable
from socket import socket

import uvicorn
from fastapi import FastAPI

_LONGEST_HEADER = 32 * 1024


class Listening(uvicorn.Server):
    """A server of `app`; `say` is given the address of its review pages when it listens: the
    first start on a large archive takes a while to make the index."""

    def __init__(
        self, app: FastAPI, host: str, port: int, say: Callable[[str], None], *, log_level: str
    ) -> None:
        self._host = host
        self._say = say
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_level=log_level,
                server_header=False,
                h11_max_incomplete_event_size=_LONGEST_HEADER,
            )
        )

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """As uvicorn does it, and then the address, with the port that the system chose for 0."""
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            named = f"[{self._host}]" if ":" in self._host else self._host
            self._say(f"http://{named}:{port}/review/")
