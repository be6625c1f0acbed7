"""Sending what waits in the outbox, by SMTP: leased, sent, marked. At least once, under one id however often.

Whoever is killed between sending and marking leaves a lease that runs out; the message then goes again with the
same Message-ID, by which mail servers and programs tell that it is the same.
"""

import hashlib
import logging
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import Session

from careleavers.alerts.digests import MESSAGE
from careleavers.config import Settings
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.models import Worker

log = logging.getLogger("careleavers.alerts")

LEASE = timedelta(minutes=5)
# How long to wait after each failure; after the last one somebody must look.
PAUSES = tuple(timedelta(minutes=each) for each in (5, 15, 60, 240, 720))
_PATIENCE_SECONDS = 20
_AT_ONCE = 500


@dataclass(frozen=True)
class Letter:
    """One message as it leaves: to whom, what, and the id by which it is known again."""

    to: str
    subject: str
    body: str
    key: str
    written_at: datetime


Send = Callable[[Letter], None]


def by_smtp(settings: Settings) -> Send:
    """A way to send by the mail server of the settings. What it raises is an OSError or an SMTPException."""

    def send(letter: Letter) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = settings.mail_from, letter.to, letter.subject
        mail["Date"] = format_datetime(letter.written_at)
        word = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
        mail["Message-ID"] = f"<{word}@{settings.mail_from.split('@')[-1]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(letter.body)
        with _connected(settings) as server:
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            server.send_message(mail)

    return send


def _connected(settings: Settings) -> smtplib.SMTP:
    where = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(*where, timeout=_PATIENCE_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(*where, timeout=_PATIENCE_SECONDS)
    if settings.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def send_waiting(database: Database, now: datetime, send: Send) -> int:
    """Send whatever waits and nobody else is sending; how many left. A failure is kept, and tried again later."""
    sent = 0
    for message_id in _waiting(database, now):
        letter = _take(database, message_id, now)
        if letter is None:
            continue
        problem = _attempt(send, letter)
        with database.transaction(job("messages")) as session:
            _settle(session, message_id, now, problem)
        sent += not problem
    return sent


def _attempt(send: Send, letter: Letter) -> str:
    """What went wrong, as the kind of failure alone: what a mail server answers may repeat an address."""
    try:
        send(letter)
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        log.warning("message was not sent (%s)", type(problem).__name__)
        return type(problem).__name__
    return ""


def _free(now: datetime) -> list[Any]:
    over = or_(MESSAGE.c.lease_until.is_(None), MESSAGE.c.lease_until <= now)
    return [MESSAGE.c.sent_at.is_(None), MESSAGE.c.given_up_at.is_(None), MESSAGE.c.not_before <= now, over]


def _waiting(database: Database, now: datetime) -> list[int]:
    with database.reading(job("messages")) as session:
        found = select(MESSAGE.c.id).where(*_free(now)).order_by(MESSAGE.c.not_before, MESSAGE.c.id).limit(_AT_ONCE)
        return list(session.execute(found).scalars())


def _take(database: Database, message_id: int, now: datetime) -> Letter | None:
    """Lease a message and give what is to be sent; None if somebody else was quicker."""
    with database.transaction(job("messages")) as session:
        taken = session.connection().execute(
            update(MESSAGE)
            .where(MESSAGE.c.id == message_id, *_free(now))
            .values(lease_until=now + LEASE, tries=MESSAGE.c.tries + 1)
        )
        if taken.rowcount != 1:
            return None
        row = session.execute(select(MESSAGE).where(MESSAGE.c.id == message_id)).one()
        worker = session.get_one(Worker, row.worker_id)
        return Letter(worker.email, row.subject, row.body, row.key, row.made_at)


def _settle(session: Session, message_id: int, now: datetime, problem: str) -> None:
    """Mark a message as sent, or when to try again, or as given up."""
    values: dict[str, Any] = {"lease_until": None, "last_problem": problem}
    tries = session.execute(select(MESSAGE.c.tries).where(MESSAGE.c.id == message_id)).scalar_one()
    if not problem:
        values["sent_at"] = now
    elif tries > len(PAUSES):
        values["given_up_at"] = now
    else:
        values["not_before"] = now + PAUSES[tries - 1]
    session.connection().execute(update(MESSAGE).where(MESSAGE.c.id == message_id).values(values))


__all__ = ["LEASE", "PAUSES", "Letter", "Send", "by_smtp", "send_waiting"]
