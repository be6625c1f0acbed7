"""The adaptor: a question is drawn by calling a macro of govuk-frontend-jinja.

The macros have an environment of their own, so that a field draws the same whatever
application, request or database is about.
"""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

# The macros leave many; line feeds in what people typed are references by now, so none of theirs is lost.
EMPTY_LINES = re.compile(r"\n\s*\n")


@cache
def macros() -> PrefixLoader:
    """The loader of the design system's macros, under the name their own imports use."""
    return PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})


@cache
def _environment() -> Environment:
    # They come with the installed library: asking the disk whether one has changed cost ninety looks for each page.
    return Environment(loader=macros(), autoescape=True, auto_reload=False)


def draw(component: str, macro: str, **params: Any) -> Markup:
    """One component as HTML; parameters that are None are left out, so nothing empty is drawn."""
    module: Any = _environment().get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
    given = {_camel(name): value for name, value in params.items() if value is not None}
    html = EMPTY_LINES.sub("\n", str(getattr(module, macro)(given)).strip())
    return Markup(html)  # noqa: S704 - an autoescaping environment made it


def block_text(text: str) -> Markup:
    """Text for inside a `textarea`: line feeds as references, because the macros indent what they nest."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704 - escaped in the same breath


def words(text: str | None, **more: Any) -> dict[str, Any] | None:
    """A `{text: …}` parameter as the macros want it, or None when there is nothing to say."""
    return {"text": text, **more} if text else None


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
