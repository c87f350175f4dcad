"""Word files: what comes out, whatever they are called, and what they cannot do to us."""

from __future__ import annotations

import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from worddocs import deleted, field, paragraph, picture, run, table, write_docx

from extractor import extract
from extractor.errors import BrokenFile, EncryptedFile, ExtractorError, MissingOffice, TooLarge
from extractor.reading import office, read
from extractor.reading.flatodf import tidied
from extractor.settings import DEFAULT, Limits, Settings

READ = """
import sys
from pathlib import Path
from extractor.reading.office import read_office
from extractor.settings import DEFAULT
print(len(read_office(Path(sys.argv[1]), DEFAULT)))
"""
WORDS = "Kế hoạch này được triển khai đến các đơn vị trực thuộc để thực hiện."


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """LibreOffice's own program."""
    try:
        return office.program()
    except MissingOffice as error:
        pytest.skip(f"NOT CHECKED: {error}")


def cell(*lines: str, bold: bool = False) -> str:
    return "".join(paragraph(run(line, bold=bold), centred=True) for line in lines)


def write_plan(path: Path) -> Path:
    """A plan as offices type them: letterhead and signature in tables without rules, numbers
    made by Word."""
    head = cell("UBND TỈNH KIÊN GIANG") + cell("SỞ NỘI VỤ", bold=True) + cell("Số: 17/KH-SNV")
    motto = cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", bold=True)
    place = cell("Kiên Giang, ngày 09 tháng 02 năm 2022")
    months = [
        [cell("Tháng", bold=True), cell("Nội dung", bold=True)],
        [cell("3"), paragraph(run("Phát động phong trào thi đua trong các cơ quan"))],
        [cell("8 và 9"), paragraph(run("Sơ kết công tác và chọn điển hình tiên tiến"))],
    ]
    recipients = "".join(
        paragraph(run(line)) for line in ("Nơi nhận:", "- Các phòng thuộc Sở;", "- Lưu: VT.")
    )
    signature = cell("GIÁM ĐỐC", "", "", "", "Trần Văn Hải", bold=True)
    return write_docx(
        path,
        table([[head, motto + place]], (4300, 5000), ruled=False),
        paragraph(run("KẾ HOẠCH", bold=True), centred=True),
        paragraph(run("Công tác cải cách hành chính năm 2022", bold=True), centred=True),
        paragraph(run("Sở Nội vụ ban hành Kế hoạch cải cách hành chính năm 2022 như sau:")),
        paragraph(run("MỤC ĐÍCH, YÊU CẦU", bold=True), level=0),
        paragraph(run("Mục đích", bold=True), level=1),
        paragraph(run(f"Nâng cao chất lượng phục vụ người dân. {WORDS}"), level=2),
        paragraph(run(f"Đổi mới lề lối làm việc của cơ quan. {WORDS}"), level=2),
        paragraph(run("Yêu cầu", bold=True), level=1),
        paragraph(run(f"Các phòng chủ động thực hiện nhiệm vụ. {WORDS}"), level=3),
        paragraph(run("NỘI DUNG", bold=True), level=0),
        table(months, (1500, 7500)),
        paragraph(run("TỔ CHỨC THỰC HIỆN", bold=True), level=0),
        paragraph(run("Văn phòng Sở theo dõi, báo cáo Giám đốc trước ngày 25/11/2022."), level=1),
        table([[recipients, signature]], (4300, 5000), ruled=False),
    )


def save_as(libreoffice: Path, path: Path, target: str, into: Path) -> Path:
    """The document as LibreOffice saves it in another format."""
    subprocess.run(
        [
            libreoffice.with_name("soffice"), f"-env:UserInstallation={(into / 'profile').as_uri()}",
            "--headless", "--convert-to", target, "--outdir", into, path,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return into / f"{path.stem}.{target.partition(':')[0]}"


@pytest.fixture(scope="session")
def plans(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same plan in each format."""
    folder = tmp_path_factory.mktemp("plans")
    docx = write_plan(folder / "plan.docx")
    targets = ("doc:MS Word 97", "rtf:Rich Text Format", "odt:writer8")
    others = [save_as(libreoffice, docx, target, folder) for target in targets]
    return {path.suffix[1:]: path for path in (docx, *others)}


@pytest.mark.parametrize("kind", ["docx", "doc", "rtf", "odt"])
def test_a_plan_as_word_has_it(plans: dict[str, Path], kind: str) -> None:
    plan = extract(plans[kind])
    assert (plan.number, str(plan.issued_on), plan.place) == (
        "17/KH-SNV",
        "2022-02-09",
        "Kiên Giang",
    )
    assert plan.title == "Công tác cải cách hành chính năm 2022"
    assert [s.label for s in plan.sections] == ["I", "II", "III"]
    assert [s.label for s in plan.sections[0].children] == ["1", "2"]
    assert [s.label for s in plan.sections[0].children[0].children] == ["a", "b"]
    assert [c.text[:9] for c in plan.sections[0].children[1].children] == ["Các phòng"]
    assert [theme.months for theme in plan.themes] == [(3,), (8, 9)]
    assert [r.text for r in plan.recipients] == ["Các phòng thuộc Sở", "Lưu: VT"]
    assert [s.name for s in plan.signatures] == ["Trần Văn Hải"]
    assert [page.method for page in plan.source.pages] == ["text_layer"] * len(plan.source.pages)
    assert plan.sections[0].at.regions[0].page == 1
    assert (
        plan.source.media_type
        == {
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "doc": "application/msword",
            "rtf": "application/rtf",
            "odt": "application/vnd.oasis.opendocument.text",
        }[kind]
    )


def test_two_at_once_give_the_same_pages(plans: dict[str, Path]) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(
            lambda path: office.read_office(path, DEFAULT), [plans["doc"]] * 2
        )
    assert first == second


def test_old_fonts_become_unicode(libreoffice: Path, tmp_path: Path) -> None:
    tcvn3 = "C«ng t¸c thi ®ua, khen th\u00adëng cña c¸c c¬ quan, ®¬n vÞ trong toµn tØnh."
    docx = write_docx(
        tmp_path / "old.docx",
        paragraph(run("kÕ ho¹ch", ".VnTimeH", bold=True)),
        paragraph(run(tcvn3, ".VnTime")),
        paragraph(run("Coâng taùc thi ñua, khen thöôûng cuûa caùc cô quan, ñôn vò.", "VNI-Times")),
        paragraph(run("Số 12/KH-UBND: chữ trong phông cũ.", ".VnTime")),
        paragraph(run(WORDS)),
    )
    for path in (docx, save_as(libreoffice, docx, "doc:MS Word 97", tmp_path)):
        assert " ".join(read(path, DEFAULT).text.split()) == (
            "KẾ HOẠCH Công tác thi đua, khen thưởng của các cơ quan, đơn vị trong toàn tỉnh."
            " Công tác thi đua, khen thưởng của các cơ quan, đơn vị."
            f" Số 12/KH-UBND: chữ trong phông cũ. {WORDS}"
        )


def test_what_the_page_must_not_show(libreoffice: Path, tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "draft.docx",
        paragraph(run("Hà Giang, ngày "), field(' DATE \\@ "dd/MM/yyyy" ', "05/03/2019"), run(".")),
        paragraph(run("Giao Sở Y tế "), deleted("và Sở Tài chính "), run("thực hiện.")),
        paragraph(deleted("Một đoạn không còn nữa."), level=0, gone=True),
        paragraph(run(WORDS), level=0),
        paragraph(field(" FILENAME \\p ", "C:\\plan.docx")),
    )
    text = read(path, DEFAULT).text
    assert text.splitlines() == ["Hà Giang, ngày .", "Giao Sở Y tế thực hiện.", f"I. {WORDS}"]


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.client_address))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/p.png", asked
        listening.shutdown()


def hostile(folder: Path, kind: str, address: str) -> Path:
    path = folder / f"links.{kind}"
    if kind == "docx":
        links = {"p": ("image", address), "t": ("attachedTemplate", address)}
        return write_docx(path, paragraph(run(WORDS)), paragraph(picture("p")), links=links)
    if kind == "rtf":
        fields = (
            f'INCLUDEPICTURE "{address}" \\\\d',
            f'INCLUDETEXT "{address}"',
            f"DDEAUTO {address} x",
        )
        body = "".join(
            f"{{\\field{{\\*\\fldinst {{ {f} }}}}{{\\fldrslt {{x}}}}}}\\par " for f in fields
        )
        words = "".join(f"\\u{ord(c)}?" for c in WORDS)
        path.write_text(f"{{\\rtf1\\ansi {words}\\par {body}}}", "ascii")
        return path
    if kind == "doc":  # a web page, as Word saves one
        page = f'<html><head><link rel="stylesheet" href="{address}"></head><body background="{address}"><p>{WORDS}</p><img src="{address}"><iframe src="{address}"></iframe></body></html>'
        path.write_text(page, "utf-8-sig")
        return path
    return write_odt(path, address)


def write_odt(path: Path, address: str) -> Path:
    name = "urn:oasis:names:tc:opendocument:xmlns"
    secret = path.with_name("secret.txt")
    secret.write_text("SECRET", "utf-8")
    content = (
        f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:text="{name}:text:1.0"'
        f' xmlns:draw="{name}:drawing:1.0" xmlns:svg="{name}:svg-compatible:1.0"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
        f"<text:p>{WORDS}</text:p>"
        f'<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}"/></draw:frame></text:p>'
        + "".join(
            f'<text:section text:name="s{n}"><text:section-source xlink:href="{href}"/><text:p>x</text:p></text:section>'
            for n, href in enumerate((address, secret.as_uri()))
        )
        + "</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{name}:manifest:1.0"><manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry'
        ' manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest)
    return path


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "doc"])
def test_nothing_is_fetched(
    libreoffice: Path, tmp_path: Path, server: tuple[str, list[str]], kind: str
) -> None:
    address, asked = server
    document = read(hostile(tmp_path, kind, address), DEFAULT)
    assert WORDS in document.text
    assert "SECRET" not in document.text
    assert asked == []


def test_a_word_file_by_another_name(plans: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(plans["rtf"], tmp_path / "rich.doc"))
    document = read(path, DEFAULT)
    assert (document.source.name, document.source.media_type) == ("rich.doc", "application/rtf")
    assert "17/KH-SNV" in document.text


def test_no_picture_of_this_machine_is_taken_in(
    libreoffice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (60, 60)).save(tmp_path / "secret.png")
    path = tmp_path / "plan.rtf"
    field = (
        f'{{\\field{{\\*\\fldinst {{IncludePicture "{tmp_path}/secret.png"}}}}{{\\fldrslt {{x}}}}}}'
    )
    path.write_text(f"{{\\rtf1\\ansi Xin\\par {field}}}", "ascii")
    made: list[bytes] = []
    monkeypatch.setattr(office, "tidied", lambda xml: made.append(xml) or tidied(xml))
    office.read_office(path, DEFAULT)
    assert b"Xin" in made[0] and b"binary-data" not in made[0]


def sandboxed() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def test_with_little_memory(plans: dict[str, Path]) -> None:
    command = [sys.executable, "-c", READ, plans["doc"]]
    made = subprocess.run(command, capture_output=True, text=True, preexec_fn=sandboxed)
    assert made.stdout == "1\n", made.stderr


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"no Word file", BrokenFile),
        (b"PK\x03\x04 cut", BrokenFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, BrokenFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), BrokenFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
    ],
)  # fmt: skip
def test_what_is_no_word_file(
    libreoffice: Path, tmp_path: Path, content: bytes, error: type[ExtractorError]
) -> None:
    path = tmp_path / "kế hoạch; $(touch x) --help.doc"
    path.write_bytes(content)
    with pytest.raises(error) as raised:
        read(path, DEFAULT)
    assert str(raised.value).startswith(path.name)


def test_a_locked_doc(plans: dict[str, Path], tmp_path: Path) -> None:
    data = bytearray(plans["doc"].read_bytes())
    start = next(at for at in range(0, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[start + 11] |= 1
    path = tmp_path / "locked.doc"
    path.write_bytes(data)
    with pytest.raises(EncryptedFile, match=r"locked\.doc: the file asks for a password"):
        read(path, DEFAULT)


def limited(**limits: float) -> Settings:
    return replace(DEFAULT, limits=replace(Limits(), **limits))


def test_a_bomb(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "bomb.docx", paragraph(run("x" * 1_000_000)))
    with pytest.raises(TooLarge, match="unpacks to more than 100,000 bytes"):
        read(path, limited(unpacked_bytes=100_000))


def test_too_many_pages(libreoffice: Path, tmp_path: Path) -> None:
    pages = ["<w:p><w:r><w:br w:type='page'/></w:r></w:p>"] * 5
    path = write_docx(tmp_path / "long.docx", paragraph(run(WORDS)), *pages)
    with pytest.raises(TooLarge, match=r"long\.docx: .*4 pages"):
        read(path, limited(pages=3))


def test_what_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, child = tmp_path / "soffice.bin", tmp_path / "child"
    hanging.write_text(f"#!/bin/sh\n/bin/sleep 100 &\necho $! >{child}\nwait\n", "utf-8")
    hanging.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: hanging)
    path = write_docx(tmp_path / "plan.docx", paragraph(run(WORDS)))
    with pytest.raises(TooLarge, match=r"plan\.docx: .* 0\.5 seconds"):
        read(path, limited(office_seconds=0.5))
    wait_for(lambda: has_ended(int(child.read_text("ascii"))), 2)


def has_ended(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")")[-1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_sockets_of_killed_programs_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_SOCKETS", tmp_path)
    names = [f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{n}" for n in ("dead", "new", "served")]
    dead, new, served = (socket.socket(socket.AF_UNIX) for _ in names)
    for server, name in zip((dead, new, served), names, strict=True):
        server.bind(str(tmp_path / name))
        os.utime(tmp_path / name, (0, 0) if server is not new else None)
    served.listen()
    dead.close()
    new.close()
    office._sweep_sockets()
    served.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


def test_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_docx(tmp_path / "plan.docx", paragraph(run(WORDS)))
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(MissingOffice, match=r"plan\.docx: LibreOffice, .* Save the file as PDF"):
        read(path, DEFAULT)
    monkeypatch.undo()
    if shutil.which("soffice"):
        monkeypatch.setattr(office, "FONTS", tmp_path)
        with pytest.raises(MissingOffice, match="the font Tinos"):
            read(path, DEFAULT)


def test_killed_with_us(plans: dict[str, Path], tmp_path: Path) -> None:
    """A parent that is killed outright takes LibreOffice along."""
    command = [sys.executable, "-c", READ, plans["doc"]]
    parent = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(tmp_path)})
    wait_for(lambda: running(tmp_path), 20)
    parent.kill()
    parent.wait()
    wait_for(lambda: not running(tmp_path), 2)


def running(folder: Path) -> list[str]:
    """The LibreOffices that work below `folder`."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"soffice.bin") and str(folder).encode() in b" ".join(words):
            found.append(line.parent.name)
    return found


def wait_for(happens: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happens():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")
