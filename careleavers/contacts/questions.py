"""The questions about a contact, in the order in which a curious worker asks them; one for each open high risk by name.

Every part is a function that makes its questions afresh: a form shows them in the order in which they were made.
"""

from collections.abc import Sequence

from careleavers.contacts.by_name import about_actions, about_flags
from careleavers.contacts.checks import MISSING, TALKED_WORDS
from careleavers.contacts.kinds import ASKED, CHANNELS, is_spoken, is_visit
from careleavers.domain.curiosity import Sign
from careleavers.domain.terms import (
    Answer,
    ChangeKind,
    Channel,
    ContactKind,
    RiskAnswer,
    RiskLevel,
    RiskType,
    Term,
)
from careleavers.models import Action, RiskFlag
from careleavers.web.fields import (
    CheckboxesField,
    DateField,
    EnumRadioField,
    RadioField,
    RevealedBy,
    SelectField,
    TextAreaField,
    TextField,
    WorkerSelect,
    YesNoField,
)

ACTION_ROWS = range(1, 4)
ANOTHER_DAY = "another"
Questions = dict[str, object]

_SAID = {
    ContactKind.TWO_WAY: "What was it about, and what do you make of it?",
    ContactKind.INFORMATION: "What did they tell you, and what do you make of it?",
    ContactKind.ATTEMPT: "Anything to add?",
}


class Planned(Term):
    """Whether a contact was arranged or forced by events."""

    PLANNED = "planned", "Planned"
    CRISIS = "crisis", "Not planned, or in a crisis"


def questions_for(kind: ContactKind, flags: Sequence[RiskFlag], open_actions: Sequence[Action] = ()) -> Questions:
    """Every question of a kind, with one for each of these risks and each of these actions."""
    asked = {**_when(kind), **_how(kind), **_home(kind), **_words(kind)}
    if "risk_answer" not in ASKED[kind].names:
        return asked
    by_name = {**about_flags(flags), **about_actions(open_actions)} if is_spoken(kind) else {}
    return {**asked, **by_name, **_risk(), **_change(), **_next_visit(kind), **_actions()}


def _only(kind: ContactKind, questions: Questions) -> Questions:
    return {name: question for name, question in questions.items() if name in ASKED[kind].names}


def _when(kind: ContactKind) -> Questions:
    did = "did you try" if kind is ContactKind.ATTEMPT else "was it"
    return {
        "day": RadioField(f"When {did}?", required="Choose the day"),
        "happened_on": DateField(
            "Which day?", required="Enter the day as day, month and year", revealed_by=RevealedBy("day", ANOTHER_DAY)
        ),
    }


def _how(kind: ContactKind) -> Questions:
    return _only(kind, {
        "planned": EnumRadioField("Was it planned?", terms=Planned, required="Say whether it was planned"),
        "channel": EnumRadioField(
            "How did you try?" if kind is ContactKind.ATTEMPT else "How did you talk?",
            terms=Channel, only=CHANNELS.get(kind, ()), required=MISSING["channel"],
        ),
        "place": TextField("Where did you meet?", max_length=200, required=MISSING["place"]),
        "source": TextField(
            "Who told you?", max_length=200, required=MISSING["source"], hint="Their name, and how they know them."
        ),
        "why_late": TextAreaField("Why was this visit late?", rows=2, max_length=2000, mark_optional=False),
    })  # fmt: skip


def _home(kind: ContactKind) -> Questions:
    yes_no = {"not_known": False}
    return _only(kind, {
        "seen_alone": YesNoField("Did you see them alone?", required=MISSING["seen_alone"], **yes_no),
        "home_seen": YesNoField("Did you see the home?", required=MISSING["home_seen"], **yes_no),
        "bedroom_seen": YesNoField("Did you see their bedroom?", required=MISSING["bedroom_seen"], **yes_no),
        "still_suitable": YesNoField("Is the home still right for them?", required=MISSING["still_suitable"]),
        "feels_safe": YesNoField("Do they feel safe there?", hint="Ask them.", required=MISSING["feels_safe"]),
    })  # fmt: skip


def _words(kind: ContactKind) -> Questions:
    needed = ASKED[kind].needs
    return _only(kind, {
        "purpose": TextAreaField(
            "What was it for?", rows=2, max_length=2000, required=MISSING["purpose"],
            hint="For example “Look at the tenancy offer together”.",
        ),
        "own_words": TextAreaField(
            "What did they say, in their own words?", required=MISSING["own_words"] if "own_words" in needed else None,
            hint="If they said little, write how they showed it.",
        ),
        "daily_life": TextAreaField(
            "What is daily life like?", rows=3, hint="Sleep, food, money, work or study, what a day looks like.",
        ),
        "who_is_around": TextAreaField(
            "Who is around?", rows=3,
            hint="Who helps, who visits, whom they spend their time with.",
        ),
        "signs": CheckboxesField(
            "Anything new?", terms=Sign, alone=Sign.NONE, required=MISSING["signs"] if "signs" in needed else None,
            hint="Tick what you noticed, even if there may be a good reason for it.",
        ),
        "exploitation_talked": YesNoField(
            "Did you talk through whether anybody is using them or putting pressure on them?", not_known=False,
            inline=False, mark_optional=False, hint="For money, sex, drugs, or somewhere to stay.",
        ),
        "exploitation_words": TextAreaField(
            "What did you find?", rows=3, revealed_by=RevealedBy("exploitation_talked", Answer.YES),
            required=TALKED_WORDS,
        ),
        "analysis": TextAreaField(
            _SAID.get(kind, "What do you make of it?"), required=MISSING["analysis"] if "analysis" in needed else None,
            hint=None if kind in _SAID else "What has changed, what worries you, what is going well.",
        ),
    })  # fmt: skip


def _risk() -> Questions:
    new = RevealedBy("risk_answer", RiskAnswer.NEW)
    return {
        "risk_answer": EnumRadioField(
            "Risk: is anything different?", terms=RiskAnswer, required=MISSING["risk_answer"]
        ),
        "risk_words": TextAreaField(
            "What has changed?", rows=3, revealed_by=RevealedBy("risk_answer", RiskAnswer.CHANGED),
            required="Say what has changed about risk",
        ),
        "risk_type": SelectField(
            "What is the risk?", terms=RiskType, revealed_by=new, required="Choose what the new risk is"
        ),
        "risk_level": EnumRadioField(
            "How serious is it?", terms=RiskLevel, revealed_by=new, required="Choose how serious the new risk is"
        ),
        "risk_evidence": TextAreaField(
            "What makes you worried?", rows=3, revealed_by=new, required="Say what makes you worried"
        ),
        "risk_their_view": TextAreaField("What do they say about it?", rows=2, revealed_by=new),
        "risk_keeps_safe": TextAreaField(
            "What keeps them safe now?", rows=2, revealed_by=new,
            required="Say what keeps them safe now, or what is missing",
        ),
    }  # fmt: skip


def _change() -> Questions:
    yes = RevealedBy("big_change", Answer.YES)
    return {
        "big_change": YesNoField(
            "Has anything big changed?", not_known=False, inline=False, required=MISSING["big_change"],
            hint="A move, a lost job or course, custody, pregnancy or a baby, a break-up, an immigration decision,"
            " going missing, hospital.",
        ),
        "change_kind": SelectField(
            "What has changed?", terms=ChangeKind, revealed_by=yes, required="Choose what has changed"
        ),
        "change_happened_on": DateField(
            "When did it happen?", revealed_by=yes, required="Enter the day on which it happened"
        ),
        "change_words": TextAreaField("What happened?", rows=3, revealed_by=yes, required="Say what happened"),
    }  # fmt: skip


def _actions() -> Questions:
    asked: Questions = {}
    for row in ACTION_ROWS:
        asked[f"action_{row}_what"] = TextField("What will be done?", max_length=1000, mark_optional=False)
        asked[f"action_{row}_owner_id"] = WorkerSelect("Who will do it?", mark_optional=False)
        asked[f"action_{row}_due_on"] = DateField("By when?", mark_optional=False)
    return asked


def _next_visit(kind: ContactKind) -> Questions:
    again = "When is the next visit?" if is_visit(kind) else "When will you visit next?"
    return _only(kind, {"next_visit_on": DateField(again)})
