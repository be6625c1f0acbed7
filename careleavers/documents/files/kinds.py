"""The kinds of file that are taken, and what each is called."""

from dataclasses import dataclass

from careleavers.domain.documents import FileKind

MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
# What a browser offers to choose from; what is in the file decides.
PICKS = ".pdf,.jpg,.jpeg,.png,.docx,.txt,application/pdf,image/jpeg,image/png"
ALLOWED = "PDF, JPEG or PNG pictures, Word documents (.docx) and plain text, up to 10 MB"
TOO_LARGE = (
    "This file is larger than 10 MB. Make it smaller, for example by taking a photograph of each page on its own"
)


@dataclass(frozen=True)
class Looked:
    """A file that was looked through: its kind, by what is in it, and its content as it may be kept."""

    kind: FileKind
    content: bytes


__all__ = ["ALLOWED", "MEDIA", "PICKS", "TOO_LARGE", "Looked"]
