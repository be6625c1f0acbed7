"""Marking a language's fixed words as checked, or switching them off. The only place that makes these rows."""

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.refusals import Refused
from careleavers.languages.queries import checks
from careleavers.languages.words import ENGLISH, Language
from careleavers.models import LanguageCheck, LanguageCheckDetails


def mark_language(session: Session, language: Language, details: LanguageCheckDetails) -> LanguageCheck:
    """Keep who read a language's words and whether it is offered from now on.

    Raises Refused for a day to come, and for English, in which every other language's gaps are shown.
    """
    if language is ENGLISH:
        raise Refused("in_use", "English is always offered.")
    if details.checked_on > today(session):
        raise Refused("checked_on", "Enter a day that is not in the future.")
    row = checks(session).get(language.code)
    if row is None:
        row = LanguageCheck.made(details, language=language.code)
        session.add(row)
    else:
        row.amend(details)
    session.flush()
    return row
