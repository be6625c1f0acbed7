"""How a sign-in comes to its end, other than by its age."""

from careleavers.domain.terms import Term


class SignInEnding(Term):
    """Who or what ended it."""

    SIGNED_OUT = "signed_out", "Signed out"
    ELSEWHERE = "elsewhere", "Ended from another device"
    RESTORED = "restored", "Ended when the records came back from a backup"
