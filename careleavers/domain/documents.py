"""The vocabulary of papers and documents, and which papers somebody needs by the day they turn 18.

Sources: what practice templates ask (Children Act 1989 guidance, volume 3; p2a), in words of our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from careleavers.domain.terms import Term


class PaperKind(Term):
    """The papers that say who somebody is, and that a landlord, an employer or a bank asks for."""

    BIRTH_CERTIFICATE = "birth_certificate", "Birth certificate"
    PASSPORT = "passport", "Passport"
    NI_NUMBER = "ni_number", "National Insurance number"
    BANK_ACCOUNT = "bank_account", "Bank account"
    DRIVING_LICENCE = "driving_licence", "Driving licence"
    IMMIGRATION = "immigration", "Immigration papers"
    OTHER_ID = "other_id", "Another card with a photo"


class PaperState(Term):
    """Whether somebody has a paper. Not known is its own answer, and never counts as held."""

    HELD = "held", "Held"
    APPLIED_FOR = "applied_for", "Applied for"
    NOT_HELD = "not_held", "Not held"
    NOT_KNOWN = "not_known", "Not known"
    NOT_NEEDED = "not_needed", "Not needed"


class DocumentKind(Term):
    """What a document is: one of the papers above, or something else that is worth keeping."""

    BIRTH_CERTIFICATE = "birth_certificate", "Birth certificate"
    PASSPORT = "passport", "Passport"
    NI_NUMBER = "ni_number", "National Insurance letter"
    BANK_ACCOUNT = "bank_account", "Bank account"
    DRIVING_LICENCE = "driving_licence", "Driving licence"
    IMMIGRATION = "immigration", "Immigration papers"
    OTHER_ID = "other_id", "Another card with a photo"
    HOUSING = "housing", "Tenancy or other housing papers"
    EDUCATION = "education", "Certificate, or papers of a school or job"
    MONEY = "money", "Benefits or money"
    HEALTH = "health", "Health"
    LEGAL = "legal", "Court or legal papers"
    LETTER = "letter", "Letter"
    OTHER = "other", "Something else"


class FileKind(Term):
    """The kinds of file that are taken, by what is in them. The value is the ending of the name it is given out as."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG picture"
    PNG = "png", "PNG picture"
    WORD = "docx", "Word document"
    TEXT = "txt", "Plain text"


K, S = PaperKind, PaperState
RUNS_OUT = (K.PASSPORT, K.DRIVING_LICENCE, K.IMMIGRATION, K.OTHER_ID)
# Any one of these, in date, shows who somebody is.
IDENTIFYING = RUNS_OUT
# What is needed by 18 besides, each in its own right.
ALONE = (K.BIRTH_CERTIFICATE, K.NI_NUMBER, K.BANK_ACCOUNT)
IN_HAND = (S.HELD, S.NOT_NEEDED)


# What is taken of one file, and how many of them for one young person.
MOST_BYTES, MOST_FILES = 10 * 1024 * 1024, 25


@dataclass(frozen=True)
class Paper:
    """What is known of one paper: whether it is held, and the last day on which it is good, if it has one."""

    state: PaperState
    expires_on: date | None = None


def missing_papers(papers: Mapping[PaperKind, Paper]) -> list[str]:
    """The names of the papers needed by 18 that are not held, in the order in which they are listed to people.

    Passport stands for whatever identifies somebody. That it has run out is said by its day, not here.
    """
    held = {kind for kind, paper in papers.items() if paper.state is S.HELD}
    in_hand = held | {kind for kind, paper in papers.items() if paper.state is S.NOT_NEEDED}
    found = {kind: kind.label for kind in ALONE if kind not in in_hand}
    if not held & set(IDENTIFYING) and K.PASSPORT not in in_hand:
        found[K.PASSPORT] = "Passport or other identification"
    return [found[kind] for kind in PaperKind if kind in found]


def runs_out_on(papers: Mapping[PaperKind, Paper]) -> date | None:
    """The last day on which anything they hold identifies them; None if they hold nothing, or it has no such day."""
    if K.PASSPORT in papers and papers[K.PASSPORT].state is S.NOT_NEEDED:
        return None
    held = [papers[kind].expires_on for kind in IDENTIFYING if kind in papers and papers[kind].state is S.HELD]
    return None if None in held else max((day for day in held if day), default=None)


def as_listed(names: list[str]) -> str:
    """Names in one phrase, the later ones without their capital: "Birth certificate and bank account"."""
    rest = [name if name.startswith("National") else name[0].lower() + name[1:] for name in names[1:]]
    words = [*names[:1], *rest]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


__all__ = [
    "ALONE", "IDENTIFYING", "IN_HAND", "MOST_BYTES", "MOST_FILES", "RUNS_OUT", "DocumentKind", "FileKind", "Paper",
    "PaperKind", "PaperState", "as_listed", "missing_papers", "runs_out_on",
]  # fmt: skip
