"""One Undo takes back one click, however many inputs it was; also after the session was kept and taken up again."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hasim.lab import units
from hasim.session import Session


@settings(deadline=None)
@given(st.lists(st.one_of(st.integers(1, 3), st.sampled_from(["undo", "redo", "kept"])), max_size=30))
def test_undo_and_redo_go_from_click_to_click(script: list[Any]) -> None:
    session = Session("bare")
    done, undone = [0], []
    for word in script:
        if word == "undo":
            units.undo(session)
            if len(done) > 1:
                undone.append(done.pop())
        elif word == "redo":
            units.redo(session)
            if undone:
                done.append(undone.pop())
        elif word == "kept":
            session = Session.from_link(session.link())
            undone = []
        else:
            with session.together():
                for _ in range(word):
                    session.wait(0)
            done.append(len(session.history))
            undone = []
        assert len(session.history) == done[-1]


def test_a_click_of_several_inputs_is_taken_back_at_once() -> None:
    session = Session("bare")
    with session.together():
        session.wait(1)
        with session.together():
            session.wait(1)
        session.wait(1)
    changes: list[int] = []
    session.watch(lambda: changes.append(len(session.history)))
    units.undo(session)
    units.redo(session)
    assert changes == [0, 3]


def test_from_the_middle_of_a_click_undo_and_redo_lead_to_its_ends() -> None:
    session = Session("bare")
    session.wait(1)
    with session.together():
        for _ in range(3):
            session.wait(1)
    session.travel(3)
    units.redo(session)
    assert len(session.history) == 4
    session.travel(3)
    units.undo(session)
    assert len(session.history) == 1


def test_what_is_done_from_the_middle_of_a_click_is_a_click_of_its_own() -> None:
    session = Session("bare")
    with session.together():
        session.wait(1)
        session.wait(1)
    session.travel(1)
    session.input({"wait": 2})
    units.undo(session)
    assert [step.input.to_json() for step in session.history] == [{"wait": 1}]


def test_an_input_that_was_joined_elsewhere_stands_for_itself_at_the_beginning_of_a_click() -> None:
    session = Session("bare")
    session.wait(1)
    with session.together():
        session.input({"wait": 2, "joined": True, "note": "kept"})
    assert session.history[-1].input.to_json() == {"wait": 2, "note": "kept"}
