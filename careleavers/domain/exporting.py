"""The vocabulary of what leaves the service, and how many people it may hold before a second person is asked."""

from careleavers.domain.terms import Term

MOST_ALONE = 50  # people in one export that one person may take out alone
DOWNLOAD_HOURS = 24


class ExportKind(Term):
    """What is taken out."""

    RETURN_903 = "return_903", "903 return: care leavers"
    LIST_9 = "list_9", "Annex A, List 9: care leavers"


class ExportState(Term):
    """Where an export is. More than a few people wait for a second person."""

    READY = "ready", "Ready to download"
    WAITING = "waiting", "Waiting for a second person"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


__all__ = ["DOWNLOAD_HOURS", "MOST_ALONE", "ExportKind", "ExportState"]
