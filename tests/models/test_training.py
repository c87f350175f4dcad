"""Training on a handful of made examples, in processes of their own: the same weights twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TINY = """
import sys
from extractor.document import Span
from extractor.learned.shipped import save
from made import paragraphs
from train import Examples, train
examples = list(paragraphs(seed=5, count=120))
assert all(e.text[s:t].strip() for e in examples for s, t, _ in e.spans)
save(train(Examples(examples, bits=12), steps=12), sys.argv[1])
"""


def test_the_same_examples_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for seed, path in zip(("1", "2"), files, strict=True):
        subprocess.run(
            [sys.executable, "-c", TINY, str(path)],
            cwd=root / "models" / "scripts",
            env={"PYTHONPATH": f"{root}:{root / 'models' / 'scripts'}", "PYTHONHASHSEED": seed},
            check=True,
            stdout=subprocess.DEVNULL,
        )

    assert files[0].read_bytes() == files[1].read_bytes()


def test_only_the_development_split_is_opened(root: Path) -> None:
    code = (
        "import plans, pytest, tomllib\n"
        "split = tomllib.loads((plans.CORPUS / 'split.toml').read_text('utf-8'))\n"
        "assert not set(plans.development()) & set(split['test'])\n"
        "with pytest.raises(ValueError): plans.plan_text(split['test'][0])\n"
    )

    subprocess.run(
        [sys.executable, "-c", code],
        cwd=root / "models" / "scripts",
        env={"PYTHONPATH": f"{root}:{root / 'models' / 'scripts'}"},
        check=True,
    )
