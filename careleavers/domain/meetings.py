"""The words of a planned review: who chose the day, who is invited in what part and how, and whether they came.

Young people told inspectors that reviews were held over their heads; who chose, and every way of taking part, is kept.
"""

from careleavers.domain.terms import Term


class WhoChose(Term):
    """Whose choice the day, the place and the chair of a review were."""

    THEY = "they", "They chose"
    TOGETHER = "together", "Agreed together"
    LEFT_TO_US = "left_to_us", "We asked, and they left it to us"
    NOT_ASKED = "not_asked", "Not asked yet"


class InvitedAs(Term):
    """In what part somebody is invited to a review."""

    YOUNG_PERSON = "young_person", "The young person"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    WORKER = "worker", "After-care worker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    FAMILY = "family", "Family or friend"
    CARER = "carer", "Carer or support at home"
    ADVOCATE = "advocate", "Advocate or independent visitor"
    SCHOOL = "school", "School, college or work"
    HEALTH = "health", "Health"
    HOUSING = "housing", "Housing"
    OTHER = "other", "Somebody else"


class InvitedBy(Term):
    """By what way somebody was invited."""

    IN_PERSON = "in_person", "In person"
    CALL = "call", "By phone"
    MESSAGE = "message", "By message"
    EMAIL = "email", "By email"
    LETTER = "letter", "By letter"
    NOT_YET = "not_yet", "Not invited yet"


class Attendance(Term):
    """Whether somebody took part in a review, and how."""

    CAME = "came", "Came"
    JOINED = "joined", "Joined by phone or video"
    SENT_WORDS = "sent_words", "Sent their words"
    SPOKEN_FOR = "spoken_for", "Somebody spoke for them"
    STAYED_AWAY = "stayed_away", "Did not take part"

    @property
    def took_part(self) -> bool:
        """Whether their words reached the review."""
        return self is not Attendance.STAYED_AWAY


__all__ = ["Attendance", "InvitedAs", "InvitedBy", "WhoChose"]
