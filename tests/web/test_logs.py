"""Logs say what happened and never to whom."""

import json
import logging
import sys

from careleavers.web.logs import AllowListed


def _line(message: str, *args: object, **more: object) -> dict[str, object]:
    shape = {"name": "x", "levelno": 20, "levelname": "INFO", "msg": message, "args": args}
    record = logging.makeLogRecord({**shape, **more})
    found: dict[str, object] = json.loads(AllowListed().format(record))
    return found


def test_only_known_extras_are_written() -> None:
    line = _line("request", endpoint="people.show", name_of_person="Yas Example")
    assert line["endpoint"] == "people.show"
    assert "Yas" not in json.dumps(line)


def test_an_exception_leaves_its_values_out() -> None:
    try:
        raise ValueError("Yas Example lives at 4 Mill House")
    except ValueError:
        line = _line("could not save", exc_info=sys.exc_info())
    assert line["error"] == "ValueError"
    assert "Mill House" not in json.dumps(line)
    assert str(line["where"]).count("test_logs.py") == 1


def test_line_breaks_cannot_forge_a_line() -> None:
    record = logging.makeLogRecord({"msg": 'name\n{"level": "info"}', "levelname": "INFO"})
    assert "\n" not in AllowListed().format(record)
