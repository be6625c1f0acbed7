"""What is kept of a contact, what is refused, and which clocks it resets."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from careleavers.alerts.engine import refresh
from careleavers.contacts import kinds, service
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import (
    AccommodationCode,
    ActionSource,
    ChangeKind,
    ContactKind,
    FlagAnswer,
    RiskAnswer,
    RiskLevel,
    RiskType,
    Role,
    Suitability,
)
from careleavers.models import (
    AccommodationSpell,
    Action,
    ActionDetails,
    Alert,
    ChangeDetails,
    ChangeEntry,
    ChangeOfCircumstance,
    Contact,
    ContactFlagAnswer,
    RiskFlag,
    RiskFlagDetails,
)
from careleavers.models.base import identity, now_utc
from tests.conftest import TODAY
from tests.contacts.filling import LATE, details, raised
from tests.people import People

K = ContactKind
Record = Callable[..., Contact]


@pytest.fixture
def amy(people: People) -> Actor:
    """Amy, at work."""
    return Actor("account:amy", Role.AFTER_CARE_WORKER, 1, people.id("amy"), people.north.id)


@pytest.fixture
def record(session: Session, people: People, amy: Actor) -> Record:
    """`record(kind, ...)` records a contact of Amy's with Yas."""

    def make(kind: ContactKind, on: date = TODAY, **more: Any) -> Contact:
        extra = {name: more.pop(name) for name in ("flag_answers", "change", "new_risk", "actions") if name in more}
        return service.record_contact(
            session, amy, people.yas, details(kind, on, **more), extra.pop("flag_answers", {}), **extra
        )

    return make


def home(session: Session, people: People, started_on: date, ended_on: date | None = None) -> AccommodationSpell:
    spell = AccommodationSpell.made(
        young_person_id=people.id("yas"),
        code=AccommodationCode.SEMI_INDEPENDENT,
        suitability=Suitability.SUITABLE,
        provided_by_council=True,
        started_on=started_on,
        ended_on=ended_on,
        recorded_by_id=people.id("amy"),
    )
    session.add(spell)
    session.flush()
    return spell


def open_rules(session: Session, people: People) -> set[str]:
    statement = select(col(Alert.rule)).where(
        col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_at).is_(None)
    )
    return set(session.execute(statement).scalars())


def how_many(session: Session, *models: type[SQLModel]) -> list[int]:
    return [session.execute(select(func.count()).select_from(model)).scalar_one() for model in models]


def new_risk(people: People, **more: Any) -> RiskFlagDetails:
    facts: dict[str, Any] = {
        "type": RiskType.MISSING,
        "level": RiskLevel.HIGH,
        "evidence": "Out three nights, would not say where",
        "keeps_safe": "She rings her aunt",
        "owner_id": people.id("amy"),
        "raised_on": TODAY,
        "next_look_on": TODAY + timedelta(days=14),
    }
    return RiskFlagDetails(**{**facts, **more})


def action(people: People, **more: Any) -> ActionDetails:
    facts: dict[str, Any] = {
        "what": "Ring the police about the car",
        "owner_id": people.id("amy"),
        "due_on": TODAY,
    }
    return ActionDetails(**{**facts, **more})


MOVED = ChangeDetails(kind=ChangeKind.MOVED, happened_on=TODAY, words="Moved to her aunt’s")


# Which clocks each kind resets: the visit to a home the council provides, the visit anywhere, contact at all.
@pytest.mark.parametrize(
    ("kind", "home_visit", "visit", "contact"),
    [
        (K.HOME_VISIT, True, True, True),
        (K.FACE_TO_FACE, False, True, True),
        (K.VIDEO, False, False, True),
        (K.TWO_WAY, False, False, True),
        (K.ATTEMPT, False, False, False),
        (K.INFORMATION, False, False, False),
    ],
)
@pytest.mark.parametrize("council_home", [True, False])
def test_which_clocks_a_kind_resets(
    session: Session,
    people: People,
    record: Record,
    kind: ContactKind,
    home_visit: bool,
    visit: bool,
    contact: bool,
    council_home: bool,
) -> None:
    record(K.HOME_VISIT, TODAY - timedelta(days=100))
    if council_home:
        home(session, people, TODAY - timedelta(days=300))
    refresh(session, young_person_id=people.id("yas"))
    due = "R26" if council_home else "R27"
    assert {due, "R30"} <= open_rules(session, people)
    answers = home_visit if council_home else visit
    record(kind, **({"why_late": LATE} if answers else {}))
    still = open_rules(session, people)
    assert (due not in still) == answers
    assert ("R30" not in still) == contact


@pytest.mark.parametrize("kind", list(K))
def test_the_clock_says_when_it_was_recorded_and_by_whom(record: Record, amy: Actor, kind: ContactKind) -> None:
    before = now_utc()
    made = record(kind, TODAY - timedelta(days=3))
    assert (made.happened_on, made.worker_id) == (TODAY - timedelta(days=3), amy.worker_id)
    assert before <= made.recorded_at <= now_utc()


@pytest.mark.parametrize(
    ("kind", "answer"), [(kind, name) for kind in K for name in sorted(kinds.ASKED[kind].needs - {"planned"})]
)
def test_each_kind_needs_its_answers(session: Session, record: Record, kind: ContactKind, answer: str) -> None:
    empty = "" if answer in ("place", "purpose", "own_words", "analysis", "source", "signs") else None
    with pytest.raises(Refused) as refusal:
        record(kind, **{answer: empty})
    assert refusal.value.field == answer
    assert how_many(session, Contact) == [0]


@pytest.mark.parametrize(
    ("kind", "answer", "value"),
    [
        (K.ATTEMPT, "purpose", "See her"),
        (K.ATTEMPT, "risk_answer", RiskAnswer.NOTHING_NEW),
        (K.ATTEMPT, "planned", False),
        (K.INFORMATION, "own_words", "She said so"),
        (K.INFORMATION, "next_visit_on", TODAY),
        (K.INFORMATION, "exploitation_talked", "yes"),
        (K.ATTEMPT, "signs", "none"),
        (K.VIDEO, "home_seen", "yes"),
        (K.TWO_WAY, "place", "Home"),
        (K.HOME_VISIT, "source", "Her aunt"),
    ],
)
def test_what_a_kind_does_not_ask_is_refused(record: Record, kind: ContactKind, answer: str, value: Any) -> None:
    with pytest.raises(Refused, match="does not ask for this") as refusal:
        record(kind, **{answer: value})
    assert refusal.value.field == answer


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (TODAY + timedelta(days=1), "in the future"),
        (date(2006, 9, 13), "They were born on 14 September 2006"),
    ],
)
def test_a_day_that_cannot_be_is_refused(record: Record, on: date, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        record(K.ATTEMPT, on)
    assert refusal.value.field == "happened_on"


def test_the_day_of_birth_and_days_before_support_are_history_and_accepted(record: Record) -> None:
    assert record(K.INFORMATION, date(2006, 9, 14)).id


def test_nobody_is_spoken_to_after_their_death(session: Session, people: People, record: Record) -> None:
    people.yas.died_on = TODAY - timedelta(days=2)
    session.add(people.yas)
    session.flush()
    assert record(K.INFORMATION).id
    assert record(K.HOME_VISIT, TODAY - timedelta(days=2)).id
    with pytest.raises(Refused, match="They died on 2 March 2026"):
        record(K.TWO_WAY, TODAY - timedelta(days=1))


def test_each_open_high_risk_is_answered_by_name(session: Session, people: People, record: Record) -> None:
    high, low = raised(people), raised(people, level=RiskLevel.LOW, type=RiskType.DEBT)
    closed = raised(
        people,
        type=RiskType.MISSING,
        closed_on=TODAY,
        closed_by_id=people.id("tess"),
        close_reason="It is over",
    )
    session.add_all([high, low, closed])
    session.flush()
    for kind in kinds.SPOKEN:
        with pytest.raises(Refused, match="No answer yet for: Sexual or criminal exploitation"):
            record(kind)
        made = record(kind, flag_answers={identity(high): (FlagAnswer.SAME, "")})
        said = session.execute(select(ContactFlagAnswer).where(col(ContactFlagAnswer.contact_id) == made.id)).scalars()
        assert [(each.risk_flag_id, each.answer) for each in said] == [(high.id, FlagAnswer.SAME)]
    assert record(K.ATTEMPT).id
    assert record(K.INFORMATION).id


def test_answers_about_risk_may_not_contradict_each_other(session: Session, people: People, record: Record) -> None:
    flag, other = raised(people), raised(people, "zak", by="ben")
    session.add_all([flag, other])
    session.flush()
    flag_id = identity(flag)
    worse = {flag_id: (FlagAnswer.WORSE, "The car came twice this week")}
    for refused, sentence in [
        ({"flag_answers": worse}, "better or worse"),
        ({"flag_answers": {flag_id: (FlagAnswer.NOT_DISCUSSED, "")}}, "Say why"),
        ({"flag_answers": worse, "risk_answer": RiskAnswer.CHANGED}, "Say what has changed"),
        ({"flag_answers": worse, "risk_answer": RiskAnswer.NEW}, "Describe the new risk"),
        (
            {
                "flag_answers": worse,
                "risk_answer": RiskAnswer.CHANGED,
                "risk_words": "Worse",
                "new_risk": new_risk(people),
            },
            "Describe the new risk",
        ),
        (
            {"flag_answers": {flag_id: (FlagAnswer.SAME, ""), identity(other): (FlagAnswer.SAME, "")}},
            "does not ask about",
        ),
    ]:
        with pytest.raises(Refused, match=sentence):
            record(K.TWO_WAY, **refused)
    assert record(
        K.TWO_WAY, flag_answers=worse, risk_answer=RiskAnswer.CHANGED, risk_words="He knows where she works"
    ).id


def test_everything_that_came_of_a_visit_is_kept_with_it(session: Session, people: People, record: Record) -> None:
    made = record(
        K.HOME_VISIT,
        risk_answer=RiskAnswer.NEW,
        new_risk=new_risk(people),
        big_change=True,
        change=MOVED,
        actions={
            1: action(people),
            3: action(people, what="Take her to the housing panel", owner_id=people.id("tess")),
        },
        next_visit_on=TODAY + timedelta(days=14),
    )
    flag = session.execute(select(RiskFlag)).scalar_one()
    assert (flag.type, flag.raised_by_id, flag.manager_looked_on) == (
        RiskType.MISSING,
        people.id("amy"),
        None,
    )
    change = session.execute(select(ChangeOfCircumstance)).scalar_one()
    assert (change.kind, change.contact_id) == (ChangeKind.MOVED, made.id)
    actions = session.execute(select(Action).order_by(col(Action.id))).scalars().all()
    assert [(each.source, each.contact_id, each.owner_id) for each in actions] == [
        (ActionSource.CONTACT, made.id, people.id("amy")),
        (ActionSource.CONTACT, made.id, people.id("tess")),
    ]


@pytest.mark.parametrize(
    ("part", "answers", "field"),
    [
        (
            "change",
            {"big_change": True, "change": ChangeDetails(kind=ChangeKind.MOVED, happened_on=date(2026, 3, 5))},
            "change_happened_on",
        ),
        ("risk", {"evidence": "n/a"}, "risk_evidence"),
        ("action", {"due_on": date(2026, 3, 3)}, "action_2_due_on"),
        ("action", {"what": "tbc"}, "action_2_what"),
    ],
)
def test_what_a_lower_service_refuses_undoes_the_whole_and_has_its_name_on_the_page(
    session: Session, people: People, record: Record, part: str, answers: dict[str, Any], field: str
) -> None:
    more = answers
    if part == "risk":
        more = {"risk_answer": RiskAnswer.NEW, "new_risk": new_risk(people, **answers)}
    if part == "action":
        more = {
            "big_change": True,
            "change": MOVED,
            "actions": {1: action(people), 2: action(people, **answers)},
        }
    with pytest.raises(Refused) as refusal:
        record(K.HOME_VISIT, **more)
    assert refusal.value.field == field
    assert how_many(session, Contact, RiskFlag, ChangeOfCircumstance, Action) == [0, 0, 0, 0]


def test_a_failure_at_the_very_end_leaves_nothing(
    session: Session, people: People, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.add(raised(people))
    session.flush()
    flag = session.execute(select(RiskFlag)).scalar_one()
    before = how_many(session, ChangeEntry)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(service, "refresh", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        record(
            K.HOME_VISIT,
            risk_answer=RiskAnswer.NEW,
            new_risk=new_risk(people),
            big_change=True,
            change=MOVED,
            actions={1: action(people)},
            flag_answers={identity(flag): (FlagAnswer.SAME, "")},
        )
    models = (Contact, ContactFlagAnswer, ChangeOfCircumstance, Action)
    assert how_many(session, *models, RiskFlag) == [0, 0, 0, 0, 1]
    assert how_many(session, ChangeEntry) == before


def test_big_change_and_its_description_go_together(record: Record) -> None:
    for wrong in ({"big_change": True}, {"big_change": False, "change": MOVED}):
        with pytest.raises(Refused) as refusal:
            record(K.TWO_WAY, **wrong)
        assert refusal.value.field == "big_change"


@pytest.mark.parametrize("after", [-1, 0, 366])
def test_the_next_visit_is_after_this_contact_and_within_a_year(record: Record, after: int) -> None:
    with pytest.raises(Refused, match="Enter a day after 4 March 2026 and no later than 4 March 2027"):
        record(K.HOME_VISIT, next_visit_on=TODAY + timedelta(days=after))


def test_a_visit_within_its_days_of_grace_needs_no_reason(session: Session, people: People, record: Record) -> None:
    record(K.HOME_VISIT, TODAY - timedelta(days=70))
    refresh(session, young_person_id=people.id("yas"))
    # Due 56 days after the last, and 7 days of grace: in time until a week ago.
    with pytest.raises(Refused, match="This visit was not late") as refusal:
        record(K.FACE_TO_FACE, TODAY - timedelta(days=7), why_late=LATE)
    assert refusal.value.field == "why_late"
    assert record(K.FACE_TO_FACE, TODAY - timedelta(days=7)).why_late == ""


def test_a_visit_past_its_grace_without_a_reason_is_refused(session: Session, people: People, record: Record) -> None:
    record(K.HOME_VISIT, TODAY - timedelta(days=70))
    refresh(session, young_person_id=people.id("yas"))
    with pytest.raises(Refused, match="Say why this visit was late"):
        record(K.FACE_TO_FACE, TODAY - timedelta(days=6), why_late="n/a")
    assert record(K.TWO_WAY).id


def test_a_home_visit_stands_on_the_home_of_its_day(session: Session, people: People, record: Record) -> None:
    moved_on = TODAY - timedelta(days=10)
    old, new = home(session, people, TODAY - timedelta(days=90), moved_on), home(session, people, moved_on)
    assert record(K.HOME_VISIT, moved_on - timedelta(days=1)).accommodation_id == old.id
    assert record(K.HOME_VISIT, moved_on).accommodation_id == new.id
    assert record(K.HOME_VISIT, TODAY - timedelta(days=91)).accommodation_id is None
    assert record(K.FACE_TO_FACE).accommodation_id is None
    told = record(K.HOME_VISIT, big_change=True, change=MOVED)
    assert told.accommodation_id is None, "they moved since the home on record began, so another was visited"


def test_every_answer_is_in_the_audit_with_its_author(
    session: Session, people: People, amy: Actor, record: Record
) -> None:
    session.info["actor"] = amy
    made = record(K.HOME_VISIT)
    entries = session.execute(
        select(ChangeEntry).where(col(ChangeEntry.table_name) == "contact", col(ChangeEntry.row_id) == str(made.id))
    ).scalars()
    written = {entry.field: (entry.actor, entry.before, entry.after, entry.young_person_id) for entry in entries}
    assert written["own_words"] == ("account:amy", None, '"I like it here now"', people.id("yas"))
    assert written["risk_answer"] == ("account:amy", None, '"nothing_new"', people.id("yas"))
