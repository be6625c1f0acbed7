"""A real server on a loopback port, on a database file of its own, and a real browser to visit it with."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import waitress.server
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from careleavers.alerts.calendar import fill_calendar
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.migrations import running
from tests.browser.hands import clicks
from tests.conftest import SECRET, TODAY
from tests.people import PASSWORD, People, find_people, make_people

BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"]
PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass
class Site:
    """A running service: where it is, its database, and the people in it."""

    address: str
    database: Database
    people: People


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless browser for all journeys."""
    program = next((path for path in BROWSERS if Path(path).exists()), None)
    assert program, "No browser found. Install chromium-headless-shell and run the tests again."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every upgrade done and the people of the tests in it, to be copied."""
    file = tmp_path_factory.mktemp("peopled") / "careleavers.sqlite3"
    database = Database(f"sqlite:///{file}", Policy())
    running.upgrade(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    with database.transaction(job("test"), today=TODAY) as session:
        make_people(session, TODAY)
    database.dispose()
    return file


@pytest.fixture
def site(tmp_path: Path, peopled: Path) -> Iterator[Site]:
    """The service on a fresh database with the people of the tests, served by the production server."""
    settings = Settings(
        instance=tmp_path,
        secret_key=SECRET,
        two_factor_required=False,
        secure_cookies=False,
        out_of_hours_phone="0161 496 0000",
    )
    shutil.copy(peopled, tmp_path)
    database = Database(settings.url, Policy())
    with closing(database.session(job("test"), write=False, today=TODAY)) as session:
        people = find_people(session)
    app = create_app(settings, database, today=lambda: TODAY)
    server = waitress.server.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", database, people)
    server.task_dispatcher.shutdown(timeout=10)
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)
    database.dispose()


class Visitor:
    """Somebody at a screen: goes to pages, and fails the test for what no page may do."""

    def __init__(self, page: Page, site: Site) -> None:
        """Watch the page for script errors, content-policy reports and requests that leave the site."""
        self.page, self.site = page, site
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("request", lambda request: self._left(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:
            self.faults.append(f"console: {text}")

    def _left(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:")):
            self.faults.append(f"left the site: {url}")

    def goes_to(self, path: str) -> None:
        """Open a page of the site and look it over."""
        self.page.goto(self.site.address + path)
        self.looks_over()

    def signs_in(self, name: str) -> None:
        """Sign in through the page, as a person does."""
        self.goes_to("/sign-in")
        self.page.get_by_label("Sign-in name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        clicks(self.page.get_by_role("button", name="Sign in"))
        expect(self.page).not_to_have_url(f"{self.site.address}/sign-in")
        self.looks_over()

    def presses(self, name: str, role: Any = "button", *, look: bool = True) -> None:
        """Press a button (or follow a link) by its visible name, and look over what comes.

        Without `look` where the page was looked over before: that takes longer than all the rest.
        """
        clicks(self.page.get_by_role(role, name=name).first)
        if look:
            self.looks_over()

    def follows(self, name: str) -> None:
        """Follow a link by its visible name."""
        self.presses(name, "link")

    def looks_over(self) -> None:
        """No accessibility fault, no sideways scrolling, no script error."""
        found = Axe().run(self.page, options=_RULES)
        said = [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in found.response["violations"]]
        assert not said, f"{self.page.url}: {said}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} pixels"
        assert not self.faults, f"{self.page.url}: {self.faults}"

    def reads(self, words: str) -> None:
        """The words stand on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """`visitor()` gives somebody at a desk; `visitor(phone=True)` on a phone; `scripts=False` without scripts."""
    contexts = []

    def make(*, phone: bool = False, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport=PHONE if phone else DESK, has_touch=phone, java_script_enabled=scripts, locale="en-GB"
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visitor(context.new_page(), site)

    yield make
    for context in contexts:
        context.close()
