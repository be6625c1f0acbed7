"""Run the public validator of the 903 over the CSV files of a folder: the rules that ran, and whom each fails for.

Started by the validator's own Python (`make test` installs it apart): it needs older packages than ours.
"""

import importlib
import json
import logging
import sys
import warnings
from pathlib import Path

from lac_validator.lac_validator import LacValidator


def main() -> None:
    """First argument the year in which the return ends, then this year's folder and, if wanted, last year's."""
    files = [
        {"name": path.name, "file_content": path.read_bytes(), "description": when}
        for folder, when in zip(sys.argv[2:], ("This year", "Prev year"), strict=False)
        for path in sorted(Path(folder).glob("*.csv"))
    ]
    registry = importlib.import_module("lac_validator.rules.lac2026_27").registry
    ran = LacValidator({"collectionYear": sys.argv[1], "localAuthority": "E10000011"}, files, registry, None)
    found = {}
    for table in ran.ds_results.values():
        for column in (name for name in getattr(table, "columns", ()) if name.startswith("ERR_")):
            children = sorted(set(table[table[column] == True]["CHILD"].dropna()))  # noqa: E712
            if children:
                found.setdefault(column.removeprefix("ERR_"), []).extend(children)
    sys.stdout.write(json.dumps({"found": found, "ran": ran.dones}))


logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
main()
