"""The vocabulary of keeping somebody safe: proposals that two people decide.

Sources: inspection findings on risk lowered or closed by one person with a line.
"""

from careleavers.domain.terms import Term


class ProposedAct(Term):
    """What somebody proposes for a risk."""

    LOWER = "lower", "Lower it"
    CLOSE = "close", "Close it"


class ProposalState(Term):
    """What became of a proposal. It waits until a second person decides, or until it has no ground any more."""

    WAITING = "waiting", "Waiting for a decision"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Taken back"
    OVERTAKEN = "overtaken", "Overtaken: the level was changed meanwhile"


__all__ = ["ProposalState", "ProposedAct"]
