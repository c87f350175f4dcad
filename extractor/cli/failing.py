"""How an error leaves the command line: one sentence on stderr, and its exit status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from extractor.errors import ExtractorError, InternalError

INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


@contextmanager
def exit_status(context: typer.Context, about: object) -> Iterator[None]:
    """Ends the command with one sentence and an exit status, never with a traceback unless
    `kehoach --debug` asks for it. `about` is named where the program itself fails."""
    try:
        yield
    except ExtractorError as error:
        raise _end(error) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except (typer.Exit, BrokenPipeError):
        raise
    except Exception as error:
        if context.obj:
            raise
        raise _end(InternalError(str(about), f"{type(error).__name__}: {error}")) from None


def _end(error: ExtractorError) -> typer.Exit:
    typer.echo(f"kehoach: {error}", err=True)
    return typer.Exit(error.exit_status)
