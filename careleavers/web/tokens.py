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
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    # Our pages give no referrer away, and so a browser calls their origin "null"; the token decides about those.
    origin = request.headers.get("Origin")
    return origin not in (None, "null") and urlsplit(str(origin)).netloc != request.host


def checks_its_own_form() -> bool:
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
        if not checks_its_own_form():
            tokens.protect()

    app.before_request(check)
