"""Narrowing the queue, and acknowledging one alert."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from careleavers.alerts.details import Decision
from careleavers.alerts.missed import counted_rules
from careleavers.alerts.queue import ESCALATED, NOBODY, Filters
from careleavers.alerts.rules import IN_ORDER
from careleavers.domain.terms import AlertState, Basis, DigestOften, Severity
from careleavers.models import Team, Worker
from careleavers.web.fields import DateField, EnumRadioField, SelectField, TextAreaField
from careleavers.web.forms import BaseForm, FilterForm


def _question(label: str, prompt: str, **more: Any) -> SelectField:
    return SelectField(label, prompt=prompt, mark_optional=False, **more)


_FILTERS = [item.name for item in fields(Filters)]


class QueueForm(FilterForm):
    """What the queue is narrowed to; all of it stands in the address."""

    worker = _question("Worker", "Everybody")
    team = _question("Team", "All teams")
    rule = _question("What", "Everything", choices=[(rule.id, rule.title) for rule in IN_ORDER])
    severity = _question("Severity", "Any", terms=Severity)
    basis = _question("Required by", "Anything", terms=Basis)
    state = _question("State", "Any", terms=AlertState)
    age = _question(
        "Age", "Any", choices=[("under_18", "Under 18"), ("18_to_20", "18 to 20"), ("21_and_over", "21 and over")]
    )
    late_by = _question(
        "Late by", "Any", choices=[("a_week", "A week"), ("4_weeks", "4 weeks"), ("12_weeks", "12 weeks")]
    )
    escalated = _question("Gone up", "All", choices=[(ESCALATED, "Nobody decided in time")])

    def offer(self, workers: Iterable[Worker], teams: Iterable[Team]) -> None:
        """Set which workers and teams may be chosen."""
        self.worker.choices = [(NOBODY, "Nobody allocated"), *((each.public_id, each.name) for each in workers)]
        self.team.choices = [(each.public_id, each.name) for each in teams]

    def filters(self) -> Filters:
        """What was chosen, for the query."""
        return Filters(**{name: self[name].data or None for name in _FILTERS})

    def chosen(self) -> dict[str, str]:
        """What was chosen, for an address."""
        return {name: str(self[name].data) for name in _FILTERS if self[name].data}


class MissedForm(FilterForm):
    """Which missed dates are counted."""

    year = _question("Year", "This year")
    rule = _question("What", "Everything", choices=[(rule.id, rule.title) for rule in counted_rules()])
    team = _question("Team", "All teams")

    def offer(self, this_year: int, teams: Iterable[Team]) -> None:
        """Set the years and the teams that may be chosen."""
        self.year.choices = [(str(year), str(year)) for year in range(this_year - 1, this_year - 6, -1)]
        self.team.choices = [(each.name, each.name) for each in teams]


class AcknowledgeForm(BaseForm):
    """What a manager decides about one alert."""

    decision = TextAreaField(
        "What did you decide?",
        hint="Who does what, and what happens if it does not work. The alert stays until what is missing is recorded.",
        required="Say what you decided",
        max_length=5000,
    )
    act_by_on = DateField("By when will it be done?", required="Enter the day by which it will be done")

    def details(self) -> Decision:
        """The decision, for the service."""
        return Decision(self.decision.data, self.act_by_on.data)


class SnoozeForm(BaseForm):
    """Why nothing is to be done about an alert for a while, and until when."""

    decision = TextAreaField(
        "Why can it wait?",
        hint="What is known, and what would bring it forward. It stays on the list, after everything else.",
        required="Say why it can wait",
        max_length=5000,
    )
    act_by_on = DateField("Until", required="Enter the day until which it can wait")

    def details(self) -> Decision:
        """The reason and the day, for the service."""
        return Decision(self.decision.data, self.act_by_on.data, snoozed=True)


class MessagesForm(BaseForm):
    """How often, and from which hour, somebody is told what is on their list."""

    often = EnumRadioField("How often?", required="Choose how often", terms=DigestOften)
    hour = SelectField(
        "From which hour?", required="Choose an hour", choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )


__all__ = ["AcknowledgeForm", "MessagesForm", "MissedForm", "QueueForm", "SnoozeForm"]
