"""What is missing from one version of a plan, and what in it is hard to read."""

from collections.abc import Iterator, Mapping

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.plan_checks import Box, Written, place_gaps, plan_checks
from careleavers.domain.plans import Entry, Gap, plan_gaps
from careleavers.domain.reading import long_sentences, reading_age
from careleavers.domain.terms import Agreement, PlanDomain, Privacy
from careleavers.domain.wording import jargon, speaks_about_them
from careleavers.models import PathwayPlan, PlanEntry, PlanEntryDetails
from careleavers.plans import add_ons, facts, queries
from careleavers.plans.prompts import ADD_ON_WORDS, BOX_WORDS, CONTINGENCY_WORDS, COPY_WORDS
from careleavers.plans.sharing import privacy_of

# Words for a young person aim at 9 to 11 (NHS content guide); on a few short sentences the measure is two years out.
EASY_TO_READ = 13
ADULT = 18
_READ_ALOUD = ("now", "want_soon", "want_later", "better", "sign", "first_step")


def _as_entry(row: PlanEntry) -> Entry:
    return Entry(
        now=row.now, want_soon=row.want_soon, want_later=row.want_later,
        sign=row.sign, first_step=row.first_step, person=row.person, number=row.number,
    )  # fmt: skip


def gaps_in(session: Session, plan: PathwayPlan) -> list[Gap]:
    """Everything missing from this version; those that are `blocking` stop it, the others ask for a reason."""
    rows, day = queries.entries(session, plan), today(session)
    missing = plan_gaps(
        {domain: _as_entry(row) for domain, row in rows.items()},
        visit_every_days=plan.visit_every_days,
        visit_reason=plan.visit_reason,
        their_view=plan.agreement is not Agreement.NOT_ASKED,
    )
    parts = {
        domain: Written(row.want_soon, row.better, row.my_view, row.edited_at.date()) for domain, row in rows.items()
    }
    person_id = plan.young_person_id
    known = (facts.tasks(session, person_id, day), facts.happenings(session, person_id), day)
    told = place_gaps(_read_by_them(session, plan, rows), facts.addresses(session, person_id))
    return told + missing + plan_checks(parts, *known) + add_ons.gaps(session, plan)


def _read_by_them(session: Session, plan: PathwayPlan, rows: Mapping[PlanDomain, PlanEntry]) -> Iterator[Box]:
    """Every box of a version that will be in the copy, from whichever columns are classed as shared."""
    for domain, row in rows.items():
        for name in PlanEntryDetails.model_fields:
            if privacy_of(PlanEntry, name) is Privacy.SHARED:
                yield Box(domain, name, BOX_WORDS[name], str(getattr(row, name) or ""))
    for add_on, addition in add_ons.written(session, plan).items():
        for name, label in ADD_ON_WORDS.items():
            yield Box(None, name, f"{add_on.label}: {label}", getattr(addition, name), add_on.value)


def in_domain(gaps: list[Gap], domain: PlanDomain | None) -> list[Gap]:
    """The gaps of one domain; None for those of the plan as a whole."""
    return [gap for gap in gaps if gap.domain is domain]


def hard_to_read(entry: PlanEntry) -> list[str]:
    """A sentence for each box of an entry that the young person may find hard to read. Never stops anything."""
    words = {**COPY_WORDS, **CONTINGENCY_WORDS}
    found = []
    for name in _READ_ALOUD:
        text = getattr(entry, name)
        age, long = reading_age(text), long_sentences(text)
        if age is not None and age > EASY_TO_READ:
            level = f"about age {age}" if age < ADULT else "an adult level"
            found.append(f"“{words[name]}” reads at {level}. Shorter words and sentences bring it down.")
        elif long:
            found.append(f"“{words[name]}” has a long sentence: “{long[0][:60]}…”. Make two of it.")
        found += _wording(words[name], text)
    return found


def _wording(box: str, text: str) -> list[str]:
    """What a box says about them instead of to them, and its jargon with a plain alternative."""
    found = [f"“{box}” speaks about them: “{words}”. Say “you”." for words in speaks_about_them(text)]
    return found + [f"“{box}” says “{each.found}”. Plainer: “{each.instead}”." for each in jargon(text)]
