"""The council's limits: looser than the law is refused, and every refusal names the remedy."""

from dataclasses import fields

import pytest

from careleavers.domain.permissions import ROLE_PERMISSIONS, Permission, role_may
from careleavers.domain.policy import Policy, PolicyError
from careleavers.domain.terms import Role

_LIMITS = [item for item in fields(Policy) if item.metadata]


@pytest.mark.parametrize("item", _LIMITS, ids=lambda item: item.name)
def test_a_limit_past_its_bounds_is_refused_in_words(item) -> None:  # type: ignore[no-untyped-def]
    most, least, source = item.metadata["most"], item.metadata["least"], item.metadata["source"]
    for value in (least, most):
        assert getattr(Policy(**{item.name: value}), item.name) == value
    for value in (most + 1, least - 1):
        with pytest.raises(PolicyError) as said:
            Policy(**{item.name: value})
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
    assert ROLE_PERMISSIONS[Role.YOUNG_PERSON] == {Permission.SEE_OWN_ACCOUNT, Permission.SEE_OWN_PLAN}
