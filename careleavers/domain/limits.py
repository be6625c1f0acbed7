"""What one limit of the council is made of, and what is said when one is refused."""

from dataclasses import field
from typing import Any


class PolicyError(ValueError):
    """A limit that is unknown, of the wrong kind, or looser than the law; the message names the remedy."""


def limit(default: int, unit: str, least: int, most: int, source: str, says: str) -> Any:
    """One limit: its default, unit, the range allowed (both ends included), where that comes from, and its meaning."""
    return field(default=default, metadata={"unit": unit, "least": least, "most": most, "source": source, "says": says})


__all__ = ["PolicyError", "limit"]
