"""What is taken of a file, what is taken out of it, and what is refused: by what is in it, never by its name."""

import struct
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image

from careleavers.documents.files import apart, pdfs, pictures, word
from careleavers.documents.files.judging import judge
from careleavers.domain.documents import MOST_BYTES, FileKind
from careleavers.domain.refusals import Refused
from tests.documents import samples

K = FileKind
_FORBIDDEN = [b"GPS", b"Exif", b"Telephone", b"nan's", b"whose it is", b"ftypmp42", b"adobe"]


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        judge(content)
    assert refused.value.field == "file"
    return refused.value.sentence


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.jpeg(), K.JPEG), (samples.png(), K.PNG), (samples.png("P"), K.PNG), (samples.png("LA"), K.PNG),
        (samples.pdf(), K.PDF), (samples.pdf(packed=b"<< /A 1 >>"), K.PDF), (samples.locked_pdf(""), K.PDF),
        (samples.docx(), K.WORD), (b"Dear Yas,\r\n\r\nyour bed is ready.\r\n", K.TEXT),
        ("Señora Đặng, سارة".encode("utf-16"), K.TEXT), ("Señora".encode("cp1252"), K.TEXT),
    ],
)  # fmt: skip
def test_what_people_hand_in_is_taken_as_what_it_is(content: bytes, kind: FileKind) -> None:
    looked = judge(content)
    assert looked.kind is kind
    # What is kept can be handed in again.
    assert judge(looked.content).kind is kind


@pytest.mark.parametrize("content", [samples.jpeg(), samples.png(), samples.pdf_of_photograph()])
def test_nothing_says_where_or_with_what_a_picture_was_taken(content: bytes) -> None:
    assert any(word in content for word in _FORBIDDEN)
    kept = judge(content).content
    # In a PDF the notes are blanked and their names stay; a comment is no note of a camera's.
    names = {b"Exif", b"adobe", b"whose it is"} if content.startswith(b"%PDF") else set()
    assert {word for word in _FORBIDDEN if word in kept} <= names
    if not content.startswith(b"%PDF"):
        with Image.open(BytesIO(kept)) as picture:
            assert not picture.getexif()
            assert {"exif", "xmp", "comment", "Comment", "icc_profile"} & set(picture.info) == set()


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_stands_upright_whichever_way_the_telephone_was_held(turned: int) -> None:
    with Image.open(BytesIO(judge(samples.jpeg(turned=turned)).content)) as picture:
        flat = picture.convert("RGB")
    assert flat.size == ((40, 20) if turned < 5 else (20, 40))
    corners = {1: (2, 2), 2: (37, 2), 3: (37, 2), 4: (2, 2), 5: (2, 2), 6: (2, 2), 7: (2, 37), 8: (2, 37)}
    red, _, blue = flat.getpixel(corners[turned])  # type: ignore[misc]
    assert red > 200 > 50 > blue


def test_a_picture_in_a_pdf_and_everything_else_stays_in_its_place() -> None:
    before = samples.pdf_of_photograph()
    after = judge(before).content
    assert len(after) == len(before)
    assert after[:100] == before[:100]
    assert after[-200:] == before[-200:]


def test_a_place_that_cannot_be_blanked_is_refused() -> None:
    assert "says where it was taken" in refusal(samples.pdf_of_photograph(packed_once_more=True))
    about = zlib.compress(b"<x:xmpmeta>GPSLatitude 51.5</x:xmpmeta>")
    metadata = samples.stream(about, b"/Type /Metadata /Subtype /XML /Filter /FlateDecode")
    assert "says where it was taken" in refusal(samples.pdf(metadata))


_ACTS = {
    "JavaScript": b"<< /S /JavaScript /JS (app.alert(1)) >>",
    "launch": b"<< /S /Launch /F (cmd.exe) >>",
    "embedded file": b"<< /Type /Filespec /F (a.exe) /EF << /F 9 0 R >> >>",
    "media": b"<< /Subtype /RichMedia >>",
    "form that sends": b"<< /S /SubmitForm /F (http://example.org) >>",
    "deep within": b"[[[<< /A [ << /Next << /S /JavaScript >> >> ] >>]]]",
}


@pytest.mark.parametrize("act", _ACTS)
@pytest.mark.parametrize("way", ["open", "packed", "masked", "left out of the list"])
def test_a_pdf_that_acts_by_itself_is_refused_however_it_hides_it(act: str, way: str) -> None:
    made = _ACTS[act]
    if way == "masked":
        made = (
            made.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53").replace(b"/Launch", b"/L#61unch")
        )
        made = made.replace(b"/EF", b"/#45F").replace(b"/RichMedia", b"/Rich#4dedia").replace(b"/Submit", b"/S#75bmit")
    if way == "packed":
        assert made not in samples.pdf(packed=made)
    content = {
        "packed": lambda: samples.pdf(packed=made),
        "left out of the list": lambda: samples.pdf(end=b"8 0 obj\n" + made + b"\nendobj\n%%EOF\n"),
    }.get(way, lambda: samples.pdf(made))()
    assert "so it was not taken. Print it to a new PDF" in refusal(content)


def test_a_pdf_that_links_and_opens_at_a_page_is_taken() -> None:
    link = b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>"
    assert judge(samples.pdf(link, root=b"/OpenAction [3 0 R /Fit]")).kind is K.PDF


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\nnothing more", "cannot be read to its end"),
        (b"%PDF-1.7\n%%EOF", "cannot be read to its end"),
        (samples.locked_pdf("secret"), "locked with a password"),
        (samples.jpeg()[:300], "cannot be read to its end"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "cannot be read to its end"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "Apple's own format"),
        (b"GIF89a" + b"\0" * 20, "Save it as a JPEG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "Save it as a JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office programme"),
        (b"MZ\x90\0\x03", "This is a program"),
        (b"\x7fELF\x02", "This is a program"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "none of the kinds"),
        (b"\xef\xbb\xbf  <svg onload=alert(1)>", "none of the kinds"),
        (b"{\\rtf1 hello}", "none of the kinds"),
        (b"#!/bin/sh\nrm -r /", "none of the kinds"),
        (b"half text\0half not", "none of the kinds"),
        (bytes(range(256)), "none of the kinds"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_words_that_say_what_to_do(content: bytes, says: str) -> None:
    assert says in refusal(content)


def test_a_name_and_a_beginning_that_lie_change_nothing() -> None:
    script = b"<script>alert(1)</script>"
    kept = judge(samples.jpeg() + script).content
    assert script not in kept
    kept = judge(samples.docx() + script).content
    assert script not in kept


def _with(parts: dict[str, bytes], **more: Any) -> bytes:
    return samples.docx(parts, **more)


_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_with({}, main=_MACRO), "macros"),
        (_with({"word/vbaProject.bin": b"x"}), "macros"),
        (_with({"word/embeddings/oleObject1.bin": b"x"}), "macros"),
        (_with({"word/activeX/activeX1.xml": b"<a/>"}), "macros"),
        (_with({"word/_rels/settings.xml.rels": samples.relation("attachedTemplate", "http://x/evil.dotm")}), "macros"),
        (_with({"word/_rels/document.xml.rels": samples.relation("image", "http://x/seen.png")}), "macros"),
        (_with({}, body=samples.field(" DDEAUTO c:\\\\cmd.exe ")), "macros"),
        (_with({"word/styles.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "cannot be read to its end"),
        (_with({"word/styles.xml": "<!DOCTYPE x><x/>".encode("utf-16")}), "cannot be read to its end"),
        (_with({"word/styles.xml": b"<not closed"}), "cannot be read to its end"),
        (_with({"../../etc/cron.d/x": b"x"}), "cannot be read to its end"),
        (_with({"word/media/image1.tif": b"II*\0"}), "cannot be looked into"),
        (_with({"word/media/image1.jpg": b"\xff\xd8\xff no picture"}), "picture cannot be read"),
        (_with({}, main="application/vnd.ms-excel"), "no Word document"),
        (samples.docx()[:200], "cannot be read to its end"),
    ],
)  # fmt: skip
def test_a_word_document_that_acts_or_is_broken_is_refused(content: bytes, says: str) -> None:
    assert says in refusal(content)


def test_a_word_document_may_have_links_that_somebody_clicks_on() -> None:
    links = samples.relation("hyperlink", "https://example.org")
    assert judge(_with({"word/_rels/document.xml.rels": links})).kind is K.WORD


def test_pictures_in_a_word_document_lose_their_places_too() -> None:
    kept = judge(_with({"word/media/image1.jpeg": samples.jpeg(), "word/media/image2.png": samples.png()})).content
    with zipfile.ZipFile(BytesIO(kept)) as packed:
        parts = [packed.read(name) for name in packed.namelist() if "media" in name]
    assert len(parts) == 2
    assert not [word for word in _FORBIDDEN for part in parts if word in part]


def _locked_zip() -> bytes:
    """A zip whose first part says of itself that it is locked."""
    made = bytearray(samples.docx())
    made[6] |= 1
    central = made.index(b"PK\x01\x02")
    made[central + 8] |= 1
    return bytes(made)


def test_a_word_document_with_two_parts_of_one_name_is_refused() -> None:
    """One reader takes the first and another the last, so neither was looked at for certain."""
    twice = _with({"word/one.xml": b"<a/>", "word/two.xml": b"<b/>"}).replace(b"word/two.xml", b"word/one.xml")
    assert "cannot be read to its end" in refusal(twice)


def test_a_locked_word_document_is_refused() -> None:
    assert "locked with a password" in refusal(_locked_zip())


def test_a_zip_that_swells_is_stopped_before_it_fills_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MOST_UNPACKED", 3_000_000)
    bomb = _with({"word/theme.bin": b"\0" * 4_000_000})
    assert len(bomb) < 10_000
    assert "far larger inside than it looks" in refusal(bomb)
    # A zip that says it is small is not believed.
    lying = bomb.replace(struct.pack("<I", 4_000_000), struct.pack("<I", 40))
    assert refusal(lying)
    assert "far larger" in refusal(_with({f"word/{n}.bin": b"" for n in range(2001)}))


def test_a_picture_with_more_points_than_a_page_needs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_POINTS", 500)
    assert "more than 50 million points" in refusal(samples.jpeg())
    # One that would be drawn for minutes, and weighs next to nothing.
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    vast = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    empty = zlib.compress(b"\0" * 100)
    data = b"IDAT" + empty
    vast += struct.pack(">I", len(empty)) + data + struct.pack(">I", zlib.crc32(data))
    assert "more than 50 million points" in refusal(vast)


def test_what_is_larger_than_ten_megabytes_is_refused() -> None:
    assert "larger than 10 MB" in refusal(b"a" * (MOST_BYTES + 1))
    assert judge(b"a" * MOST_BYTES).kind is K.TEXT


def _spoilt(content: bytes, chance: Random) -> bytes:
    """The file with some bytes changed, some missing, some doubled."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(spoilt))
        act = chance.random()
        if act < 0.6:
            spoilt[place] = chance.randrange(256)
        elif act < 0.8:
            del spoilt[place : place + chance.randint(1, 40)]
        else:
            spoilt[place:place] = spoilt[place : place + chance.randint(1, 40)]
    return bytes(spoilt)


@pytest.mark.parametrize("content", [samples.jpeg(), samples.png(), samples.pdf(packed=b"[1 2]"), samples.docx()])
def test_a_spoilt_file_is_taken_or_refused_and_nothing_else(content: bytes) -> None:
    chance, outcomes = Random(3), set()
    for _ in range(120):
        try:
            outcomes.add(judge(_spoilt(content, chance)).kind)
        except Refused as refused:
            outcomes.add(refused.sentence)
    assert len(outcomes) > 1


def test_a_file_is_looked_into_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARELEAVERS_DATABASE_KEY", "5e" * 32)
    seen: dict[str, Any] = {}
    real = subprocess.run

    def watched(*words: Any, **how: Any) -> Any:
        seen.update(how)
        return real(*words, **how)

    monkeypatch.setattr(subprocess, "run", watched)
    looked = apart.look_apart(samples.jpeg())
    assert looked.kind is K.JPEG
    assert looked.content == judge(samples.jpeg()).content
    assert "CARELEAVERS_DATABASE_KEY" not in seen["env"]
    with pytest.raises(Refused, match="is empty"):
        apart.look_apart(b"")


@pytest.mark.parametrize("program", ["import os; os.abort()", "while True: pass", "print()", "raise SystemExit(3)"])
def test_whatever_becomes_of_that_process_the_service_goes_on(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    real = subprocess.run
    monkeypatch.setattr(apart, "_PATIENCE", 0.5)
    monkeypatch.setattr(subprocess, "run", lambda _words, **how: real([sys.executable, "-S", "-c", program], **how))
    with pytest.raises(Refused, match="could not be looked into"):
        apart.look_apart(b"anything")


def test_that_process_may_take_only_so_much_memory_and_write_no_file(tmp_path: Path) -> None:
    program = f"""
import os, signal
from careleavers.documents.files import apart
apart._confine()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    os.write(os.open({str(tmp_path / "file")!r}, os.O_WRONLY | os.O_CREAT), b"x")
except OSError:
    print("no file")
try:
    bytearray(2 * apart._MEMORY)
except MemoryError:
    print("no memory")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["no file", "no memory"]


def test_a_deep_or_endless_pdf_is_refused() -> None:
    assert refusal(samples.pdf(b"[" * 2000 + b"]" * 2000))
    assert pdfs.looked(samples.pdf(b"<< /A 4 0 R >>")).kind is K.PDF
