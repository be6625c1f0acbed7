"""What the services of entitlements take besides the details of their tables."""

from careleavers.domain.terms import Term


class Found(Term):
    """What somebody found who held a row of the local offer against its source."""

    RIGHT = "right", "It is right as it stands"
    NOT_CERTAIN = "not_certain", "I could not confirm it: mark it as to be checked"
