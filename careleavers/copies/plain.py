"""The copy as plain text: for a message, a screen reader or a printer that knows nothing else."""

from collections.abc import Iterator
from datetime import date

from careleavers.copies.content import Chapter, Copy, Step
from careleavers.copies.translations import Said
from careleavers.languages.words import LANGUAGES, Words


def marked(said: Said, w: Words) -> str:
    """Text with, in brackets after it, the language it is in where that is not the language of the copy."""
    if said.lang == w.code or not said:
        return w.beside(said, w.code)
    name = w.beside(LANGUAGES[said.lang].own_name, said.lang)
    return f"{w.beside(said, said.lang)} ({w.say('written_in', language=name)})"


def as_text(copy: Copy) -> str:
    """The whole copy, a line for each thing said, headings underlined; UTF-8 when it is sent."""
    return "\n".join(_lines(copy)) + "\n"


def _under(words: str, line: str) -> Iterator[str]:
    yield ""
    yield words
    yield line * len(words)


def _day(key: str, day: date | None, w: Words) -> Iterator[str]:
    if day is not None:
        yield w.say(key, day=w.day(day))


def _lines(copy: Copy) -> Iterator[str]:
    w = copy.w
    yield w["title"]
    yield "=" * len(w["title"])
    yield w["hello"]
    yield from _day("agreed_on", copy.approved_on, w)
    yield from _day("next_review", copy.next_review_on, w)
    yield from (words for words in (copy.visits, marked(copy.visit_reason, w)) if words)
    if copy.agreement:
        yield f"{w['said']} {copy.agreement} {marked(copy.agreement_words, w)}".rstrip()
    yield from _steps(w["steps"], copy.steps, w, "=")
    for chapter in copy.chapters:
        yield from _under(w.term(chapter.domain), "=")
        yield from _chapter(chapter, w)


def _chapter(chapter: Chapter, w: Words) -> Iterator[str]:
    for heading, text in chapter.boxes:
        yield from _under(heading, "-")
        yield marked(text, w)
    yield from _steps(w["next"], chapter.steps, w, "-")
    if chapter.first_step:
        yield from _under(w["goes_wrong"], "-")
        yield f"{w['sign']}: {marked(chapter.sign, w)}"
        yield f"{w['first_step']}: {marked(chapter.first_step, w)}"
        yield f"{w['person']}: {w.beside(chapter.person, 'en')}"
        yield f"{w['call']}: {w.figures(chapter.number)}"


def _steps(heading: str, steps: list[Step], w: Words, line: str) -> Iterator[str]:
    if not steps:
        return
    yield from _under(heading, line)
    for number, step in enumerate(steps, 1):
        yield f"{number}. {marked(step.what, w)}"
        yield f"   {step.who}, {w.say('by', day=w.day(step.due_on))}"
        if step.outcome:
            yield f"   {w['for']}: {marked(step.outcome, w)}"
