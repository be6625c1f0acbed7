"""Contacts, what was added to them later, and the big changes told at them."""

from sqlmodel import col

from careleavers.domain.curiosity import in_words, noticed
from careleavers.domain.dates import long_date, today_in_london
from careleavers.domain.terms import AddendumKind, ContactKind
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import ChangeOfCircumstance, Contact, ContactAddendum, Worker
from careleavers.models.sql import london_day

_SEEN = (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE)


def _page(contact: Contact) -> Page:
    return Page("contacts.show", {"contact": contact.public_id})


def _contact(contact: Contact, worker: Worker) -> Happened:
    struck = contact.struck_at is not None
    words = said(
        ("Purpose", contact.purpose),
        ("In their words", contact.own_words),
        ("Day to day", contact.daily_life),
        ("Who is around them", contact.who_is_around),
        ("New", in_words(noticed(contact.signs))),
        ("Talked through whether anybody is using them", contact.exploitation_words),
        ("What the worker thinks", contact.analysis),
        ("Told by", contact.source),
        ("Risk", contact.risk_words),
        ("Why it was late", contact.why_late),
    )
    title = f"{contact.kind.label}{'' if contact.planned else ', not planned'}{IN_ERROR if struck else ''}"
    tone = "good" if contact.kind in _SEEN and not struck else "plain"
    return Happened(contact.happened_on, title, worker.name, words, tone, _page(contact), struck)


def _addendum(addendum: ContactAddendum, contact: Contact, worker: Worker) -> Happened:
    what = f"{contact.kind.label.lower()} of {long_date(contact.happened_on)}"
    struck = contact.struck_at is not None and addendum.kind is AddendumKind.ADDED
    title = f"Added to the {what}{IN_ERROR if struck else ''}"
    if addendum.kind is AddendumKind.IN_ERROR:
        title = f"Marked as recorded in error: the {what}"
    day, words = today_in_london(addendum.added_at), said(("", addendum.words))
    return Happened(day, title, worker.name, words, page=_page(contact), struck=struck)


def _change(change: ChangeOfCircumstance, worker: Worker) -> Happened:
    struck = change.struck_at is not None
    title = f"{change.kind.label}{IN_ERROR if struck else ''}"
    tone = "plain" if struck else "late"
    words = said(("", change.words))
    return Happened(change.happened_on, title, worker.name, words, tone, Page("changes.list_changes"), struck)


SOURCES = [
    Source(
        "contact", EventKind.CONTACT, Contact, col(Contact.happened_on), col(Contact.young_person_id),
        rows_with(Contact, Contact.worker_id), _contact,
    ),
    Source(
        "contact-addendum", EventKind.CONTACT, ContactAddendum, london_day(ContactAddendum.added_at),
        col(ContactAddendum.young_person_id),
        rows_with(
            ContactAddendum, ContactAddendum.added_by_id, (Contact, col(Contact.id) == col(ContactAddendum.contact_id))
        ),
        _addendum,
    ),
    Source(
        "change", EventKind.CHANGE, ChangeOfCircumstance, col(ChangeOfCircumstance.happened_on),
        col(ChangeOfCircumstance.young_person_id),
        rows_with(ChangeOfCircumstance, ChangeOfCircumstance.recorded_by_id), _change,
    ),
]  # fmt: skip
