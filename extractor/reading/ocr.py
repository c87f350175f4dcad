"""OCR engines behind one small protocol, each reading Vietnamese from a picture.

Tesseract is run with one thread: four threads cost five times the CPU for the same page, and an
archive is read by one process a core."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from extractor.errors import MissingEngine
from extractor.reading.page import Change
from extractor.settings import Settings
from extractor.vietnamese import nfc

os.environ["OMP_THREAD_LIMIT"] = "1"

LANGUAGE = "vie"
SECOND = Path(__file__).parents[1] / "data" / "tessdata"
"""Tesseract's integer version of its best Vietnamese weights (`data/SOURCES.md`)."""
Grey = NDArray[np.uint8]
"""A picture of one channel: 0 is black, 255 is paper."""
Mode = Literal["page", "block", "line", "choices", "number", "digit"]
"""How a picture is laid out; `choices` is a line of which the engine also tells what else each
letter may be, a `number` is a line of nothing but digits, a `digit` hardly more than one."""
_PSM: dict[Mode, int] = {"page": 3, "block": 6, "line": 7, "choices": 7, "number": 7, "digit": 8}
_DIGITS: dict[Mode, str] = dict.fromkeys(("number", "digit"), "0123456789.")
_WHITELIST = "tessedit_char_whitelist"
_COLUMNS = (
    "level", "page", "block", "paragraph", "line", "word", "left", "top", "width", "height",
    "confidence", "text", "choices",
)  # fmt: skip
_WORD_LEVEL = "5"
_CHOICES = {"lstm_choice_mode": "2", "lstm_choice_iterations": "10"}
_SLASHES = str.maketrans("⁄∕", "//")
_STROKES = "-~–—−¬="
_MARKS = frozenset("/\\|'`´’‘.,:;^<>!¡")
_SPECK = 0.7


Choices = dict[str, float]
"""What a letter may be, and what speaks against each: the less, the likelier."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as the engine gave it; `box` is (x0, y0, x1, y1) in pixels of the picture,
    `confidence` 0–1. `change`: what was read at first, where that was put right. `choices`: of
    each letter, where the engine was asked for them and can tell."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    change: Change | None = None
    choices: tuple[Choices, ...] = ()

    def put_right(self, text: str, rule: str) -> OcrWord:
        """The word as `text`, with what was read at first on record."""
        first = self.change or Change(self.text, rule)
        return replace(self, text=text, change=first._replace(rule=rule))


OcrLine = tuple[OcrWord, ...]


class TooSlow(Exception):
    """A picture on which the engine does not come to an end: noise and halftones can keep it busy
    for minutes."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The page could not be read within {seconds:g} seconds.")


class Engine(Protocol):
    """Reads a picture. `name` says what it is, with its version; `model` is the SHA-256 of the
    weights: two files called `vie` give different text."""

    name: str
    model: str

    def read(self, picture: Grey, dpi: int, mode: Mode = "page") -> tuple[OcrLine, ...]:
        """The lines of the picture in the engine's own order. Raises `TooSlow`."""
        ...


class Tesseract(ABC):
    """An `Engine` that gives Tesseract's TSV output."""

    name: str
    model: str

    @abstractmethod
    def tsv(self, picture: Grey, dpi: int, mode: Mode) -> str:
        """What Tesseract itself gives for the picture: its TSV output, without the header."""

    def read(self, picture: Grey, dpi: int, mode: Mode = "page") -> tuple[OcrLine, ...]:
        """See `Engine`."""
        return parse_tsv(self.tsv(picture, dpi, mode))


def parameters(mode: Mode) -> tuple[int, str]:
    """What Tesseract is set to for `mode`: its page segmentation mode, and the only characters
    that it may give (none: all)."""
    return _PSM[mode], _DIGITS.get(mode, "")


def engine(settings: Settings) -> Engine:
    """The engine that the settings name, one for each process.

    Raises `MissingEngine` if the program or its Vietnamese model is not there."""
    return _engine_with(tessdata(settings), settings)


def second_engine(settings: Settings) -> Engine:
    """The same engine with the other weights, which ship with this package: for a second reading.

    Raises `MissingEngine` if the program is not there."""
    return _engine_with(SECOND, settings)


def _engine_with(folder: Path, settings: Settings) -> Engine:
    seconds = settings.limits.picture_seconds
    return _engine(settings.engine, folder, seconds, settings.ocr_cache, os.getpid())


@cache
def _engine(
    name: str, folder: Path, seconds: float, store: Path | None, _process: int
) -> Tesseract:
    """The process is part of the key: a forked child must not share its parent's open file."""
    made = _tesseract(name, folder, seconds)
    if store is None:
        return made
    from extractor.reading.ocrcache import Cached, Store

    return Cached(made, Store(store))


@cache
def _tesseract(name: str, folder: Path, seconds: float) -> Tesseract:
    """A forked child goes on with a copy of its parent's, which has loaded the weights."""
    return InProcess(folder, seconds) if name == "tesserocr" else Program(folder, seconds)


def tessdata(settings: Settings) -> Path:
    """The folder that holds `vie.traineddata`: what the settings or `TESSDATA_PREFIX` name, else
    where Debian's packages put it, the newest version first."""
    named = settings.tessdata or os.environ.get("TESSDATA_PREFIX")
    if named:
        folders = [Path(named), Path(named) / "tessdata"]
    else:
        folders = sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
        folders += [Path("/usr/share/tessdata"), Path("/usr/local/share/tessdata")]
    for folder in folders:
        if model_file(folder).is_file():
            return folder
    raise MissingEngine("tesseract", f"no {LANGUAGE}.traineddata in {named or folders[0]}")


def model_file(folder: Path) -> Path:
    """Where the Vietnamese weights are in a tessdata folder."""
    return folder / f"{LANGUAGE}.traineddata"


class InProcess(Tesseract):
    """Tesseract inside this process, through tesserocr. It looks at the clock between words."""

    def __init__(self, folder: Path, seconds: float) -> None:
        try:
            import tesserocr
        except ImportError as error:
            raise MissingEngine("tesserocr", str(error)) from error
        self.name = tesserocr.tesseract_version().split("\n")[0]
        self.model = _sha256(model_file(folder))
        self._seconds = seconds
        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE)

    def tsv(self, picture: Grey, dpi: int, mode: Mode) -> str:
        """See `Tesseract`. `choices` stand in a column of their own, after the text."""
        pixels = np.ascontiguousarray(picture)
        height, width = pixels.shape
        psm, whitelist = parameters(mode)
        self._api.SetPageSegMode(psm)
        self._api.SetVariable(_WHITELIST, whitelist)
        for name, value in _CHOICES.items():
            self._api.SetVariable(name, value if mode == "choices" else "0")
        self._api.SetImageBytes(pixels.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(dpi)
        in_time = self._api.Recognize(round(1000 * self._seconds))
        table = str(self._api.GetTSVText(0)) if in_time else ""
        if in_time and mode == "choices":
            table = "\n".join(self._with_choices(table))
        self._api.Clear()
        if not in_time:
            raise TooSlow(self._seconds)
        return table

    def _with_choices(self, table: str) -> Iterator[str]:
        """The rows of `table`, those of words with one more column."""
        import tesserocr

        words = self._api.GetIterator()
        for row in table.splitlines():
            text = row.rpartition("\t")[2].strip()
            if not row.startswith(_WORD_LEVEL) or not text:
                yield row
                continue
            yield f"{row}\t{_column(text, words.GetBestLSTMSymbolChoices())}"
            words.Next(tesserocr.RIL.WORD)


def _column(text: str, steps: Iterable[Sequence[tuple[str, float]]]) -> str:
    """What each letter of a word may be, the likeliest first: `k 1.0 t 31.7  ế 1.3 ể 21.7`.

    The engine tells it step by step, the space before the word being one; empty where there are
    more or fewer steps than letters."""
    letters = [step for step in steps if step and not step[0][0].isspace()]
    if len(letters) != len(text):
        return ""
    return "  ".join(
        " ".join(f"{c} {against:.1f}" for c, against in letter if not c.isspace())
        for letter in letters
    )


class Program(Tesseract):
    """The `tesseract` program, through pytesseract: the engine of last resort."""

    def __init__(self, folder: Path, seconds: float) -> None:
        import pytesseract

        if not shutil.which("tesseract"):
            raise MissingEngine("tesseract", "no such program")
        self.name = f"tesseract {pytesseract.get_tesseract_version()} (program)"
        self.model = _sha256(model_file(folder))
        self._folder = folder
        self._seconds = seconds

    def tsv(self, picture: Grey, dpi: int, mode: Mode) -> str:
        """See `Engine`."""
        import pytesseract
        from PIL import Image

        psm, whitelist = parameters(mode)
        config = f'--tessdata-dir "{self._folder}" --psm {psm} --dpi {dpi}'
        if whitelist:
            config += f" -c {_WHITELIST}={whitelist}"
        image = Image.fromarray(picture)
        try:
            table = pytesseract.image_to_data(image, LANGUAGE, config, timeout=self._seconds)
        except RuntimeError as error:
            if "timeout" not in str(error):
                raise
            raise TooSlow(self._seconds) from error
        return str(table).partition("\n")[2]


def parse_tsv(table: str) -> tuple[OcrLine, ...]:
    """The lines of Tesseract's TSV output (without its header)."""
    reader = csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = (dict(zip(_COLUMNS, row, strict=False)) for row in reader)
    words = (row for row in rows if row["level"] == _WORD_LEVEL and row.get("text", "").strip())
    by_line = groupby(words, key=lambda row: (row["block"], row["paragraph"], row["line"]))
    lines = (_cleaned([w for row in line if (w := _word(row)).text]) for _, line in by_line)
    return tuple(tuple(line) for line in lines if line)


def _word(row: dict[str, str]) -> OcrWord:
    """A word. Underscores are pieces of rules; a fraction's slash is never printed in plans."""
    x, y = int(row["left"]), int(row["top"])
    box = (x, y, x + int(row["width"]), y + int(row["height"]))
    text = nfc(row["text"].strip().strip("_").translate(_SLASHES))
    confidence = max(0.0, float(row["confidence"]) / 100)
    choices = tuple(map(_choices, filter(None, row.get("choices", "").split("  "))))
    return OcrWord(text, box, confidence, choices=choices if len(choices) == len(text) else ())


def _choices(letter: str) -> Choices:
    parts = letter.split(" ")
    return {nfc(c): float(against) for c, against in zip(parts[::2], parts[1::2], strict=True)}


def _cleaned(line: list[OcrWord]) -> list[OcrWord]:
    """The line without a speck before it that was taken for a mark, and with the dash that
    begins an item read as one, whatever stroke it came out as."""
    while len(line) > 1 and line[0].confidence < _SPECK and _MARKS.issuperset(line[0].text):
        line = line[1:]
    if len(line) > 1 and not line[0].text.strip(_STROKES):
        line[0] = replace(line[0], text="-")
    return line


@cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
