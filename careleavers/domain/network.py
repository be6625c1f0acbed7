"""The vocabulary of the support network: who looks after somebody's health, and who matters to them.

Sources: Care Leavers (England) Regulations 2010, Sch 1 (health needs; family and social relationships); Children Act
1989 guidance, volume 3, on health histories; inspection findings on young people without a doctor or a dentist.
"""

from collections.abc import Collection

from careleavers.domain.terms import Term


class HealthKind(Term):
    """Who or what looks after somebody's health. Ours."""

    GP = "gp", "Doctor (GP)"
    DENTIST = "dentist", "Dentist"
    OPTICIAN = "optician", "Optician"
    SPECIALIST = "specialist", "Specialist or clinic"
    HISTORY = "history", "Copy of their health history"


class MayCall(Term):
    """Whether somebody who matters may be called when the young person cannot be reached. Ours."""

    YES = "yes", "Yes, they said so"
    ASK = "ask", "Only after asking them"
    NO = "no", "No"


# What everybody has by 18.
BY_18 = (HealthKind.GP, HealthKind.DENTIST, HealthKind.HISTORY)
# Nobody registers with two of these at once; of specialists there may be several.
ONE_AT_A_TIME = (HealthKind.GP, HealthKind.DENTIST, HealthKind.OPTICIAN, HealthKind.HISTORY)
# Without the day there is nothing to count from.
NEEDS_A_DAY = (HealthKind.SPECIALIST, HealthKind.HISTORY)
_MISSING = {HealthKind.GP: "a doctor", HealthKind.DENTIST: "a dentist", HealthKind.HISTORY: "their health history"}


def missing_by_18(there: Collection[HealthKind]) -> str:
    """What somebody still needs by 18, in one phrase beginning with a capital; "" where nothing is missing."""
    words = [_MISSING[kind] for kind in BY_18 if kind not in there]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words).capitalize()


__all__ = ["BY_18", "NEEDS_A_DAY", "ONE_AT_A_TIME", "HealthKind", "MayCall", "missing_by_18"]
