"""How a one-time code, with which a young person gets into their own space, comes to its end."""

from careleavers.domain.terms import Term


class InvitationEnding(Term):
    """Why a code works no longer, other than by its age."""

    USED = "used", "Used"
    REPLACED = "replaced", "Ended by a newer code"
    TRIED_OUT = "tried_out", "Ended after too many wrong dates of birth"
    RESTORED = "restored", "Ended when the records came back from a backup"
    SWITCHED_OFF = "switched_off", "Ended when access was switched off"
