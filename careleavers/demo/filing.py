"""A few documents in the made-up records, each a picture that says of itself that it is made up."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.documents.files.shelf import Shelf
from careleavers.domain.documents import DocumentKind, FileKind

_SIZE = (840, 594)
# What stands on it, what is said of it, its kind, how it is kept, and whether they may be shown it.
_SCANS = [
    ("PASSPORT", "Passport, the page with the photo", DocumentKind.PASSPORT, FileKind.JPEG, True),
    ("BIRTH CERTIFICATE", "Birth certificate, both sides", DocumentKind.BIRTH_CERTIFICATE, FileKind.PDF, True),
    ("Tenancy agreement", "Tenancy, signed by both", DocumentKind.HOUSING, FileKind.PDF, True),
    ("Dear Sir or Madam", "Letter from the college", DocumentKind.LETTER, FileKind.JPEG, False),
]
_MOST = 40


def _drawn(words: str, kind: FileKind) -> bytes:
    picture = Image.new("RGB", _SIZE, "#f4f0e6")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((24, 24, _SIZE[0] - 24, _SIZE[1] - 24), outline="#5b6b7a", width=4)
    pen.text((70, 90), words, fill="#22303c", font=ImageFont.load_default(44))
    pen.text((70, 480), "Made up for a demonstration", fill="#8a3b2a", font=ImageFont.load_default(26))
    made = BytesIO()
    picture.save(made, kind.name)
    return made.getvalue()


def file_documents(tables: Tables, people: list[Person], shelf: Shelf, on: date) -> None:
    """Put files into the folder and their rows on the pile, for some of those who are owed a worker."""
    content = {words: _drawn(words, kind) for words, _, _, kind, _ in _SCANS}
    chosen = [person for person in people if has_duty(person, on) and person.worker is not None]
    for person in [person for person in chosen if person.id % 3 != 1][:_MOST]:
        for place, (words, title, kind, file_kind, may_share) in enumerate(_SCANS):
            if (person.id + place) % 2:
                continue
            kept = shelf.put(content[words])
            row: dict[str, Any] = {
                "young_person_id": person.id, "kind": kind, "title": title, "may_share": may_share,
                "dated_on": on - timedelta(days=40 + (person.id * 71 + place * 13) % 900), "file_kind": file_kind,
                "file_name": kept.name, "file_bytes": kept.size, "file_sha256": kept.sha256, "struck_at": None,
                "added_by_id": person.worker["id"] if person.worker else None, "struck_by_id": None,
                "strike_reason": "",
            }  # fmt: skip
            tables.add("document", **row)


__all__ = ["file_documents"]
