"""The work on a Dask cluster: on each worker in a sandbox, as on this machine."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.archive.engines.window import in_window
from extractor.archive.isolation.sandbox import TRIES, Done
from extractor.errors import Crashed, EngineMismatch, EngineUnreachable, MissingPart
from extractor.settings import Bounds

if TYPE_CHECKING:
    from distributed import Client

Item = TypeVar("Item")
Result = TypeVar("Result")

_Submit = Callable[[Any], "Future[Done[Any, Any]]"]

SCHEMES = {"dask": "tcp", "dask+tls": "tls"}
"""Of an engine's address, and what Dask itself calls them."""
_PLACE = re.compile(r"[^/\s]+:\d+")
_AHEAD = 2
"""Items in hand for each thread of the cluster: the next one is there when one ends."""
_PATIENCE = 30
"""Seconds for the scheduler to answer, and for a first worker to come."""
_PAUSE = 2.0
"""Seconds between two tries to reach all workers."""
_FRESH = 5.0
"""Seconds for which the cluster is taken to be as large as it was."""


class Dask:
    """An `Engine` on the cluster at `address`: `dask://HOST:PORT`, or `dask+tls://…` with the
    certificates that Dask's own configuration names. `version` is asked here and on every worker,
    and must give the same. For the others see `Sandbox`."""

    def __init__(
        self,
        address: str,
        bounds: Bounds,
        *,
        version: Callable[[], str],
        warm_up: Callable[[], object] = tuple,
        quiet: bool = True,
    ) -> None:
        self.name = self._address = address
        self._options: dict[str, Any] = {"version": version, "warm_up": warm_up, "quiet": quiet}
        self._bounds = bounds

    def run(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, many: bool = True
    ) -> Generator[Done[Item, Result] | None, None, None]:
        """See `Engine`. Raises `EngineUnreachable`, `EngineMismatch` and `MissingPart`.

        Workers are prepared in any case: another run may have use for it."""
        with (
            self._connected() as client,
            self._registered(client, work) as submit,
            closing(in_window(submit, items, _Threads(client))) as ended,
        ):
            for end in ended:
                yield end and self._done(*end)

    @contextmanager
    def _connected(self) -> Iterator[Client]:
        try:
            from distributed import Client
        except ImportError:
            raise MissingPart(self._address, "cluster") from None
        try:
            client = Client(self._daskwise(), timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:  # the last two: TLS
            raise EngineUnreachable(self._address, str(error)) from None
        with client:
            try:
                client.wait_for_workers(1, timeout=_PATIENCE)
            except TimeoutError:
                raise EngineUnreachable(self._address, "it has no workers") from None
            yield client

    def _daskwise(self) -> str:
        """The address as Dask has it. Looked at before a client is made: one that fails over it
        leaves a thread behind."""
        scheme, _, place = self._address.partition("://")
        if scheme not in SCHEMES or not _PLACE.fullmatch(place):
            raise ValueError("it should be dask://HOST:PORT")
        return f"{SCHEMES[scheme]}://{place}"

    @contextmanager
    def _registered(self, client: Client, work: Callable[[Any], Any]) -> Iterator[_Submit]:
        """A function that submits an item. All workers have the work, also those to come."""
        from extractor.archive.engines.worker import do

        name = f"kehoach-{uuid.uuid4()}"
        # A task raises only where it was not tried to the end: its worker was shut down, say.
        executor = client.get_executor(pure=False, retries=TRIES)
        try:
            self._register(client, name, work)
            yield partial(executor.submit, do, name)
        finally:
            if client.status == "running":
                client.unregister_worker_plugin(name)

    def _register(self, client: Client, name: str, work: Callable[[Any], Any]) -> None:
        from extractor.archive.engines.worker import Sandboxed, check

        plugin = Sandboxed(work, self._bounds, **self._options)
        try:
            for left in reversed(range(TRIES)):
                try:
                    client.register_plugin(plugin, name)
                    client.run(check, name)
                    return
                except OSError:  # a worker has died just now; another one takes its place
                    if not left:
                        raise
                    time.sleep(_PAUSE)
        except EngineMismatch:
            raise
        except Exception as error:  # anything, where a worker has other modules
            raise EngineMismatch(self._address, _said(error)) from error

    def _done(self, item: Item, future: Future[Done[Item, Result]]) -> Done[Item, Result]:
        from distributed import KilledWorker

        try:
            return future.result()
        except CancelledError:
            raise EngineUnreachable(self._address, "the scheduler is gone") from None
        except KilledWorker as error:
            workers = error.allowed_failures + 1
            return Done(item, error=Crashed(str(item), f"{workers} workers died over it"))
        except EngineMismatch:
            raise
        except Exception as error:
            raise EngineMismatch(self._address, _said(error)) from error


class _Threads:
    """How many items a cluster has use for."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known = 0
        self._until = 0.0

    def __call__(self) -> int:
        if time.monotonic() > self._until:
            self._known = _AHEAD * sum(self._client.nthreads().values())
            self._until = time.monotonic() + _FRESH
        return max(1, self._known)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
