"""The boxes of a copy that a translator may give words for: each with its place and what it says in English."""

from dataclasses import dataclass

from careleavers.copies.content import Copy
from careleavers.copies.translations import Said


@dataclass(frozen=True)
class Box:
    """One text to translate. `about` is where it stands, in English."""

    name: str
    about: str
    text: str


def boxes(copy: Copy) -> list[Box]:
    """Every text of an English copy that somebody wrote, in the order of the copy, without the empty ones."""
    w = copy.w
    found: list[tuple[str, Said]] = [
        ("How often you meet, and why", copy.visit_reason),
        (w["said"], copy.agreement_words),
    ]
    for chapter in copy.chapters:
        domain = w.term(chapter.domain)
        found += [(f"{domain}: {heading}", text) for heading, text in chapter.boxes]
        found += [(f"{domain}: {w['sign']}", chapter.sign), (f"{domain}: {w['first_step']}", chapter.first_step)]
    for step in copy.steps:
        found += [(w["next"], step.what), (w["for"], step.outcome)]
    return [Box(text.box, about, str(text)) for about, text in found if text]
