"""What every stage promises: it is pure, total, idempotent and grounded."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.document import Document, Source, Span
from extractor.pipeline import STAGES, Stage, analyse
from extractor.reading import read
from extractor.settings import DEFAULT

Steps = dict[Stage, list[tuple[Document, Document]]]
NOTHING = Document(text="", source=Source(name="", sha256="", media_type="text/plain"))

TABLE = """**ỦY BAN NHÂN DÂN**
**XÃ TÂN AN**

**KẾ HOẠCH**
**Tuần lễ hiến máu tình nguyện năm 2023**

| Tháng | Nội dung | Đơn vị |
| --- | --- | --- |
| 3 | Phát động đợt I | Trạm Y tế xã |
| | Tiếp nhận máu | Đoàn xã |
| 9 và 10 | Tổng kết | Ủy ban nhân dân xã |

1. Giao Trạm Y tế xã báo cáo trước ngày 20 hàng tháng.
"""

# Pieces of documents, and what is no document at all: a stage must pass them all.
ODD = (
    "KẾ HOẠCH",
    "I.\nII.\nIII.\n",
    "- \n+ \na) \n1. \n1.1. \n",
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
    "Số: /KH-UBND\n, ngày tháng năm",
    "Thực hiện Chỉ thị số ngày của",
    "PHỤ LỤC\nPHỤ LỤC I\nPHỤ LỤC II",
    "((((1)))) //// ……… “”“ 99/99/9999 ngày 31 tháng 02 năm 2021",
    "| | |\n| --- | --- |\n| x | |",
    "Ủy ban " * 200,
    "".join(f"{n}. Việc thứ {n}\n" for n in range(1, 120)),
)


@pytest.fixture(scope="module")
def documents(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    """Nothing, odd texts, a small plan, a table, and the development plans of the corpus."""
    folder = tmp_path_factory.mktemp("documents")
    small = (root / "tests" / "cli" / "plan.txt").read_text("utf-8")
    texts = [*ODD, small, TABLE, *corpus_texts(root / "corpus")]
    return [NOTHING, *(read_as_file(folder / f"{n}.md", text) for n, text in enumerate(texts))]


def corpus_texts(corpus: Path) -> Iterator[str]:
    import sys
    import tomllib

    sys.path.insert(0, str(corpus))  # a folder of scripts, not a package
    from markup import as_text
    from markup import read as read_markup

    split = tomllib.loads((corpus / "split.toml").read_text("utf-8"))
    for slug in split["dev"]:
        yield as_text(read_markup(corpus / "plans" / slug / "plan.txt"))


def read_as_file(path: Path, text: str) -> Document:
    path.write_text(text, "utf-8")
    return read(path, DEFAULT)


@pytest.fixture(scope="module")
def steps(documents: list[Document]) -> Steps:
    """Each stage with the documents that come to it and what it makes of them."""
    steps = {}
    for stage in STAGES:
        done = [stage(document) for document in documents]
        steps[stage] = list(zip(documents, done, strict=True))
        documents = done
    return steps


def spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


every_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda s: s.__name__)


@every_stage
def test_a_stage_passes_an_empty_document(stage: Stage) -> None:
    assert stage(NOTHING).text == ""


@every_stage
def test_a_stage_is_pure(stage: Stage, steps: Steps) -> None:
    for given, done in steps[stage]:
        copied = copy.deepcopy(given)
        assert stage(copied) == done
        assert copied == given


@every_stage
def test_a_stage_is_idempotent(stage: Stage, steps: Steps) -> None:
    for _, done in steps[stage]:
        assert stage(done) == done


@every_stage
def test_a_stage_is_grounded(stage: Stage, steps: Steps) -> None:
    for given, done in steps[stage]:
        assert done.text == given.text
        for span in spans(done):
            assert 0 <= span.start <= span.end <= len(done.text), done.text[:40]


def test_all_stages_together_are_idempotent(steps: Steps) -> None:
    for _, done in steps[STAGES[-1]]:
        assert analyse(done) == done
