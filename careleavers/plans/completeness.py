"""What is missing from one version of a plan, and what in it is hard to read."""

from sqlmodel import Session

from careleavers.domain.plans import Entry, Gap, plan_gaps
from careleavers.domain.reading import long_sentences, reading_age
from careleavers.domain.terms import Agreement, PlanDomain
from careleavers.models import PathwayPlan, PlanEntry
from careleavers.plans import queries
from careleavers.plans.prompts import CONTINGENCY_WORDS, COPY_WORDS

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
    """Everything missing from this version; those that are `blocking` stop it from being sent and approved."""
    rows = queries.entries(session, plan)
    return plan_gaps(
        {domain: _as_entry(row) for domain, row in rows.items()},
        visit_every_days=plan.visit_every_days,
        visit_reason=plan.visit_reason,
        their_view=plan.agreement is not Agreement.NOT_ASKED,
    )


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
    return found
