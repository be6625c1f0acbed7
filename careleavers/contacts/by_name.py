"""The questions about what is open: one for each open high risk by its name, and which actions were talked about.

Each is named after the public id of what it is about, so that a page that was open for long still says what it asked.
"""

from collections.abc import Sequence

from careleavers.contacts.checks import HOW_FAR
from careleavers.domain.dates import long_date
from careleavers.domain.terms import FlagAnswer
from careleavers.models import Action, RiskFlag
from careleavers.web.fields import CheckboxesField, EnumRadioField, RevealedBy, TextAreaField

Questions = dict[str, object]
_NEEDS_WORDS = (FlagAnswer.WORSE, FlagAnswer.BETTER, FlagAnswer.NOT_DISCUSSED)


def about(flag: RiskFlag) -> str:
    """The name of the question about one risk."""
    return f"flag_{flag.public_id.lower()}"


def why(flag: RiskFlag) -> str:
    """The name of the box for words about one risk."""
    return f"words_{flag.public_id.lower()}"


def progress(action: Action) -> str:
    """The name of the box for how far one action has come."""
    return f"progress_{action.public_id.lower()}"


def about_flags(flags: Sequence[RiskFlag]) -> Questions:
    """How each of these risks is now, and why."""
    asked: Questions = {}
    for flag in flags:
        name = flag.type.label
        asked[about(flag)] = EnumRadioField(
            f"{name} ({flag.level.label.lower()}): how is it now?", terms=FlagAnswer, hint=_in_short(flag.evidence),
            required=f"Say how “{name}” is now",
        )  # fmt: skip
        asked[why(flag)] = TextAreaField(
            f"{name}: what makes you say so?", rows=2, revealed_by=RevealedBy(about(flag), *_NEEDS_WORDS),
            required=f"Say what makes you answer so about “{name}”",
        )  # fmt: skip
    return asked


def about_actions(actions: Sequence[Action]) -> Questions:
    """Which of these actions were talked about, and how far each of those has come; nothing where there are none."""
    if not actions:
        return {}
    choices = [(each.public_id, each.what, f"Due {long_date(each.due_on)}") for each in actions]
    touched = CheckboxesField("Which actions did you talk about?", choices=choices, mark_optional=False)
    boxes = {
        progress(each): TextAreaField(
            "How far has it come?", rows=2, max_length=2000, required=HOW_FAR,
            revealed_by=RevealedBy("touched", each.public_id),
        )
        for each in actions
    }  # fmt: skip
    return {"touched": touched, **boxes}


def _in_short(text: str, most: int = 160) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= most else f"{folded[:most].rsplit(' ', 1)[0]} …"


__all__ = ["about", "about_actions", "about_flags", "progress", "why"]
