"""Word files made by hand, as small as Word takes them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/></Types>'
)
_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7"))
_SYMBOL = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr>'
_CHANGE = '<w:del w:id="7" w:author="x" w:date="2023-01-01T00:00:00Z"{}>'
_PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="1134"/></w:sectPr>'


def run(text: str, font: str = "Times New Roman", *, bold: bool = False) -> str:
    """Text in one font."""
    style = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>{"<w:b/>" * bold}<w:sz w:val="28"/>'
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code: str, shown: str) -> str:
    """A field, and what it showed when the document was last saved."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return marks[0] + code + marks[1] + run(shown) + marks[2]


def deleted(text: str) -> str:
    """Text that was taken out with changes tracked."""
    run = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f"{_CHANGE.format('')}{run}</w:del>"


def picture(relation: str) -> str:
    """A picture that lies elsewhere, as the relation says."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:link="{relation}"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def paragraph(
    *runs: str, level: int | None = None, centred: bool = False, gone: bool = False
) -> str:
    """A paragraph of runs, numbered by Word at `level` (I., 1., a), -). `gone`: its end was
    taken out with changes tracked."""
    number = (
        "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    )
    place = '<w:jc w:val="center"/>' if centred else ""
    end = f"<w:rPr>{_CHANGE.format('/')}</w:rPr>" if gone else ""
    return f"<w:p><w:pPr>{number}{place}{end}</w:pPr>{''.join(runs)}</w:p>"


def table(rows: Iterable[Iterable[str]], widths: tuple[int, ...], *, ruled: bool = True) -> str:
    """A table of cells, each one or more paragraphs; widths in twentieths of a point."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides) if ruled else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(f"<w:tr>{''.join(map(_cell, row, widths))}</w:tr>" for row in rows)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def write_docx(path: Path, *body: str, links: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """A document of these paragraphs and tables. `links`: relations to what lies elsewhere, as
    (kind, address)."""
    spaces = (
        f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        f'xmlns:r="{_OFFICE}/relationships" xmlns:a="{_DRAWING}/main" '
        f'xmlns:pic="{_DRAWING}/picture" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    )
    numbering = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{567 + 284 * n}" w:hanging="567"/></w:pPr>{_SYMBOL * (kind == "bullet")}</w:lvl>'
        for n, (kind, text) in enumerate(_LEVELS)
    )
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target="{address}" TargetMode="External"/>'
        for name, (kind, address) in (links or {}).items()
    )
    opening = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{opening}<Relationship Id="r" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {spaces}><w:body>{''.join(body)}{paragraph()}{_PAGE}</w:body></w:document>",
        "word/numbering.xml": (
            f'<w:numbering {spaces}><w:abstractNum w:abstractNumId="0">{numbering}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        "word/_rels/document.xml.rels": (
            f'{opening}<Relationship Id="n" Type="{_OFFICE}/relationships/numbering" Target="numbering.xml"/>{relations}</Relationships>'
        ),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path
