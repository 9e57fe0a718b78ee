"""Someone who looks at a page: opens it, scrolls to its charts, walks it by keyboard, measures it.

Knows browsers and accessibility, and nothing of any page in particular. What it measures comes
back as sentences, so that a failing test says what a reader would have seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Response

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MEASURES = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")
DRAWN = "svg.main-svg"


def open_menu(page: Page) -> None:
    """Show the navigation, which is folded into a menu on a phone."""
    menu = page.locator("details.menu > summary")
    if menu.is_visible():
        menu.click()


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one press of the Tab key came to: what it is, and what is wrong with being there."""

    place: str  # "" when the focus has left the page
    number: int  # the same element has the same number
    in_content: bool
    wrong: list[str]


class Reader:
    """A reader in front of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str, *, expect: int = 200) -> Response:
        """Open an address, which must answer with a status."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == expect, f"{address} answered {answer.status}"
        return answer

    def draw(self) -> list[Locator]:
        """Unfold what holds a chart, scroll to every chart and wait until it is drawn."""
        self.page.evaluate(
            "document.querySelectorAll('details:has([data-chart])')"
            ".forEach((each) => (each.open = true))"
        )
        places = self.page.locator("[data-chart]").all()
        for place in places:
            place.scroll_into_view_if_needed()
            place.locator(DRAWN).first.wait_for()
        return places

    def leave_focus(self) -> None:
        """Look at the top of the page again, with the focus nowhere."""
        self.page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")

    def unfold(self) -> None:
        """Open everything that is folded, so that it is looked at too."""
        self._ask("unfold")

    def measure(self, name: str) -> list[str]:
        """What a function of measures.js finds wrong with the page."""
        found: list[str] = self._ask(name)
        return found

    def _ask(self, name: str) -> Any:
        return self.page.evaluate(f"() => {{ {MEASURES}; return {name}(); }}")

    def axe(self, *only: str) -> list[str]:
        """Violations of WCAG 2.2 AA that axe sees, by all its rules or by those named.

        Long tables and lists lose their later lines, and the inside of charts is left out, which
        is one picture with a name: axe would spend most of its time there.
        """
        self._ask("shorten")
        chosen = {"type": "rule", "values": only} if only else {"type": "tag", "values": WCAG}
        answer = Axe().run(
            self.page,
            context={"exclude": [".plot > *"]},
            options={
                "runOnly": chosen,
                "rules": {} if only else {"target-size": {"enabled": True}},
                "resultTypes": ["violations"],
                "preload": False,
            },
        )
        return [
            f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
            for rule in answer.response["violations"]
            for node in rule["nodes"]
        ]

    def walk(self, limit: int = 800) -> Iterator[Stop]:
        """Press Tab until the focus leaves the page; stops after `limit` presses as well."""
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            found = self._ask("focused")
            if found is None:
                return
            yield Stop(found["place"], found["number"], found["inContent"], found["wrong"])

    def shifts(self) -> float:
        """How far things have moved by themselves since the page was opened."""
        moved: float = self._ask("shifts")
        return moved
