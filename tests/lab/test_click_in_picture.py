"""Clicking in the picture, in a real browser: what is chosen offers what can be done with it."""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RUNS = {"en": "httpd runs on {}", "ja": "httpd は {} で動作中"}


def choose(journey: Any, pick: str, offer: str) -> None:
    """Click on something in the picture, then on something in its menu."""
    journey.page.click(f".hasim-placement [data-hasim-pick='{pick}']", position={"x": 8, "y": 8})
    journey.photograph(f"menu-{offer.split(':')[0]}")
    journey.page.click(f".hasim-menu [data-hasim-offer='{offer}']")


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("where", ["lab", "notebook_7", "voila"])
def test_machines_resources_and_paths_are_broken_where_they_are_seen(where: str, lang: str, journey: Any) -> None:
    getattr(journey, where)(lang=lang)
    journey.board()
    choose(journey, "resource:httpd@node1", "kill:httpd")
    journey.says({"en": "httpd failed once on node1", "ja": "httpd は node1 で 1 回故障"}[lang])
    choose(journey, "node:node1", "standby")
    journey.says(RUNS[lang].format("node2"))
    choose(journey, "link:node2|192.168.0.1", "unreachable:node2")
    journey.says({"en": "node2 cannot reach the gateway", "ja": "node2 からゲートウェイに届かない"}[lang])
    choose(journey, "host:192.168.0.1", "reachable:node2")
    choose(journey, "resource:vip@node2", "why")
    journey.page.wait_for_selector(".hasim-why")


def test_the_keyboard_reaches_everything_in_the_picture(journey: Any) -> None:
    journey.lab()
    journey.board()
    keys = journey.page.keyboard
    journey.page.focus(".hasim-board")
    keys.press("Tab")
    assert journey.focused() == "node:node1"
    keys.press("Enter")
    journey.page.wait_for_selector(".hasim-menu")
    keys.press("Escape")
    assert journey.focused() == "node:node1"
    keys.press("Tab")
    keys.press("Tab")
    assert journey.focused() == "resource:httpd@node1"
    for count in (1, 2, 3):
        keys.press("Enter")
        journey.page.wait_for_selector(".hasim-menu button:focus")
        keys.press("ArrowDown")
        keys.press("Enter")
        journey.shows(".hasim-screen", f"fail-count={count}")
    journey.says("httpd runs on node2")
    assert journey.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.mode") == "command"
    assert journey.focused() in ("resource:httpd@node1", "")
