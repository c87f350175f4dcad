"""Puts the benches on the path: `scripts/` is a folder of scripts, not a package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
