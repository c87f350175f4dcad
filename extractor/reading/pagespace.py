"""PDF user space and the page as a reader sees it.

User space has its origin at the bottom left and ignores crop box and /Rotate; a box of ours has
its origin at the top left of the page as displayed. Affine maps are 2×3 matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.document import Box

Matrix = NDArray[np.float64]


def display(page: Any) -> Matrix:
    """The map from a page's user space to points from the top left of the displayed page."""
    x0, y0, x1, y1 = page.get_bbox()
    matrices = {
        0: [[1, 0, -x0], [0, -1, y1]],
        90: [[0, 1, -y0], [1, 0, -x0]],
        180: [[-1, 0, x1], [0, 1, -y0]],
        270: [[0, -1, y1], [-1, 0, x1]],
    }
    return np.array(matrices[page.get_rotation()], dtype=np.float64)


def turned(quarters: int, width: float, height: float) -> Matrix:
    """The map from a page of `width` × `height` to the same page turned clockwise by quarters."""
    matrices = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, -1, height], [1, 0, 0]],
        2: [[-1, 0, width], [0, -1, height]],
        3: [[0, 1, 0], [-1, 0, width]],
    }
    return np.array(matrices[quarters % 4], dtype=np.float64)


def compose(outer: Matrix, inner: Matrix) -> Matrix:
    """The map that does `inner` first and then `outer`."""
    return np.asarray(outer @ np.vstack([inner, [0, 0, 1]]), dtype=np.float64)


def inverse(matrix: Matrix) -> Matrix:
    """The map back."""
    return np.asarray(np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))[:2], dtype=np.float64)


def mapped(box: Box, matrix: Matrix) -> Box:
    """The upright box around a mapped box."""
    return mapped_all([box], matrix)[0]


def mapped_all(boxes: Sequence[Box] | NDArray[np.float64], matrix: Matrix) -> list[Box]:
    """The upright box around each of many mapped boxes."""
    (a, b, e), (c, d, f) = matrix.tolist()
    corners = np.asarray(boxes, np.float64).reshape(-1, 4).T
    xs, ys = corners[[0, 0, 2, 2]], corners[[1, 3, 1, 3]]
    across, down = a * xs + b * ys + e, c * xs + d * ys + f
    found = (across.min(axis=0), down.min(axis=0), across.max(axis=0), down.max(axis=0))
    return list(zip(*(side.tolist() for side in found), strict=True))


def scaled(box: Box, scale: float) -> Box:
    """A box in units that are `scale` times as small: one in pixels, in points."""
    x0, y0, x1, y1 = box
    return (x0 * scale, y0 * scale, x1 * scale, y1 * scale)
