"""The components of spaCy pipelines: that spaCy finds them, and that what they set is true."""

from __future__ import annotations

import doctest
import json
import re
import tomllib
import unicodedata
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from extractor.components import blank
from extractor.pipeline import analyse
from extractor.reading import read
from extractor.settings import DEFAULT

LAYERS = {"citations": "citation", "agencies": "agency", "campaigns": "campaign"}
SENTENCE = (
    "Thực hiện Kế hoạch số 88/KH-UBND ngày 09/5/2023 của UBND tỉnh Cà Mau, Hội Liên hiệp Phụ nữ tỉnh hưởng "
    "ứng phong trào thi đua “Dân vận khéo” giai đoạn 2021 - 2025."
)


def with_all(nlp: Any) -> Any:
    for layer in LAYERS:
        nlp.add_pipe(f"kehoach_{layer}")
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Any:
    return with_all(blank())


def exact(doc: Doc, layer: str) -> list[str]:
    values = getattr(doc._, layer)
    return [unicodedata.normalize("NFC", doc.text[slice(*value["span"])]) for value in values]


def test_spacy_finds_them_by_their_entry_points(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    points = project["entry-points"]
    assert set(points["spacy_factories"]) == {f"kehoach_{layer}" for layer in LAYERS}
    for group, registry in (
        ("spacy_factories", spacy.registry.factories),
        ("spacy_tokenizers", spacy.registry.tokenizers),
    ):
        for name, value in points[group].items():
            assert EntryPoint(name, value, group).load() is registry.get(name)


def test_the_example_of_the_docs(root: Path) -> None:
    text = (root / "docs" / "spacy.md").read_text("utf-8")
    (example,) = re.findall(r"```pycon\n(.*?)```", text, re.DOTALL)
    parsed = doctest.DocTestParser().get_doctest(example, {}, "spacy.md", None, 0)
    assert parsed.examples
    assert doctest.DocTestRunner().run(parsed).failed == 0


def test_what_is_found_in_a_sentence(nlp: Any) -> None:
    doc = nlp(SENTENCE)
    (citation,) = doc.spans["citations"]
    assert citation.label_ == "CITATION"
    assert citation._.citation == doc._.citations[0]
    assert citation._.citation["number"] == "88/KH-UBND"
    assert citation._.citation["issued_on"] == "2023-05-09"
    assert citation._.citation["relation"] == "implements"
    assert "Hội Liên hiệp Phụ nữ tỉnh" in [span.text for span in doc.spans["agencies"]]
    (campaign,) = doc.spans["campaigns"]
    assert (campaign.text, campaign._.campaign["end"]) == ("Dân vận khéo", "2025-12-31")
    assert campaign.kb_id_ == campaign._.campaign["id"]
    assert doc[0:1]._.citation is None


def test_a_whole_plan_gives_what_the_pipeline_finds(nlp: Any, root: Path) -> None:
    document = analyse(read(root / "tests" / "cli" / "plan.txt", DEFAULT))
    doc = nlp(document.text)
    for layer in LAYERS:
        found = [list(mention.span) for mention in getattr(document, layer)]
        assert [value["span"] for value in getattr(doc._, layer)] == found
        assert [[s.start_char, s.end_char] for s in doc.spans[layer]] == found


def test_a_plan_with_blank_lines(nlp: Any, root: Path) -> None:
    text = (root / "tests" / "cli" / "plan.txt").read_text("utf-8")
    doc = nlp(text.replace("\n", "\r\n  \r\n"))
    assert [value["relation"] for value in doc._.citations] == ["basis", "implements"]
    assert {span.text for span in doc.spans["agencies"]} >= {"Thủ tướng Chính phủ"}


def test_offsets_are_those_of_the_text_however_it_is_composed(nlp: Any) -> None:
    decomposed = nlp(unicodedata.normalize("NFD", SENTENCE))
    assert len(decomposed.text) > len(SENTENCE)
    for layer in LAYERS:
        assert exact(decomposed, layer) == exact(nlp(SENTENCE), layer) != []


def test_another_tokenizer_will_do() -> None:
    nlp = with_all(spacy.blank("xx"))
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split())
    doc = nlp("Theo Kế hoạch số 12/KH-UBND, 13/KH-UBND;14/KH-SYT của các sở.")
    numbers = ["12/KH-UBND", "13/KH-UBND", "14/KH-SYT"]
    assert [value["number"] for value in doc._.citations] == numbers
    assert doc.spans["citations"][0].text == "Kế hoạch số 12/KH-UBND,"
    for span, value in zip(doc.spans["citations"], doc._.citations, strict=True):
        assert span.start_char <= value["span"][0] < value["span"][1] <= span.end_char


def test_pipelines_and_docs_can_be_kept(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    doc = loaded(SENTENCE)
    assert [token.text for token in doc] == [token.text for token in nlp(SENTENCE)]
    packed = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (kept,) = DocBin().from_bytes(packed).get_docs(loaded.vocab)
    for layer, value in LAYERS.items():
        before = [getattr(made._, layer) for made in (doc, nlp(SENTENCE))]
        assert json.dumps(getattr(kept._, layer)) == json.dumps(before[0]) == json.dumps(before[1])
        spans = kept.spans[layer]
        assert [getattr(span._, value) for span in spans] == list(getattr(kept._, layer))


def test_many_texts(nlp: Any) -> None:
    docs = list(nlp.pipe([SENTENCE, "", SENTENCE], n_process=2))
    assert [len(doc._.citations) for doc in docs] == [1, 0, 1]


@pytest.mark.parametrize(
    "text", ["", " ", "  a  b ", "a\r\nb\n\n", "Sở\u00a0Y\ttế", "9a_b—c", "e\u0301 \u0301x"]
)
def test_tokens_cover_the_text(nlp: Any, text: str) -> None:
    assert nlp.make_doc(text).text == text


def test_tokens_are_syllables_without_marks_in_their_norm() -> None:
    doc = blank()("Sở VH,TT&DL: 30/4")
    words = ["Sở", "VH", ",", "TT", "&", "DL", ":", "30", "/", "4"]
    assert [token.text for token in doc] == words
    assert [doc[0].norm_, doc[1].norm_] == ["so", "vh"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*SENTENCE.split(), "\n", "\u0301", "\u0323", "“", "KẾ HOẠCH\n", "\n\nNơi nhận:\n"])
             | st.text(max_size=4)).map(" ".join)
)  # fmt: skip
def test_any_text_passes(text: str) -> None:
    doc = with_all(blank())(text)
    assert doc.text == text
    for layer in LAYERS:
        for span, value in zip(doc.spans[layer], getattr(doc._, layer), strict=True):
            start, end = value["span"]
            assert span.start_char <= start < end <= span.end_char
