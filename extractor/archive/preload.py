"""Imported once by the server from which the children are forked: loads the pipeline and warms
the stages up, so that no child has to."""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which ends its children

from extractor.document import Document, Source  # noqa: E402
from extractor.pipeline import analyse  # noqa: E402

analyse(Document(text="", source=Source(name="", sha256="", media_type="text/plain")))
