"""What an oversight note must say before it is one: all that is missing is named, and drift needs an action."""

from dataclasses import replace

import pytest

from careleavers.domain.oversight import OversightTopic, Said, missing

REASON = "Two of the last four visits found nobody in, and the friends there now are new."
EVIDENCE = "The last four visits, the call with the college, and what the police told us."
WHOLE = Said(
    "Amy visits every week until May.", REASON, EVIDENCE, "Her aunt rings every evening.", drift=False,
    topics={OversightTopic.HIGH_RISK}, has_action=True,
)  # fmt: skip


def fields(said: Said) -> list[str]:
    return [field for field, _ in missing(said)]


def test_a_whole_note_lacks_nothing() -> None:
    assert missing(WHOLE) == []


@pytest.mark.parametrize("words", ["", "Noted", "Noted, continue", "n/a", "to be confirmed", "Ok ok ok ok ok"])
def test_a_decision_says_who_does_what(words: str) -> None:
    assert fields(replace(WHOLE, decision=words)) == ["decision"]


@pytest.mark.parametrize("box", ["reason", "evidence"])
@pytest.mark.parametrize("words", ["", "She is at risk", "I have read the file and agree"])
def test_one_line_is_no_reason_and_no_evidence(box: str, words: str) -> None:
    assert fields(replace(WHOLE, **{box: words})) == [box]


def test_everything_that_is_missing_is_said_at_once() -> None:
    nothing = Said("", "", "", "", drift=True, topics={OversightTopic.HOME}, has_action=False)
    assert fields(nothing) == ["decision", "reason", "evidence", "keeps_safe", "what"]


@pytest.mark.parametrize(
    ("topic", "asked"),
    [
        (OversightTopic.HIGH_RISK, True),
        (OversightTopic.HOME, True),
        (OversightTopic.PLAN_RETURNED, False),
        (OversightTopic.MISSED_DATE, False),
        (OversightTopic.ENDING, False),
    ],
)
def test_what_keeps_them_safe_is_said_where_they_may_not_be(topic: OversightTopic, asked: bool) -> None:
    assert fields(replace(WHOLE, topics={topic}, keeps_safe="tbc")) == (["keeps_safe"] if asked else [])


@pytest.mark.parametrize("topic", list(OversightTopic))
def test_whatever_answers_a_rule_comes_with_an_action(topic: OversightTopic) -> None:
    assert fields(replace(WHOLE, topics={topic}, has_action=False)) == ["what"]


def test_drift_comes_with_an_action_and_a_note_about_nothing_in_particular_need_not() -> None:
    in_general = replace(WHOLE, topics=set(), keeps_safe="", has_action=False)
    assert fields(in_general) == []
    assert fields(replace(in_general, drift=True)) == ["what"]
