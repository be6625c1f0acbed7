"""The ping to somebody else's watcher: as long as it comes, alerts are being checked. Its silence is the alarm."""

import logging
import urllib.error
import urllib.request

log = logging.getLogger("careleavers.alerts")

_PATIENCE_SECONDS = 10


def ping(url: str, problem: str) -> bool:
    """Ask for `url`, or for `url`/fail when there is a problem; whether the watcher answered. Says nothing else.

    A watcher that cannot be reached is logged and never stops what called this: the watcher will notice by itself.
    """
    address = f"{url.rstrip('/')}/fail" if problem else url
    try:
        # The settings let nothing but http and https through.
        with urllib.request.urlopen(address, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
            answer.read(1)
    except (urllib.error.URLError, OSError, ValueError) as failure:
        log.warning("ping was not answered (%s)", type(failure).__name__)
        return False
    return True


__all__ = ["ping"]
