"""Plain text, in whichever of the usual ways it was written, kept in one way; pages and programs are no plain text."""

from careleavers.documents.files.kinds import Looked
from careleavers.domain.documents import FileKind
from careleavers.domain.refusals import Refused

_MARKS = ("<!doctype", "<html", "<?xml", "<svg", "<script", "{\\rtf", "%!ps", "#!", "<?php", "@echo")
_ALLOWED = "\t\n\r\f"
OTHER = (
    "This is none of the kinds of file that are taken. Save it as a PDF, or take a photograph of it, and choose that"
)


def looked(content: bytes) -> Looked:
    """Text as it may be kept, in UTF-8. Raises Refused for what is no text, or is more than text."""
    text = _read(content)
    if text is None or any((ord(sign) < 32 and sign not in _ALLOWED) or sign == "\x7f" for sign in text):
        raise Refused("file", OTHER)
    if text.lstrip().casefold().startswith(_MARKS):
        raise Refused("file", OTHER)
    return Looked(FileKind.TEXT, text.encode())


def _read(content: bytes) -> str | None:
    ways = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for way in ways:
        try:
            return content.decode(way)
        except UnicodeDecodeError:
            continue
    return None


__all__ = ["OTHER", "looked"]
