"""Writes PDF files: pages with a text layer, or pages that are only an image.

The same input gives the same bytes. Lengths are in points, origin top left.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas
from typeset import Op, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flow import Page


@dataclass(frozen=True, slots=True)
class Scan:
    """An encoded page image. `kind`: `jpeg`, or `bits` (rows of 1-bit pixels, 1 is white)."""

    kind: str
    data: bytes
    width: int
    height: int
    channels: int
    dpi: int


def write_pages(pages: Sequence[Page], title: str = "") -> bytes:
    """Return a PDF with a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        draw(canvas, page.ops, page.height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw(canvas: Canvas, ops: Iterable[Op], height: float) -> None:
    """Draw texts and rules on a canvas `height` points high."""
    for op in ops:
        if isinstance(op, Text):
            canvas.setFont(op.font, op.size)
            canvas.drawString(op.x, height - op.y, op.text)
        else:
            canvas.setLineWidth(op.thickness)
            canvas.line(op.x0, height - op.y0, op.x1, height - op.y1)


def write_scans(scans: Sequence[Scan]) -> bytes:
    """Return a PDF without text; each page is one image at its own resolution."""
    kids = " ".join(f"{3 + 3 * i} 0 R" for i in range(len(scans)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(scans)} >>".encode(),
    ]
    for index, scan in enumerate(scans):
        objects.extend(_page_objects(scan, 3 + 3 * index))
    return _assemble(objects)


def _page_objects(scan: Scan, first: int) -> list[bytes]:
    """Return page, content and image objects of a scan; `first` is the page's object number."""
    width, height = scan.width * 72 / scan.dpi, scan.height * 72 / scan.dpi
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.3f} {height:.3f}]"
        f" /Contents {first + 1} 0 R"
        f" /Resources << /XObject << /Im0 {first + 2} 0 R >> >> >>"
    )
    content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode()
    space = "/DeviceRGB" if scan.channels == 3 else "/DeviceGray"
    bits, coding = (8, "/DCTDecode") if scan.kind == "jpeg" else (1, "/FlateDecode")
    data = scan.data if scan.kind == "jpeg" else zlib.compress(scan.data, 9)
    image = (
        f"/Type /XObject /Subtype /Image /Width {scan.width} /Height {scan.height}"
        f" /ColorSpace {space} /BitsPerComponent {bits} /Filter {coding}"
    )
    return [page.encode(), _stream("", content), _stream(image, data)]


def _stream(entries: str, data: bytes) -> bytes:
    """Return a stream object."""
    head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
    return head + data + b"\nendstream"


def _assemble(objects: Sequence[bytes]) -> bytes:
    """Return the file made of `objects`, numbered from 1, with its cross-reference table."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
