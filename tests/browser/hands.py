"""Two ways to fill a page: a finger, whose taps are counted, and a keyboard with Tab, arrows, Space and Enter alone.

And the click that waits for the page it leads to.
"""

from collections.abc import Sequence

from playwright.sync_api import Locator, Page

# What is done on a page, in its order from top to bottom: how, the name of the question, the answer.
Step = tuple[str, str, str]
MOST_TABS = 60
_AT = """what => {
  const at = document.activeElement;
  return at.matches(what) && at.offsetParent !== null;
}"""


def clicks(what: Locator) -> None:
    """Click a link or a button that leads to another page, and wait until that page has come.

    A click alone comes back before the next page does, and whatever is asked then may be asked of either.
    """
    with what.page.expect_navigation():
        what.click()


class Finger:
    """Taps, and counts them. Letters typed are not counted, opening a list is."""

    def __init__(self, page: Page) -> None:
        """Begin with none."""
        self.page, self.taps = page, 0

    def follow(self, what: str) -> None:
        """Tap a link or a button, and wait for the page it leads to."""
        self.taps += 1
        clicks(self.page.locator(what).locator("visible=true").first)

    def fill(self, steps: Sequence[Step]) -> None:
        """Answer questions."""
        for how, name, answer in steps:
            box = self.page.locator(f'[name="{name}"]').locator("visible=true")
            if how == "choose":
                self.taps += 1
                self.page.locator(f'[name="{name}"][value="{answer}"]').check()
            elif how == "pick":
                self.taps += 2
                box.select_option(answer)
            else:
                self.taps += 1
                box.fill(answer)


class Keys:
    """The keyboard alone. Fails when Tab does not come by what is needed."""

    def __init__(self, page: Page) -> None:
        """Begin at the top of whatever page is open."""
        self.page = page

    def reach(self, what: str) -> None:
        """Tab forward to something that can be seen."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(_AT, what):
                return
        raise AssertionError(f"The keyboard does not reach {what} on {self.page.url}")

    def follow(self, what: str) -> None:
        """Tab to a link or a button and press Enter."""
        self.reach(what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, steps: Sequence[Step]) -> None:
        """Answer questions, in the order in which they stand on the page."""
        for how, name, answer in steps:
            self.reach(f'[name="{name}"]')
            if how == "choose":
                self._choose(name, answer)
            elif how == "pick":
                words = self.page.locator(f'[name="{name}"] option[value="{answer}"]').inner_text()
                self.page.keyboard.type(words)
            else:
                self.page.keyboard.type(answer)

    def _choose(self, name: str, answer: str) -> None:
        """One of several radios is reached by Tab and the others by arrows; every checkbox is reached by Tab."""
        keyboard, wanted = self.page.keyboard, f'[value="{answer}"]'
        for _ in range(MOST_TABS):
            if self.page.evaluate(_AT, wanted):
                break
            keyboard.press("Tab" if self.page.evaluate(_AT, "[type=checkbox]") else "ArrowDown")
        if not self.page.evaluate("what => document.activeElement.matches(what)", f"{wanted}:checked"):
            keyboard.press("Space")
        assert self.page.locator(f'[name="{name}"]{wanted}').is_checked(), f"{name}: {answer}"
