"""What the form hands to the service beside the tables' own details."""

from dataclasses import dataclass

from careleavers.models import ActionDetails


@dataclass(frozen=True)
class AgreedAction:
    """An action to be made; `number` is its place on the page, so that a refusal can name the right question."""

    number: int
    details: ActionDetails
    young_person_id: int | None = None
    team_practice: bool = False


__all__ = ["AgreedAction"]
