"""`create_app()`: the one place that knows every feature."""

import importlib
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from careleavers.accounts import security
from careleavers.config import Settings, SettingsError
from careleavers.db import Database, database_of
from careleavers.domain.dates import today_in_london
from careleavers.web import access, filters, headers, navigation, requests, tokens, uploads

FEATURES: list[str] = [
    "drafts", "alerts", "accounts", "history", "people", "spells", "changes", "actions", "risks", "allocations",
    "oversight", "contacts", "plans", "supervision", "returns", "my", "languages", "copies", "finding", "documents",
    "entitlements", "protection", "exports", "invitations", "immigration", "network", "referrals", "deaths",
    "missing", "voice", "panels", "emergency", "snooping",
]  # fmt: skip


def _folder(name: str) -> Path:
    """`templates` or `static`: inside the package in a wheel, beside it in a checkout."""
    inside = Path(__file__).parent / name
    return inside if inside.exists() else Path(__file__).parent.parent / name


def _configure(app: Flask, settings: Settings, today: Callable[[], date] | None) -> None:
    if not settings.secret_key and not settings.demo:
        raise SettingsError("secret_key is not set. Put 32 random characters or more into CARELEAVERS_SECRET_KEY.")
    if settings.secret_key and len(settings.secret_key) < 32:
        raise SettingsError("secret_key is too short. It must be 32 random characters or more.")
    app.config.update(
        SECRET_KEY=settings.secret_key or secrets.token_hex(32),
        SETTINGS=settings,
        TODAY=today or today_in_london,
        SESSION_COOKIE_NAME="__Host-session" if settings.secure_cookies else "session",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.staff_idle_minutes),
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=25 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        TRUSTED_HOSTS=[host.strip() for host in settings.trusted_hosts.split(",") if host.strip()] or None,
    )


def _answer_errors(app: Flask) -> None:
    def answer(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        shown = code if code in (400, 403, 404, 405, 409, 413, 429, 500, 503) else 500 if code >= 500 else 400
        return render_template(f"errors/{shown}.html"), code

    def redirected(error: HTTPException) -> Any:
        return error if error.code is not None and error.code < 400 else answer(error)

    app.register_error_handler(HTTPException, redirected)


def create_app(settings: Settings, database: Database | None = None, today: Callable[[], date] | None = None) -> Flask:
    """The web application for one installation.

    `today` gives the day in London and is the real clock unless a test or a demonstration says otherwise.
    Raises SettingsError for settings that would be unsafe, UndeclaredEndpoint for a page without a permission.
    """
    app = Flask(__name__, template_folder=str(_folder("templates")), static_folder=str(_folder("static")))
    _configure(app, settings, today)
    if settings.proxies:
        # Only the address is taken from them: links are made from public_url, and cookies are for TLS in any case.
        # Flask itself says to put middleware in the place of this method.
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    app.request_class = uploads.FormRequest
    app.extensions["database"] = database or database_of(settings)
    requests.register(app)
    tokens.register(app)
    headers.register(app)
    filters.register(app)
    navigation.register(app)
    _answer_errors(app)
    security.register(app, settings)
    for feature in FEATURES:
        app.register_blueprint(importlib.import_module(f"careleavers.{feature}.views").blueprint)
    app.view_functions["static"] = access.public(app.view_functions["static"])
    access.assert_declared(app)
    return app
