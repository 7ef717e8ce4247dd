"""What the Board puts on the page has no serious fault of accessibility, with each panel open (axe-core judges)."""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OURS = [[".hasim-controls"], [".hasim-board"], [".hasim-menu"]]
NOT_OURS = [[".jp-OutputPrompt"]]


def faults(page: Any) -> list[str]:
    """The serious and critical findings in our own output, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    there = [each for each in OURS if page.query_selector(each[0])]
    found = Axe().run(page, context={"include": there, "exclude": NOT_OURS}).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_serious_findings_with_any_panel_open(lang: str, journey: Any) -> None:
    page = journey.page
    journey.lab(lang=lang)
    journey.board()
    journey.click(".hasim-kill-node1")
    found = {"": faults(page)}
    for opener in page.query_selector_all("[class*=hasim-open-]"):
        panel = next(name for name in opener.get_attribute("class").split() if name.startswith("hasim-open-"))
        opener.click()
        page.wait_for_timeout(700)
        found[panel] = faults(page)
    page.click(".hasim-placement [data-hasim-pick='node:node1']", position={"x": 8, "y": 8})
    page.wait_for_selector(".hasim-menu")
    found["menu"] = faults(page)
    assert {panel: lines for panel, lines in found.items() if lines} == {}
