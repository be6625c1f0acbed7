"""Logs as one JSON object a line, built from an allow-list: no names, no content, nothing that was typed.

An exception is logged by its type and where it was raised. Its message is left out, because the message of
a database error repeats the values of the row.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

_EXTRAS = ("request_id", "endpoint", "method", "status", "rule", "sweep_for", "job", "seconds", "count")


class AllowListed(logging.Formatter):
    """Time, level, logger and message, the known extras, and where an exception came from."""

    def format(self, record: logging.LogRecord) -> str:
        """One line. Line breaks cannot be forged: JSON escapes them."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "log": record.name,
            "message": record.msg if record.exc_info else record.getMessage(),
        }
        line.update({name: getattr(record, name) for name in _EXTRAS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-6:]]
        return json.dumps(line, default=str, ensure_ascii=False)


def set_up(level: int = logging.INFO) -> None:
    """Send every log of this process to standard error in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AllowListed())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # The server's own notes about slow queues would drown the rest, and Flask's access log repeats addresses.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    for noisy in ("werkzeug", "weasyprint", "fontTools", "alembic"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
