"""The council's limits: looser than the law is refused, and every refusal names the remedy."""

from dataclasses import FrozenInstanceError, fields

import pytest

from careleavers.domain.dates import LeapDay
from careleavers.domain.limits import PolicyError
from careleavers.domain.permissions import ROLE_PERMISSIONS, Permission, role_may
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Role

_LIMITS = [item for item in fields(Policy) if item.metadata]
_STEPS = [
    ["lost_contact_days", "lost_contact_high_days", "lost_contact_critical_days"],
    ["supervision_every_days", "supervision_critical_days"],
    ["home_end_critical_days", "home_end_high_days", "home_end_days"],
    ["high_risk_look_days", "medium_risk_look_days", "low_risk_look_days"],
]


def _beside(name: str) -> dict[str, int]:
    """Values for the steps before and after a limit that leave it free to go to either of its ends."""
    bounds = {item.name: item.metadata for item in _LIMITS}
    for steps in _STEPS:
        if name in steps:
            at = steps.index(name)
            before = {each: bounds[each]["least"] for each in steps[:at]}
            return before | {each: bounds[each]["most"] for each in steps[at + 1 :]}
    return {}


@pytest.mark.parametrize("item", _LIMITS, ids=lambda item: item.name)
def test_a_limit_past_its_bounds_is_refused_in_words(item) -> None:  # type: ignore[no-untyped-def]
    most, least, source = item.metadata["most"], item.metadata["least"], item.metadata["source"]
    for value in (least, most):
        assert getattr(Policy(**{**_beside(item.name), item.name: value}), item.name) == value
    for value in (most + 1, least - 1):
        with pytest.raises(PolicyError) as said:
            Policy(**{**_beside(item.name), item.name: value})
        assert f"policy.{item.name} is {value}" in str(said.value)
        assert source in str(said.value)


@pytest.mark.parametrize(("name", "law"), [("review_months", 6), ("home_visit_months", 2), ("move_visit_days", 7)])
def test_the_law_is_the_loosest_a_council_may_be(name: str, law: int) -> None:
    assert getattr(Policy(), name) == law
    with pytest.raises(PolicyError, match="Regulations 2010"):
        Policy(**{name: law + 1})


@pytest.mark.parametrize("value", ["56", 5.5, True, None])
def test_a_limit_is_a_whole_number(value: object) -> None:
    with pytest.raises(PolicyError, match="whole number"):
        Policy(visit_every_days=value)  # type: ignore[arg-type]


def test_an_unknown_limit_names_the_nearest() -> None:
    with pytest.raises(PolicyError, match=r"Did you mean policy\.review_months"):
        Policy.from_mapping({"review_month": 6})


def test_an_administrator_holds_no_permission_on_a_record() -> None:
    assert ROLE_PERMISSIONS[Role.ADMINISTRATOR] & {p for p in Permission if "record" in p.value} == set()
    assert not role_may(Role.ADMINISTRATOR, Permission.SEE_RECORD)


def test_a_young_person_reaches_only_their_own_pages() -> None:
    own = {
        Permission.SEE_OWN_ACCOUNT,
        Permission.SEE_OWN_PLAN,
        Permission.WRITE_OWN_PLAN,
        Permission.ASK_FOR_REVIEW,
        Permission.TELL_US,
    }
    assert ROLE_PERMISSIONS[Role.YOUNG_PERSON] == own


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"review_month": 6}, "policy.review_month is not a limit. Did you mean policy.review_months?"),
        ({"visit_evry_days": 56}, "Did you mean policy.visit_every_days?"),
        ({"colour": 1}, "Known limits: visit_every_days,"),
        ({"leap_day_birthday": "2 March"}, "policy.leap_day_birthday must be '1 March' or '28 February'."),
        ({"review_months": "six"}, "policy.review_months is 'six'. It must be a whole number of months."),
        ({"review_months": 7}, "policy.review_months is 7 months. It must be 1 to 6 (Care Leavers"),
    ],
)
def test_what_a_council_writes_wrongly_is_said_in_words(values: dict[str, object], says: str) -> None:
    with pytest.raises(PolicyError) as said:
        Policy.from_mapping(values)
    assert says in str(said.value)


def test_stricter_than_the_law_is_the_councils_choice() -> None:
    chosen = Policy.from_mapping({"review_months": 3, "visit_every_days": 28, "leap_day_birthday": "28 February"})
    assert (chosen.review_months, chosen.visit_every_days) == (3, 28)
    assert chosen.leap_day_birthday is LeapDay.LAST_OF_FEBRUARY
    assert chosen.supervision_every_days == Policy().supervision_every_days


def test_defaults_are_the_published_figures() -> None:
    limits = Policy()
    assert (limits.visit_every_days, limits.move_visit_days, limits.home_visit_months) == (56, 7, 2)
    assert (limits.review_months, limits.move_review_days, limits.change_review_working_days) == (6, 28, 10)
    assert (limits.contact_only_days, limits.lost_contact_days, limits.lost_contact_critical_days) == (84, 28, 84)
    assert (limits.supervision_every_days, limits.supervision_grace_days, limits.supervision_critical_days) == (
        28,
        5,
        84,
    )
    assert (limits.copy_working_days, limits.translated_copy_working_days, limits.planned_visit_working_days) == (
        5,
        15,
        1,
    )


def test_limits_cannot_be_changed_while_they_are_in_force() -> None:
    with pytest.raises(FrozenInstanceError):
        Policy().visit_every_days = 300  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (
            {"lost_contact_high_days": 27},
            "policy.lost_contact_high_days is 27 days. It must not be less than policy.lost_contact_days, which is 28.",
        ),
        (
            {"lost_contact_critical_days": 55},
            "policy.lost_contact_critical_days is 55 days. It must not be less than policy.lost_contact_high_days",
        ),
        (
            {"supervision_every_days": 42, "supervision_critical_days": 41},
            "policy.supervision_critical_days is 41 days. It must not be less than policy.supervision_every_days",
        ),
    ],
)
def test_nothing_becomes_worse_before_it_is_due(values: dict[str, int], says: str) -> None:
    """With "high" before "due", R29 would hand over to R30 while R30 still waits, and nobody would be told."""
    with pytest.raises(PolicyError) as said:
        Policy.from_mapping(values)
    assert says in str(said.value)


@pytest.mark.parametrize("steps", _STEPS, ids=lambda steps: steps[0])
def test_steps_may_fall_on_one_day(steps: list[str]) -> None:
    day = 56 if steps[0] == "home_end_critical_days" else 28
    assert [getattr(Policy(**dict.fromkeys(steps, day)), step) for step in steps] == [day] * len(steps)


def test_a_leap_day_setting_that_is_only_text_is_refused() -> None:
    with pytest.raises(PolicyError, match="must be '1 March' or '28 February'"):
        Policy(leap_day_birthday="1 March")  # type: ignore[arg-type]
