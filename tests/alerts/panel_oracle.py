"""Looks of the panels in random histories, and the second reading of their rules (R53, R53b)."""

from collections.abc import Iterator
from typing import Any

from careleavers.domain.panels import PanelKind
from careleavers.domain.referrals import ReferralConsent, ReferralDecision, ReferralRoute
from careleavers.domain.terms import EetCode
from careleavers.models import EetSpell, PanelLook, Referral
from tests.alerts.day_counting import DAY, working_days_on
from tests.alerts.facts import Council, History
from tests.alerts.missing_oracle import STRUCK
from tests.alerts.owed import NEVER, Due, Duty

OUT = (EetCode.G4, EetCode.G5, EetCode.G6)


def be_looked_at(story: Any, history: History) -> None:
    """More spells out of work and study than by chance, looks of both panels, decisions about them; some in error."""
    about = {"young_person_id": history.person.id, "recorded_by_id": story.manager_id}
    for spell in history.studies:
        spell.code = story.one(*OUT) if story.perhaps(2) else spell.code
    for on in story.days_in_order(4):
        over = {"struck_by_id": story.manager_id, "struck_reason": "Somebody else", "struck_at": STRUCK}
        more = over if story.perhaps(5) else {}
        if story.perhaps(3):
            decision = story.one(*ReferralDecision)
            history.referrals.append(Referral.made(
                id=next(story.ids), route=ReferralRoute.EET_PANEL, decided_on=on, decision=decision,
                reason="They asked", consent=ReferralConsent.YES, **about, **more,
            ))  # fmt: skip
        else:
            panel = story.one(PanelKind.EET, PanelKind.EET, PanelKind.HOUSING)
            history.panel_looks.append(PanelLook.made(
                id=next(story.ids), panel=panel, looked_on=on, present="All", discussed="Work", decided="A course",
                **about, **more,
            ))  # fmt: skip


def _stretches(history: History) -> Iterator[list[EetSpell]]:
    """Spells out of work and study that meet, as one."""
    stretch: list[EetSpell] = []
    for spell in sorted(history.studies, key=lambda each: each.started_on):
        if spell.code not in OUT:
            continue
        if stretch and stretch[-1].ended_on != spell.started_on:
            yield stretch
            stretch = []
        stretch.append(spell)
    if stretch:
        yield stretch


def out_of_work_and_study(council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    """What is owed to whoever is out of work and study."""
    policy = council.policy
    done = [each.looked_on for each in history.panel_looks if each.struck_at is None and each.panel is PanelKind.EET]
    for each in history.referrals:
        if each.struck_at is None and each.route is ReferralRoute.EET_PANEL:
            done.append(each.decided_on)
    for stretch in _stretches(history):
        since, end = stretch[0].started_on, stretch[-1].ended_on or NEVER
        within = [day for day in done if since <= day < end]
        due_on = working_days_on(since, policy.neet_refer_working_days)
        if within:
            due_on = max(within) + policy.neet_look_days * DAY
        high = since + policy.neet_high_days * DAY
        yield Due("R53", stretch[0].id, due_on, min(high, end))
        yield Due("R53b", stretch[0].id, max(due_on, high), end)
