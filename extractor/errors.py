"""What can go wrong with a file, each with a stable code, a sentence and a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOMEM
from typing import ClassVar

KINDS = ".txt, .md, .pdf, .png, .jpg, .tif, .doc, .docx, .odt or .rtf"
"""The kinds of files that are read, in words."""


class ExtractorError(Exception):
    """A document could not be read. `str(error)` is one sentence that names the file and says
    what to do; `code` is stable and stands in result lists."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    reason: ClassVar[str] = "could not be read"
    remedy: ClassVar[str] = "Report this as a bug."
    transient: ClassVar[bool] = False
    """Whether it says more about the machine than about the file: the next run tries again."""
    conclusive: ClassVar[bool] = False
    """Whether no plan can be had from the file, on any machine and within any limits: what was
    read from it before holds no longer."""

    def __init__(self, name: str, detail: str = "") -> None:
        self.name = name
        self.detail = detail
        super().__init__(name, detail)

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.name}: {self.reason}{detail}. {self.remedy}"


class MissingFile(ExtractorError):
    code = "missing_file"
    exit_status = 3
    transient = True
    reason = "there is no such file"
    remedy = "Check the path."


class EmptyFile(ExtractorError):
    code = "empty_file"
    exit_status = 4
    conclusive = True
    reason = "the file is empty or holds no readable words"
    remedy = "Scan or export it again."


class EncryptedFile(ExtractorError):
    code = "encrypted_file"
    exit_status = 5
    conclusive = True
    reason = "the file asks for a password"
    remedy = "Save a copy without a password and run again."


class BrokenFile(ExtractorError):
    code = "broken_file"
    exit_status = 6
    conclusive = True
    reason = "the file is damaged"
    remedy = "Open it in a viewer, save a fresh copy, or scan it again."


class UnknownKind(ExtractorError):
    code = "unknown_kind"
    exit_status = 7
    conclusive = True
    reason = "this kind of file cannot be read"
    remedy = f"Give {KINDS}."


class NotVietnamese(ExtractorError):
    code = "not_vietnamese"
    exit_status = 8
    conclusive = True
    reason = "the text is not Vietnamese"
    remedy = "Check that it is the right document; a scan may be too poor to read."


class TooLarge(ExtractorError):
    code = "too_large"
    exit_status = 9
    reason = "the file is larger than the limits allow"
    remedy = "Split it, or raise the limit."


class MissingEngine(ExtractorError):
    code = "missing_engine"
    exit_status = 10
    transient = True
    reason = "the OCR engine or its Vietnamese model is not installed"
    remedy = "Run `kehoach doctor`; on Debian: apt-get install tesseract-ocr tesseract-ocr-vie."


class NoDocuments(ExtractorError):
    code = "no_documents"
    exit_status = 11
    reason = "the folder holds no file of a kind that can be read"
    remedy = f"Give a folder with {KINDS} files."


class OutputClash(ExtractorError):
    code = "output_clash"
    exit_status = 12
    reason = "its result would be written over another one's"
    remedy = "Give each of the two its own run with its own --out folder."


class CannotWrite(ExtractorError):
    code = "cannot_write"
    exit_status = 13
    transient = True
    reason = "the result cannot be written"
    remedy = "Check the folder's permissions and the free space."


class NotPlanJson(ExtractorError):
    code = "not_plan_json"
    exit_status = 14
    reason = "this is no plan JSON of this version"
    remedy = "Make it again with `kehoach extract`."


class NoGold(ExtractorError):
    code = "no_gold"
    exit_status = 15
    reason = "there is no gold to compare with"
    remedy = "Give a folder of `<slug>.json` or `<slug>/gold.json` files."


class UnreadableFile(ExtractorError):
    code = "unreadable_file"
    exit_status = 16
    transient = True
    reason = "the file cannot be opened"
    remedy = "Check its permissions."


class CannotStore(ExtractorError):
    code = "cannot_store"
    exit_status = 22
    transient = True
    reason = "the archive's store cannot be used"
    remedy = "Put that right and run again: what was stored is kept."


class MissingOffice(ExtractorError):
    code = "office_missing"
    exit_status = 17
    transient = True
    reason = "LibreOffice, which opens Word files, is not installed"
    packages: ClassVar[str] = (
        "apt-get install --no-install-recommends libreoffice-writer-nogui fonts-croscore"
        " fonts-freefont-ttf"
    )
    remedy = f"Save the file as PDF; or, on Debian: {packages}."


class TimedOut(ExtractorError):
    code = "timeout"
    exit_status = 18
    reason = "reading it took longer than is allowed"
    remedy = "Split it into smaller files, or raise the limit on time."


class OutOfMemory(ExtractorError):
    code = "out_of_memory"
    exit_status = 19
    reason = "reading it took more memory than is allowed"
    remedy = "Split it, or scan it again with fewer dots per inch."


class Crashed(ExtractorError):
    code = "crashed"
    exit_status = 21
    reason = "reading it ended its process"
    remedy = "Open it in a viewer and save a fresh copy; report it if that crashes too."


class Killed(ExtractorError):
    code = "killed"
    exit_status = 28
    transient = True
    reason = "the process that read it was killed from outside"
    remedy = "The machine may be short of memory: read fewer at a time (--jobs), then run again."


class EngineUnreachable(ExtractorError):
    code = "engine_unreachable"
    exit_status = 23
    reason = "the cluster cannot be reached"
    remedy = "Check the address and the scheduler, then run again: what is done is kept."


class EngineMismatch(ExtractorError):
    code = "engine_mismatch"
    exit_status = 24
    reason = "this worker runs another version"
    remedy = "Install the same version on all machines, start the workers anew, then run again."


class MissingPart(ExtractorError):
    code = "missing_part"
    exit_status = 25
    reason = "this needs a part that is not installed"
    remedy = "Install it with the extra of that name, as in `pip install 'kehoach[cluster]'`."


class NestedArchive(ExtractorError):
    code = "nested_archive"
    exit_status = 26
    conclusive = True
    reason = "it is a zip file inside a zip file"
    remedy = "Unpack the outer one and give the folder."


class BrokenMachine(ExtractorError):
    code = "broken_machine"
    exit_status = 27
    reason = "the run was stopped, since all of them failed for one reason that is not theirs"
    remedy = "Put that right and run again: what is done is kept, the others are still to be done."


class FullDisk(ExtractorError):
    code = "full_disk"
    exit_status = 29
    reason = "there is hardly any room left on its disk"
    remedy = "Make room and run again: what is done is kept, the others are still to be done."


class NoPlans(ExtractorError):
    code = "no_plans"
    exit_status = 30
    reason = "there is no plan to compare"
    remedy = "Give the folder that `kehoach extract --out` has filled."


class NoSuchDocument(ExtractorError):
    code = "no_such_document"
    exit_status = 31
    reason = "there is no such document in it"
    remedy = "Give its key, as the column `document` of `plans.csv` has it."


class BadCursor(ExtractorError):
    code = "bad_cursor"
    exit_status = 32
    reason = "this is no place in the changes of this archive"
    remedy = "Begin again without a cursor: that gives all there is."


class BadTokens(ExtractorError):
    code = "bad_tokens"
    exit_status = 35
    reason = "this is no list of tokens"
    remedy = "Give a file with a line `NAME SHA256` for each token, as docs/serve.md shows."


class BadWebhooks(ExtractorError):
    code = "bad_webhooks"
    exit_status = 37
    reason = "this is no list of webhooks"
    remedy = "Give `[[webhook]]` with an https `url` and a `secret`, as docs/serve.md shows."


class OpenToAll(ExtractorError):
    code = "open_to_all"
    exit_status = 36
    reason = "others than this machine could read the archive without a token"
    remedy = "Give --tokens FILE, or leave out --host."


class CannotCorrect(ExtractorError):
    code = "not_correctable"
    exit_status = 38
    reason = "this correction cannot be made"
    remedy = "Look at its plan JSON: a pointer such as /issuer/name leads to one value in it."


class NoSuchCorrection(ExtractorError):
    code = "no_such_correction"
    exit_status = 39
    reason = "it has no such correction that counts"
    remedy = "`kehoach corrections` lists them with their ids; the first letters of one are enough."


class InternalError(ExtractorError):
    code = "internal_error"
    exit_status = 1
    reason = "the program failed here"
    remedy = "Run `kehoach --debug …` again and report what it prints."


@contextmanager
def opening(name: str) -> Iterator[None]:
    """What the system says about the file `name` that cannot be opened, as an `ExtractorError`."""
    try:
        yield
    except FileNotFoundError:
        raise MissingFile(name) from None
    except OSError as error:
        if error.errno == ENOMEM:
            raise
        raise UnreadableFile(name, error.strerror or type(error).__name__) from None


def exit_status_of(code: str) -> int:
    """The exit status of the error with this code; 1 for one that is not known."""
    return next((error.exit_status for error in _all() if error.code == code), 1)


def conclusive_codes() -> frozenset[str]:
    """The codes of failures after which an archive no longer has what it had from the file."""
    return frozenset(error.code for error in _all() if error.conclusive)


def transient_codes() -> frozenset[str]:
    """The codes of failures that the next run tries again."""
    return frozenset(error.code for error in _all() if error.transient)


def _all() -> list[type[ExtractorError]]:
    errors: list[type[ExtractorError]] = [ExtractorError]
    for error in errors:
        errors.extend(error.__subclasses__())
    return errors


SEVERAL_REASONS = 20
"""Exit status where several files failed, for different reasons."""


WARNINGS: dict[str, str] = {
    "no_letterhead": "The document has no letterhead: number, date or issuer may be missing.",
    "appendix_alone": "The file holds an appendix alone; its document is not in it.",
    "number_blank": "The number is blank in print or written by hand and cannot be read.",
    "date_blank": "The date of issue is blank or cannot be read.",
    "name_unreadable": "The signer's name is missing or cannot be read.",
    "label_repeated": "Two sections carry the same printed label.",
    "label_skipped": "The printed labels skip one.",
    "no_signature": "No signature block was found.",
    "no_recipients": "No list of recipients (Nơi nhận) was found.",
    "no_sections": "No headings were found: the body is listed as plain paragraphs.",
    "low_confidence": "The page was read with low confidence.",
    "doubtful_value": "A value is less likely right than the threshold asks for.",
    "page_unreadable": "No words could be read on the page.",
    "unread_area": "There is writing on the page that was not read.",
    "low_resolution": "The page was scanned at 100 dpi or less: nothing on it is reliable.",
    "junk_text_layer": "The page's text layer is not Vietnamese text; the page was read by OCR.",
    "rules_unreadable": "The page's drawing is damaged: its tables may have become plain lines.",
    "several_documents": "The file holds several documents; this is the first of them.",
    "page_order": "The pages seem to be out of order.",
    "misprint": "The document itself seems to be misprinted here.",
    "not_a_plan": "The document is not a plan; it was read as its own type.",
    "province_unknown": "No province could be made out.",
}
