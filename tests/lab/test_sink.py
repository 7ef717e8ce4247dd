"""One place on the page is updated, in the way that the page's server carries."""

from typing import Any

import pytest

from hasim.lab import sink


def test_voila_is_recognised_by_what_it_tells_the_kernel() -> None:
    assert sink.in_voila({"SERVER_SOFTWARE": "voila/0.5.8"})
    assert not sink.in_voila({"SERVER_SOFTWARE": "jupyterlab"})
    assert not sink.in_voila({})


def test_the_right_sink_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.8")
    assert isinstance(sink.make_sink(), sink.WidgetSink)
    monkeypatch.delenv("SERVER_SOFTWARE")
    assert isinstance(sink.make_sink(), sink.DisplaySink)


class Notebook:
    """What was displayed and updated, by display id."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, str]] = []

    def display(self, shown: Any, display_id: str = "") -> None:
        self.calls.append(("display", display_id, shown.data))

    def update_display(self, shown: Any, display_id: str = "") -> None:
        self.calls.append(("update", display_id, shown.data))


def test_all_places_share_one_display_id(monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = Notebook()
    monkeypatch.setattr(sink._ipython, "display", notebook.display)
    monkeypatch.setattr(sink._ipython, "update_display", notebook.update_display)
    shown = sink.DisplaySink()
    shown.update("too early: nothing is shown yet")
    shown.show("one")
    shown.show("one")
    shown.update("two")
    assert [(kind, text) for kind, _, text in notebook.calls] == [
        ("display", "one"),
        ("display", "one"),
        ("update", "two"),
    ]
    assert len({display_id for _, display_id, _ in notebook.calls}) == 1


def test_the_widget_holds_the_page() -> None:
    shown = sink.WidgetSink()
    shown.update("<b>two</b>")
    assert shown.widget.value == "<b>two</b>"
