"""The process that reads what was uploaded: a run of the archive like any other, in a process of
its own, so that the server's memory and speed do not depend on what it is sent."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from extractor.archive.engines.local import Local
from extractor.archive.isolation.preload import warm_up
from extractor.archive.model import Outcome
from extractor.archive.publishing import BlobPublisher
from extractor.archive.run import Request, run_archive
from extractor.archive.store import Blobs, open_store
from extractor.archive.versions import versions
from extractor.archive.work import Job
from extractor.errors import ExtractorError
from extractor.feed.app.uploads import FOLDER, UploadBounds, Work
from extractor.review.corrections import publish
from extractor.settings import MIB, Bounds, Limits, Settings


class _Unwatched:
    """A `Watch` of which nobody sees anything."""

    def looking(self, found: int) -> None:
        pass

    def begin(self, total: int) -> None:
        pass

    def done(self, outcome: Outcome) -> None:
        pass


def command(out: Path, store: Path | str, blobs: str, bounds: UploadBounds) -> Work:
    """What starts it."""
    numbers = (bounds.file_bytes, bounds.pages, bounds.seconds, bounds.memory)
    named = [str(out.absolute()), str(store), blobs]
    return [sys.executable, "-m", __name__, *named, *map(str, numbers)]


def main(out: str, store: str, blobs: str, *numbers: str) -> int:
    """Reads what is below the archive's folder of uploads; the run's exit status."""
    file_bytes, pages, seconds, memory = map(int, numbers)
    settings = Settings(limits=Limits(file_bytes=file_bytes, pages=pages))
    bounds = Bounds(seconds=seconds, cpu_seconds=seconds, memory_bytes=memory * MIB)
    engine = Local(1, bounds, warm_up=partial(warm_up, settings))
    job = Job(Blobs(blobs), settings, versions(settings))
    request = Request(Path(out), (str(Path(out, FOLDER)),), may_be_empty=True)
    place = store if "://" in store else Path(store)
    try:
        with open_store(place, publisher=BlobPublisher(job.blobs, publish)) as opened:
            return run_archive(request, opened, engine, job, _Unwatched()).exit_status
    except ExtractorError as error:
        sys.stderr.write(f"kehoach: {error}\n")
        return error.exit_status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
