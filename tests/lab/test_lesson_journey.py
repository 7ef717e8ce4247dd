"""One whole lesson, as a learner goes through it: cell by cell, with predictions, checks and exercises."""

import json

import pytest

from hasim.course import Question, Task, find
from hasim.text import LANGUAGES, say
from tests.lab.conftest import Journey
from tests.lab.lesson_runs import NOTEBOOKS

LESSON = "04-scores.ipynb"


def cells(lang: str) -> list[str]:
    """The ids of the lesson's code cells."""
    notebook = json.loads((NOTEBOOKS / lang / LESSON).read_text(encoding="utf-8"))
    return [cell["id"] for cell in notebook["cells"] if cell["cell_type"] == "code"]


def hint(exercise: str, slip: str, lang: str) -> str:
    """The hint of a misconception, in the learner's language."""
    found = find(exercise)
    assert isinstance(found, Task | Question)
    return next(each.hint.render(lang, {}) for each in found.slips if each.name == slip)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_learner_goes_through_lesson_4(journey: Journey, lang: str) -> None:
    journey.lesson(LESSON, lang)
    verdicts = []
    for cell in cells(lang):
        output = journey.run_cell(cell)
        if cell.startswith("predict-"):
            output.locator(".hasim-predict button", has_text="node3").click()
            output.locator(".hasim-predict", has_text=say("predict.noted", lang, answer="node3")).wait_for()
        elif cell.startswith("check-"):
            output.locator(".hasim-check").wait_for()
            verdicts.append(output.locator(".hasim-check").inner_text()[0])
        elif cell == "exercise-home":
            journey.photograph("lesson-4-task")
            solve(journey, lang)
        elif cell == "exercise-sum":
            answer(journey, lang)
    assert ["✔", "✘", "✘", "✘"] == verdicts  # node3 was right only where the wish for it won
    saved = json.loads(journey.save())
    outputs = [output for cell in saved["cells"] for output in cell.get("outputs", ())]
    assert [] == [output for output in outputs if output["output_type"] == "error"]


def solve(journey: Journey, lang: str) -> None:
    """The task: first with too small a number, then with one that wins."""
    panel = journey.page.locator(".hasim-exercise").last
    verdict = panel.locator(".hasim-verdict")
    for wish, text in ((100, hint("scores/home", "outbid", lang)), (300, say("exercise.done", lang, met=4, of=4))):
        journey.add_cell(f"%%on node1\ncrm -F configure delete home\ncrm configure location home db {wish}: node1")
        panel.locator(".hasim-exercise-check").click()
        verdict.filter(has_text=text).wait_for()
        journey.photograph(f"lesson-4-{wish}")


def answer(journey: Journey, lang: str) -> None:
    """The question: first a misreading, then the truth."""
    panel = journey.page.locator(".hasim-exercise").last
    wrong, right = hint("scores/sum", "infinity-always-wins", lang), say("exercise.right", lang)
    for node, text in (("node3", wrong), ("node2", right)):
        panel.locator("button", has_text=node).click()
        panel.locator(".hasim-exercise-check").click()
        panel.locator(".hasim-verdict").filter(has_text=text).wait_for()
        journey.photograph(f"lesson-4-{node}")
