"""Takes out of the design system's stylesheet the components this service never draws: trim.py FROM TO.

A phone with little data loads what is left. To use one of them, take its name out of `UNUSED` and run update.sh.
"""

import re
import sys
from pathlib import Path

import tinycss2

UNUSED = (
    "accordion", "breadcrumbs", "cookie-banner", "exit-this-page", "feedback", "file-upload-button", "footer",
    "generic-header", "header", "language-navigation", "logo", "pagination", "phase-banner", "service-navigation", "tabs",
)  # fmt: skip
NAMES = re.compile(rf"\.govuk-(?:{'|'.join(UNUSED)})(?![a-z])")


def kept(rules: list) -> str:
    """The rules as text, without those that only style what is unused."""
    out = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = tinycss2.serialize(rule.prelude).split(",")
            wanted = [each for each in selectors if not NAMES.search(each)]
            if wanted:
                out.append(f"{','.join(wanted)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content:
            inner = kept(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
            if inner:
                out.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        else:
            out.append(rule.serialize())
    return "".join(out)


sheet = tinycss2.parse_stylesheet(Path(sys.argv[1]).read_text("utf-8"), skip_comments=True, skip_whitespace=True)
Path(sys.argv[2]).write_text(kept(sheet) + "\n", "utf-8")
