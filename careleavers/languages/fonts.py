"""Whether this machine has the letters of a language, for PDFs. Pages on a screen use the reader's own fonts."""

from functools import cache
from pathlib import Path

from careleavers.languages.words import LANGUAGES, Language

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
REMEDY = "Install the package fonts-noto-core on the server, then start the service again."


@cache
def _files(folders: tuple[Path, ...]) -> frozenset[str]:
    """The names of the font files in these folders, read once for each start."""
    endings = {".ttf", ".otf", ".ttc"}
    return frozenset(file.name for folder in folders if folder.is_dir() for file in folder.rglob("*")
                     if file.suffix.lower() in endings)  # fmt: skip


def has_font(language: Language, folders: tuple[Path, ...] = FOLDERS) -> bool:
    """Whether PDFs in this language can be made here. Our own font has Latin, Greek and Cyrillic letters."""
    return not language.font or any(name.startswith(language.font) for name in _files(folders))


def without_font(folders: tuple[Path, ...] = FOLDERS) -> list[Language]:
    """The languages whose letters are missing on this machine."""
    return [language for language in LANGUAGES.values() if not has_font(language, folders)]
