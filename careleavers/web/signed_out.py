"""Somebody's sign-in ended while they were writing: their words wait on the page until they are back.

Nothing is kept on the server or the device. The page holds what was sent; after signing in again in another
tab it is sent once more, and the form shows it, asking to save again.
"""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

_NEVER_REPEATED = ("csrf_token", "password")


def keep_words() -> Response:
    """The page that keeps what was just sent, with status 401. Passwords and the old token are left out."""
    words = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(part in name for part in _NEVER_REPEATED)
    ]
    return make_response(render_template("errors/signed_out.html", words=words, path=request.path), 401)
