"""Pictures of the docs, written with few colours, to be small."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from samples import ROOT


def save(image: Image.Image, path: Path, colours: int) -> None:
    """Writes `image` to `path`, below the repository, and says how large it has become."""
    few = image.convert("RGB").quantize(
        colours, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
    )
    few.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")
