"""Word files (.doc .docx .odt .rtf): LibreOffice sets them as PDF, which is read like any other.

On the way each is flat OpenDocument for a moment, in which all is taken out that has no place on
an archive's page (see `flatodf.py`). The documents are hostile: nothing of theirs stands on the
command line, no macro runs, no link is followed, and the program ends when its time is up, or
when we are killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import ParseError

import regex

from extractor.errors import BrokenFile, EncryptedFile, ExtractorError, MissingOffice, TooLarge
from extractor.reading.flatodf import tidied
from extractor.reading.page import ReadPage
from extractor.reading.sniff import Kind, asks_for_password, kind_of, refuse_bombs, word_version
from extractor.settings import Settings

FONTS = Path("/usr/share/fonts")
_NEEDED_FONT = "Tinos-Regular.ttf"
_RESTART = 81
"""LibreOffice's exit status where it has set up a new profile and wants to be started again."""
# Fields of RTF that take in other files; the settings stop those that come over the network.
_INCLUDES = regex.compile(rb"INCLUDE(?=PICTURE|TEXT)", regex.IGNORECASE)
_FLAT = "OpenDocument Text Flat XML"
# LibreOffice listens in /tmp for others of its kind, whatever TMPDIR says; killed, it leaves that.
_SOCKETS = Path("/tmp")  # noqa: S108
_STALE = 60
"""Seconds after which a socket that nobody serves is no longer one that is just being made."""
# One page more than is allowed, so that a longer document is seen to be one.
_PDF = (
    "pdf:writer_pdf_Export:{{"
    '"PageRange":{{"type":"string","value":"1-{pages}"}},'
    '"ExportFormFields":{{"type":"boolean","value":"false"}},'
    '"ReduceImageResolution":{{"type":"boolean","value":"false"}},'
    '"UseTaggedPDF":{{"type":"boolean","value":"false"}}}}'
)
# LibreOffice's own detection would let a file choose among all filters, the oldest ones too, and
# takes what it does not know for text.
_FILTERS: dict[Kind | Literal[97, 95], str] = {
    97: "MS Word 97",
    95: "MS Word 95",
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "rtf": "Rich Text Format",
    "html": "HTML (StarWriter)",
}


def read_office(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    """The pages of the Word file at `path`, set with the fonts that stand in for Word's.

    Raises `EncryptedFile`, `BrokenFile`, `TooLarge` or `MissingOffice`; `MissingEngine` if a page
    is a picture and there is no OCR."""
    from extractor.reading.pdf import read_pdf

    with as_pdf(path, settings) as pdf:
        return read_pdf(pdf, settings)


@contextmanager
def as_pdf(path: Path, settings: Settings) -> Iterator[Path]:
    """The Word file at `path` as PDF, for as long as the context lasts. Errors name the Word file.

    Raises `EncryptedFile`, `BrokenFile`, `TooLarge` or `MissingOffice`."""
    kind = kind_of(path)
    if kind not in ("doc", "docx", "odt", "rtf", "html"):
        raise BrokenFile(path.name, "it is no Word file")
    if kind in ("docx", "odt"):
        refuse_bombs(path, settings.limits.unpacked_bytes)
    with tempfile.TemporaryDirectory(prefix="kehoach-office-") as folder:
        try:
            yield _to_pdf(path, kind, Path(folder), settings)
        except ExtractorError as error:
            raise type(error)(path.name, error.detail) from error


def version() -> str:
    """What LibreOffice says that it is.

    Raises `MissingOffice`."""
    answer = subprocess.run(  # noqa: S603
        [program(), "--version"], capture_output=True, text=True, timeout=20, check=True
    )
    return answer.stdout.strip()


def program() -> Path:
    """LibreOffice itself: its start script would leave it behind when killed.

    Raises `MissingOffice` where it is not there, or the font without which its pages are no use."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    binary = Path(found).resolve().with_name("soffice.bin") if found else None
    if binary is None or not binary.is_file():
        raise MissingOffice("LibreOffice")
    if next(FONTS.rglob(_NEEDED_FONT), None) is None:
        raise MissingOffice("LibreOffice", f"the font {_NEEDED_FONT} is missing")
    return binary


def _to_pdf(path: Path, kind: Kind, folder: Path, settings: Settings) -> Path:
    """The document as PDF, made in `folder`."""
    _set_up(folder)
    source = folder / f"document.{kind}"
    if kind == "rtf":
        source.write_bytes(_INCLUDES.sub(b"WITHOUT", path.read_bytes()))
    else:
        shutil.copyfile(path, source)
    infilter = _FILTERS.get(kind) or _FILTERS.get(word_version(path) or kind)
    if infilter:
        _convert(folder, source, f"fodt:{_FLAT}", infilter, settings)
    flat = folder / "out" / "document.fodt"
    if not flat.is_file():
        locked = asks_for_password(path, kind)
        raise (EncryptedFile if locked else BrokenFile)(path.name, "")
    if flat.stat().st_size > settings.limits.unpacked_bytes:
        raise TooLarge(path.name, f"{flat.stat().st_size:,} bytes of XML")
    try:
        flat.write_bytes(tidied(flat.read_bytes()))
    except ParseError as error:
        raise BrokenFile(path.name, str(error)) from error
    _convert(folder, flat, _PDF.format(pages=settings.limits.pages + 1), _FLAT, settings)
    made = flat.with_suffix(".pdf")
    if not made.is_file():
        raise BrokenFile(path.name, "LibreOffice cannot set it")
    return made


def _set_up(folder: Path) -> None:
    """A profile and fonts of its own: what other runs, users and machines have set has no say."""
    data = resources.files("extractor") / "data" / "office"
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    options = (data / "registrymodifications.xcu").read_text("utf-8")
    (profile / "registrymodifications.xcu").write_text(options, "utf-8")
    fonts = (data / "fonts.conf").read_text("utf-8")
    (folder / "fonts.conf").write_text(fonts, "utf-8")


def _convert(folder: Path, source: Path, target: str, infilter: str, settings: Settings) -> None:
    """Makes `source` into `out/` beside it, in at most the seconds that the settings allow."""
    command = [
        *_guard(),
        str(program()),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        f"--infilter={infilter}",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    _sweep_sockets()
    for _ in range(2):
        if _run(command, folder, settings.limits.office_seconds) != _RESTART:
            return


def _guard() -> list[str]:
    """What makes the kernel kill LibreOffice when we are killed: Python can ask for that only
    between fork and exec, where its own code is not safe to run in a process with threads."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--no-new-privs", "--"] if setpriv else []


def _run(command: list[str], folder: Path, seconds: float) -> int:
    process = subprocess.Popen(  # noqa: S603
        command,
        env=_environment(folder),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise TooLarge(folder.name, f"LibreOffice needs more than {seconds:g} seconds") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _environment(folder: Path) -> dict[str, str]:
    return {
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PATH": "/nonexistent",  # a shell of LibreOffice's asks for the printer's paper otherwise
        "SAL_DISABLE_DEFAULTPRINTER": "1",
        "SAL_DISABLE_PRINTERLIST": "1",
        "SAL_USE_VCLPLUGIN": "svp",
        "TMPDIR": str(folder),
        "TZ": "UTC",
    }


def _sweep_sockets() -> None:
    """Removes what killed LibreOffices of this user have left behind."""
    for path in _SOCKETS.glob(f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_*"):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            if time.time() - path.stat().st_mtime < _STALE:
                continue
            try:
                probe.connect(str(path))
            except ConnectionRefusedError:
                path.unlink()
