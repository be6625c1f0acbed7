"""Nothing is changed by a page that is not ours: a token in every form, and an origin check on every change.

A page that draws a form and takes it back checks the token as part of that form, so that a stale one is
said in words with everything typed still there. Everything else that changes something is checked before its view.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect

_READS = ("GET", "HEAD", "OPTIONS")


def _from_elsewhere() -> bool:
    """Whether the browser says that another site sent this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def _checks_its_own_form() -> bool:
    """Whether the page that draws the form is the page that takes it."""
    methods = (request.url_rule.methods if request.url_rule else None) or set()
    return "GET" in methods and "POST" in methods


def register(app: Flask) -> None:
    """Put both checks before every change. Called after the guard, so that signing in is asked first."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    tokens = CSRFProtect(app)

    def check() -> None:
        if request.method in _READS or request.endpoint is None:
            return
        if _from_elsewhere():
            abort(400)
        if not _checks_its_own_form():
            tokens.protect()

    app.before_request(check)
