"""The blueprint that every page of a plan stands on, and the words its templates share."""

from typing import Any

from flask import Blueprint, abort

from careleavers.domain.add_ons import AddOn
from careleavers.domain.terms import Agreement, PlanDomain, PlanState
from careleavers.plans.prompts import (
    ADD_ON_WORDS,
    ADD_ONS,
    BOX_WORDS,
    CONTINGENCY_WORDS,
    COPY_WORDS,
    PROMPTS,
    SCALE_WORDS,
    STAFF_WORDS,
    visits_in_words,
)

blueprint = Blueprint("plans", __name__)

TONES = {
    PlanState.DRAFT: "plain", PlanState.SENT: "waiting", PlanState.RETURNED: "late",
    PlanState.APPROVED: "good", PlanState.SUPERSEDED: "quiet",
}  # fmt: skip


@blueprint.context_processor
def words() -> dict[str, Any]:
    """The names of boxes and domains, for the templates."""
    return {
        "box_words": BOX_WORDS, "copy_words": COPY_WORDS, "scale_words": SCALE_WORDS,
        "staff_words": STAFF_WORDS, "prompts": PROMPTS, "add_on_words": ADD_ON_WORDS, "add_on_prompts": ADD_ONS,
        "contingency_words": CONTINGENCY_WORDS, "domains": list(PlanDomain), "tones": TONES,
        "visits_in_words": visits_in_words, "not_asked": Agreement.NOT_ASKED,
    }  # fmt: skip


def add_on_named(word: str) -> AddOn:
    """The addition an address names; 404 for a word that is none."""
    try:
        return AddOn(word)
    except ValueError:
        abort(404)


def domain_named(word: str) -> PlanDomain:
    """The domain an address names; 404 for a word that is none."""
    try:
        return PlanDomain(word)
    except ValueError:
        abort(404)
