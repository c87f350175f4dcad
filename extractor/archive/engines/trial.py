"""A cluster on this machine alone, for trying."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import EngineUnreachable, MissingPart

_HOST = "127.0.0.1"


@contextmanager
def trial_cluster(workers: int, port: int = 0) -> Iterator[str]:
    """The address of a cluster of `workers` processes that only this machine can reach; it ends
    with the context. `port` 0: any that is free.

    To be called in the main thread. Raises `MissingPart` and `EngineUnreachable`."""
    address = f"dask://{_HOST}:{port}"
    try:
        from distributed import LocalCluster
    except ImportError:
        raise MissingPart(address, "cluster") from None
    # Ctrl-C is for this process: workers, who inherit that they pass it over, are ended by it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host=_HOST,
            scheduler_port=port,
            scheduler_kwargs={"dashboard": False, "dashboard_address": f"{_HOST}:0"},
        )
    except (OSError, RuntimeError) as error:
        raise EngineUnreachable(address, str(error)) from None
    finally:
        signal.signal(signal.SIGINT, before)
    with cluster:
        yield cluster.scheduler_address.replace("tcp://", "dask://")
