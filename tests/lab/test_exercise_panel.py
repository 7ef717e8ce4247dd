"""An exercise in a lesson: the panel shows goals and hints, and never the way there."""

from pathlib import Path

import pytest

from hasim.course import grade
from hasim.lab.exercise_panel import ExercisePanel, exercise
from tests.course.cases import cases


def page(panel: ExercisePanel) -> str:
    return str(panel._page.value)


@pytest.mark.parametrize(("lang", "hint"), [("en", "has to"), ("ja", "教える")])
def test_a_task_shows_its_goals_and_the_hint(lang: str, hint: str) -> None:
    panel = exercise("failover/bring-back", lang=lang)
    assert "" == page(panel)
    panel.check()
    assert 2 == page(panel).count("✘ ") - 1
    assert hint in page(panel)
    for each in cases()["failover/bring-back"].right:
        panel.session.input(each)
    assert panel.check().done
    assert 6 == page(panel).count("✔ ")


def test_start_over_takes_everything_back() -> None:
    panel = exercise("failover/bring-back", lang="en")
    start = panel.session.world
    panel.session.run("node1", "crm node standby node2")
    panel.again()
    assert panel.session.world is start
    assert "" == page(panel)


def test_a_question_keeps_its_answer_with_the_session_and_can_be_played() -> None:
    panel = exercise("failover/one-more", lang="en")
    panel.check()
    assert "Choose an answer first" in page(panel)
    assert panel._answers is not None
    panel._answers.value = "node2"
    assert '"answer": "node2"' in panel.session.dumps()
    assert panel.check().done is False
    assert "Hint: " in page(panel)
    panel._answers.value = "nowhere"
    panel.play()
    assert panel.check().done is True
    assert [] == panel.session.running()["httpd"]


def test_an_unknown_exercise_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="failover/bring-back"):
        exercise("no/such", lang="en")


def test_a_fault_is_shown_where_the_verdict_would_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = exercise("failover/bring-back", lang="en")
    monkeypatch.setattr(panel, "exercise", None)
    panel._guarded(panel.check)
    assert "AttributeError" in page(panel)


def test_an_exam_gives_no_hints() -> None:
    panel = exercise("failover/bring-back", lang="en", hints=False)
    verdict = panel.check()
    assert verdict.hint
    assert verdict.hint not in page(panel)
    assert "not yet" in page(panel)


def test_an_answer_is_in_the_autosave_and_is_graded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HASIM_AUTOSAVE", str(tmp_path))
    panel = exercise("failover/one-more", lang="en")
    assert panel._answers is not None
    panel._answers.value = "nowhere"
    (file,) = tmp_path.glob("*.jsonl")
    assert grade("hanako", file.read_text()).done
    panel._answers.value = "node2"
    assert "restarted-in-place" == grade("hanako", file.read_text()).misconception
