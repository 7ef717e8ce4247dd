"""Many Boards, many clicks, and the notebook afterwards: nothing slows down, nothing grows, nothing is lost."""

import asyncio
import gc

import nbclient
import nbformat
import pytest
from ipywidgets.widgets import widget
from nbconvert import HTMLExporter

from hasim.lab import Board, current
from hasim.session import Session


class Counting:
    """A sink that counts."""

    def __init__(self) -> None:
        self.updates = 0

    def show(self, html: str) -> None:
        pass

    def update(self, html: str) -> None:
        self.updates += 1


def boards(sessions: list[Session]) -> tuple[list[Board], list[Counting]]:
    sinks = [Counting() for _ in sessions]
    made = [Board(session, sink=sink) for session, sink in zip(sessions, sinks, strict=True)]
    for sink in sinks:
        sink.updates = 0
    return made, sinks


def test_a_click_refreshes_its_own_board_only(start: Session) -> None:
    made, sinks = boards([start.fork("") for _ in range(10)])

    async def click() -> None:
        made[3].standby("node1")
        await asyncio.sleep(0)

    asyncio.run(click())
    assert [sink.updates for sink in sinks] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_boards_of_one_session_follow_each_other_where_they_are_seen(start: Session) -> None:
    session = start.fork("")
    made, sinks = boards([session] * 3)
    made[2]._touch.visible = False

    async def click() -> None:
        made[0].standby("node1")
        assert [sink.updates for sink in sinks] == [1, 0, 0]
        await asyncio.sleep(0)

    asyncio.run(click())
    assert [sink.updates for sink in sinks] == [1, 1, 0]
    made[2]._touch.visible = True
    assert [sink.updates for sink in sinks] == [1, 1, 1]


def test_a_board_that_nobody_has_is_forgotten(start: Session) -> None:
    gc.collect()
    before = len(current.BOARDS)
    made, _ = boards([start.fork("")])
    assert len(current.BOARDS) == before + 1
    for each in made:
        each.widget.close_all()
    current.use(start)
    del made, each
    gc.collect()
    assert len(current.BOARDS) <= before + 1


@pytest.mark.slow
@pytest.mark.parametrize("panel", ["", "travel", "compare", "teach", "why"])
def test_hundreds_of_clicks_leave_nothing_behind(start: Session, panel: str) -> None:
    """Objects are counted, not bytes: what grows with each click shows in either, and objects do not depend on luck."""
    board = Board(start.fork(""), sink=Counting())
    board.drawer.open(panel)

    def clicks(count: int) -> tuple[int, int]:
        for _ in range(count // 2):
            board.kill("httpd", "node1")
            board.undo()
        gc.collect()
        return len(gc.get_objects()), len(widget._instances)

    objects, widgets = clicks(100)
    more, as_many = clicks(100 if panel else 400)
    assert as_many == widgets
    assert more < objects * 1.01 + 2000


CELLS = (
    "from hasim import Session\nfrom hasim.lab import Board\nboard = Board(Session('tutorial'), autosave=False)\nboard",
    "for _ in range(3):\n    board.kill('httpd', 'node1')",
)


@pytest.mark.slow
def test_an_exported_notebook_shows_the_last_pictures() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert page.count("hasim-placement") == 1
    assert "httpd runs on node2" in page
    assert "fail-count=3" in page
    assert "<svg" in page
