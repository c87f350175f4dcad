"""Reads files with whatever version of the package is on the path, for `confidence_rows.py`: a line
of JSON for each, with the plan, its text and the words of the pages."""

import json
import sys
from pathlib import Path

from extractor.fields.publish import to_plan
from extractor.pipeline import analyse
from extractor.reading import read
from extractor.settings import DEFAULT

for name in sys.argv[1:]:
    document = analyse(read(Path(name), DEFAULT))
    words = [
        (*word.span, word.confidence, line.page) for line in document.lines for word in line.words
    ]
    found = {
        "text": document.text,
        "plan": to_plan(document, DEFAULT).model_dump(mode="json"),
        "words": words,
        "corrections": [correction.span for correction in document.corrections],
    }
    print(json.dumps(found, ensure_ascii=False))
