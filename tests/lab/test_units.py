"""One Undo takes back one click, however many inputs it was."""

from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from hasim.lab.units import Units
from hasim.session import Session


class Inputs:
    """The part of a session that undoing needs."""

    def __init__(self) -> None:
        self.history: list[int] = []
        self._undone: list[int] = []

    def add(self, number: int) -> None:
        self.history += range(number)
        self._undone = []

    def travel(self, moment: int) -> None:
        while len(self.history) > moment:
            self._undone.append(self.history.pop())
        while len(self.history) < moment and self._undone:
            self.history.append(self._undone.pop())


@given(st.lists(st.one_of(st.integers(1, 3), st.just("undo"), st.just("redo")), max_size=30))
def test_undo_and_redo_go_from_click_to_click(script: list[Any]) -> None:
    units, inputs = Units(), Inputs()
    session = cast(Session, inputs)
    done, undone = [0], []
    for word in script:
        if word == "undo":
            assert units.undo(session) is (len(done) > 1)
            if len(done) > 1:
                undone.append(done.pop())
        elif word == "redo":
            assert units.redo(session) is bool(undone)
            if undone:
                done.append(undone.pop())
        else:
            before = len(inputs.history)
            inputs.add(word)
            units.done(before, len(inputs.history))
            done.append(len(inputs.history))
            undone = []
        assert len(inputs.history) == done[-1]


def test_a_click_of_several_inputs_is_taken_back_at_once() -> None:
    session = Session("bare")
    units = Units()
    session.wait(1)
    session.wait(1)
    units.done(0, 2)
    changes: list[int] = []
    session.watch(lambda: changes.append(len(session.history)))
    assert units.undo(session)
    assert units.redo(session)
    assert changes == [0, 2]
