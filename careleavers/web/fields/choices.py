"""Questions answered by choosing. Nothing is ever chosen beforehand."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from markupsafe import Markup
from wtforms.validators import StopValidation

from careleavers.domain.terms import Answer
from careleavers.web.fields.drawing import words
from careleavers.web.fields.question import Question, revealed_under


class Choosable(Protocol):
    """A member of staff as a list needs them."""

    @property
    def id(self) -> int | None:
        """The key of the row."""

    @property
    def name(self) -> str:
        """The name shown."""


class RadioField(Question):
    """One of a few answers. `choices` are (value, words) or (value, words, hint), set before validating.

    `data` is the value chosen, as given in `choices`, or None.
    """

    kept_when_refused = False
    nests = True
    alone: Any = None  # the answer that goes with no other

    def __init__(self, label: str, *, choices: Iterable[Sequence[Any]] = (), inline: bool = False, **q: Any) -> None:
        super().__init__(label, **q)
        self.choices: list[Sequence[Any]] = list(choices)
        self.inline = inline

    def read(self, typed: str) -> Any:
        """The choice meant; whether it is on offer is checked later, as the offer itself may come later."""
        return next((value for value, *_ in self.choices if str(value) == typed), typed or None)

    def check(self) -> None:
        """Refuse an answer that is not on offer."""
        self.data = next((value for value, *_ in self.choices if str(value) == str(self.data)), None)
        if self.data is None:
            raise StopValidation(f"Choose one of the answers to “{self.title}”")

    def name_of(self, answer: object) -> str:
        """The words of one answer."""
        return next((str(label) for value, label, *_ in self.choices if value == answer), super().name_of(answer))

    def write(self, answer: Any) -> str:
        """The value of the answer."""
        return "" if answer is None else str(answer)

    def drawn(self, **options: Any) -> Markup:
        """A group of radios, with what each reveals under it."""
        classes = "govuk-radios--inline" if self.inline else None
        return self._group("radios", "govukRadios", {self.shown()}, classes=classes, **options)

    def _group(self, component: str, macro: str, chosen: set[str], **options: Any) -> Markup:
        items, stray = [], Markup("")
        for value, label, *hint in self.choices:
            checked = str(value) in chosen
            nested = [
                each.drawn() for each in revealed_under(self.form, self.short_name, value) if _fits(each, checked)
            ]
            stray += _strays(revealed_under(self.form, self.short_name, value), checked)
            item = {
                "value": str(value),
                "text": label,
                "checked": checked,
                "hint": words(*hint) if hint else None,
            }
            if value == self.alone:
                items.append({"divider": "or"})
                item["behaviour"] = "exclusive"
            items.append(item | {"conditional": {"html": Markup("").join(nested)}} if nested else item)
        fieldset = {"legend": self.caption("fieldset__legend")}
        return self.component(component, macro, id_prefix=self.id, fieldset=fieldset, items=items, **options) + stray


def _fits(question: Question, checked: bool) -> bool:
    return checked or not question.errors


def _strays(questions: Iterable[Question], checked: bool) -> Markup:
    """Answers refused because nobody asked: shown in the open, so that they can be seen and cleared."""
    return Markup("").join(each.drawn() for each in questions if not _fits(each, checked))


T = TypeVar("T", bound=StrEnum)


class EnumRadioField(RadioField, Generic[T]):
    """One member of a vocabulary, in its words: `data` is the member or None.

    `only` narrows the offer; `hints` explains members.
    """

    def __init__(
        self,
        label: str,
        *,
        terms: type[T],
        only: Iterable[T] | None = None,
        hints: dict[T, str] | None = None,
        **question: Any,
    ) -> None:
        offered = list(terms) if only is None else list(only)
        told = hints or {}
        super().__init__(label, choices=[(each, _label(each), told.get(each)) for each in offered], **question)


class YesNoField(EnumRadioField[Answer]):
    """Yes, no or not known, as the vocabulary's `Answer`; `not_known=False` leaves the third out."""

    def __init__(self, label: str, *, not_known: bool = True, **question: Any) -> None:
        only = [each for each in Answer if not_known or each is not Answer.NOT_KNOWN]
        super().__init__(label, terms=Answer, only=only, **{"inline": True, **question})


class CheckboxesField(RadioField):
    """Any number of answers. `data` is the list of values chosen, in the order of the choices.

    `alone` is the answer that goes with no other, such as "None of these"; it stands last.
    """

    def __init__(
        self, label: str, *, terms: type[StrEnum] | None = None, alone: StrEnum | None = None, **question: Any
    ) -> None:
        if terms is not None:
            question["choices"] = [(each, _label(each)) for each in terms]
        super().__init__(label, **question)
        self.alone = alone

    def nothing(self) -> list[Any]:
        """None of them."""
        return []

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take every value sent; the same one twice is refused."""
        self.typed, self.answered = None, bool(valuelist)
        self.data = [value for value in valuelist if isinstance(value, str)]
        if len(set(self.data)) < len(valuelist):
            raise ValueError(f"“{self.title}” was sent more than once. Check it and save again")

    def check(self) -> None:
        """Refuse an answer that is not on offer, and one that contradicts another."""
        sent = {str(each) for each in self.data}
        self.data = [value for value, *_ in self.choices if str(value) in sent]
        if len(self.data) < len(sent):
            raise StopValidation(f"Choose from the answers to “{self.title}”")
        if self.alone in self.data and len(self.data) > 1:
            raise StopValidation(f"“{self.title}”: untick “{self.name_of(self.alone)}”, or everything else")

    def drawn(self, **options: Any) -> Markup:
        """A group of checkboxes, with what each reveals under it."""
        return self._group("checkboxes", "govukCheckboxes", {str(each) for each in self.data or ()}, **options)


class SelectField(RadioField):
    """One of many answers, in a list that opens. Radios are easier to use: keep this for more than ten."""

    nests = False

    def __init__(self, label: str, *, prompt: str = "Choose", terms: type[StrEnum] | None = None, **q: Any) -> None:
        if terms is not None:
            q["choices"] = [(each, _label(each)) for each in terms]
        super().__init__(label, **q)
        self.prompt = prompt

    def drawn(self, **options: Any) -> Markup:
        """Label and list, opening on a line that is no answer."""
        items = [{"value": "", "text": self.prompt, "selected": self.shown() == ""}]
        for value, label, *_ in self.choices:
            items.append({"value": str(value), "text": label, "selected": str(value) == self.shown()})
        return self.component("select", "govukSelect", label=self.caption("label"), items=items, **options)


class WorkerSelect(SelectField):
    """A member of staff; `offer` those there are before validating. `data` is a worker's id or None."""

    def offer(self, workers: Iterable[Choosable]) -> None:
        """Set who may be chosen, in the order given."""
        self.choices = [(worker.id, worker.name) for worker in workers]


def _label(term: StrEnum) -> str:
    return str(getattr(term, "label", term.value))
