"""A young person leaves at once: by the button or by three presses of Shift, and nothing can be brought back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

PAGES = ("/my/home", "/my/worker", "/my/review", "/account")


def _shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def _is_away(yas: Visitor) -> None:
    expect(yas.page).to_have_url(f"{yas.site.address}/away")
    yas.reads("This page is closed")
    yas.looks_over()


def _nothing_comes_back(yas: Visitor) -> None:
    yas.page.go_back()
    expect(yas.page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(yas.page.get_by_text("Hello Yas")).to_have_count(0)
    opened = yas.page.context.new_page()
    opened.goto(yas.site.address + "/my/home")
    expect(opened.get_by_role("button", name="Sign in")).to_be_visible()


def test_three_presses_of_shift_leave_and_nothing_comes_back(visitor: Callable[..., Visitor]) -> None:
    yas = visitor()
    yas.signs_in("yas")
    yas.reads("Hello Yas")
    yas.reads("Or press Shift three times, fast")
    button = yas.page.get_by_role("button", name="Leave this page now")
    expect(button).to_have_accessible_description("Or press Shift three times, fast")
    for path in PAGES:
        yas.goes_to(path)
        assert yas.page.locator("script[src*='leave']").count() == 1, path
    yas.goes_to("/my/home")
    _shift(yas.page, 3)
    _is_away(yas)
    _nothing_comes_back(yas)


def test_shift_in_a_text_box_leaves_and_capital_letters_do_not(visitor: Callable[..., Visitor]) -> None:
    yas = visitor()
    yas.signs_in("yas")
    yas.goes_to("/my/review")
    box = yas.page.get_by_label("What do you want to talk about?")
    box.click()
    for letter in "ABCD":
        yas.page.keyboard.press(f"Shift+{letter}")
    _shift(yas.page, 2)
    yas.page.keyboard.press("a")
    _shift(yas.page, 1)
    expect(box).to_have_value("ABCDa")
    _shift(yas.page, 2)
    _is_away(yas)  # no question about the words that were not sent


def test_slow_presses_do_not_leave(visitor: Callable[..., Visitor]) -> None:
    yas = visitor()
    yas.signs_in("yas")
    press = """at => { const key = new KeyboardEvent("keydown", { key: "Shift", bubbles: true });
        Object.defineProperty(key, "timeStamp", { value: at }); document.body.dispatchEvent(key); }"""
    for at in (10_000, 11_000, 12_001, 13_002):
        yas.page.evaluate(press, at)
    yas.reads("Hello Yas")
    yas.page.evaluate(press, 14_001)
    _is_away(yas)


def test_button_leaves_without_scripts_and_says_nothing_of_keys(visitor: Callable[..., Visitor]) -> None:
    yas = visitor(scripts=False)
    yas.page.goto(yas.site.address + "/sign-in")
    yas.page.get_by_label("Sign-in name").fill("yas")
    yas.page.get_by_label("Password", exact=True).fill("a long and plain pass phrase")
    yas.page.get_by_role("button", name="Sign in").click()
    expect(yas.page.get_by_text("Hello Yas")).to_be_visible()
    expect(yas.page.get_by_text("Or press Shift")).to_be_hidden()
    yas.page.get_by_role("button", name="Leave this page now").click()
    expect(yas.page.get_by_text("This page is closed")).to_be_visible()


def test_staff_pages_listen_to_no_keys(visitor: Callable[..., Visitor]) -> None:
    amy = visitor()
    amy.signs_in("amy")
    assert amy.page.locator("script[src*='leave']").count() == 0
    before = amy.page.url
    _shift(amy.page, 4)
    expect(amy.page).to_have_url(before)
