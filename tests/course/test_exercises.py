"""Every exercise has a solution that is accepted, and every slip a wrong answer that meets its hint."""

from collections.abc import Mapping

import pytest

from hasim.course import Question, Task, catalogue, find
from hasim.course.exercise import Exercise
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.course.cases import SETTLE, Inputs, cases

CASES = cases()
TASKS = [each for each in catalogue().values() if isinstance(each, Task)]
QUESTIONS = [each for each in catalogue().values() if isinstance(each, Question)]


def tried(task: Task, inputs: Inputs) -> Session:
    """The task's session after these inputs."""
    session = task.start.session()
    for each in inputs:
        session.input(each)
    return session


def ids(exercise: Exercise) -> str:
    return exercise.name


@pytest.mark.parametrize("task", TASKS, ids=ids)
def test_the_solution_is_accepted_and_the_start_is_not(task: Task) -> None:
    assert task.judge(task.start.session()).done is False
    verdict = task.judge(tried(task, CASES[task.name].right))
    assert [] == [text for text, met in verdict.marks if not met]
    assert (True, "") == (verdict.done, verdict.hint)


@pytest.mark.parametrize("task", TASKS, ids=ids)
def test_other_ways_that_are_as_right_are_accepted(task: Task) -> None:
    ways = CASES[task.name].also_right
    assert len(ways) >= 2 or task.name.startswith("exam/")
    assert {way: (True, []) for way in ways} == {way: verdict_of(task, inputs) for way, inputs in ways.items()}


def verdict_of(task: Task, inputs: Inputs) -> tuple[bool | None, list[str]]:
    """Whether it is done, and what is not reached."""
    verdict = task.judge(tried(task, inputs))
    return verdict.done, [text for text, met in verdict.marks if not met]


DISASTERS: Mapping[str, Inputs] = {
    "nobody there": ({"fault": "power-off", "node": 0}, {"fault": "power-off", "node": 1}, SETTLE),
    "nothing configured": (
        {"at": 0, "run": "for n in $(crm_node -l | cut -d' ' -f2); do crm node standby $n; done; sleep 60"},
        SETTLE,
        {"at": 0, "run": "crm configure erase"},
        SETTLE,
    ),
    "no resources": ({"at": 0, "run": "cibadmin -R -o resources -X '<resources/>' --force"}, SETTLE),
    "cut off": ({"fault": "unplug", "node": 0}, {"wait": 30}),
    "half stopped": ({"at": 0, "run": "systemctl stop pacemaker corosync"}, {"wait": 5}),
}


@pytest.mark.parametrize("disaster", DISASTERS)
@pytest.mark.parametrize("task", TASKS, ids=ids)
def test_no_state_is_too_bad_to_be_judged(task: Task, disaster: str) -> None:
    session = task.start.session()
    for each in DISASTERS[disaster]:
        nodes = {key: session.nodes[value] for key, value in each.items() if key in ("at", "node")}
        session.input({**each, **nodes})
    assert task.judge(session).done is False


@pytest.mark.parametrize("task", TASKS, ids=ids)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_wrong_answer_to_a_task_meets_its_hint(task: Task, lang: str) -> None:
    expected = {slip.name: slip.hint.render(lang, {}) for slip in task.slips}
    verdicts = {name: task.judge(tried(task, inputs), "", lang) for name, inputs in CASES[task.name].wrong.items()}
    assert expected == {verdict.slip: verdict.hint for verdict in verdicts.values()}
    assert list(verdicts) == [verdict.slip for verdict in verdicts.values()]
    assert not any(verdict.done for verdict in verdicts.values())
    assert len(expected) >= 2


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_a_question_takes_the_models_answer_and_no_other(question: Question) -> None:
    before = question.start.session()
    after = question.after(before)
    options = question.options(before)
    assert len(options) >= 3
    assert [question.truth(before, after)] == [each for each in options if question.judge(before, each).done]
    assert question.judge(before, "").done is None


SAID = {
    "screens/truth": {"httpd": ["node1"]},
    "screens/soon": {"httpd": ["node1"]},
    "scores/sum": {"db": ["node1"]},
    "failures/both-broken": {"httpd": ["node1"]},
    "network/flicker": {"vip": ["node1"]},
    "quorum/five": {"db": ["node1"]},
    "fencing/unreachable": {"vip": ["node1"]},
    "maintenance/software": {"httpd": ["node1"]},
    "clones/returns": {"vip": ["node1"]},
    "moving/weekend": {"httpd": ["node1"]},
    "own/backup": {"vip": ["alpha"], "backup": ["beta"]},
}
"""Where the text of a question says that things run."""


@pytest.mark.parametrize("name", SAID)
def test_a_question_begins_where_its_text_says(name: str) -> None:
    running = find(name).start.session().running()
    assert SAID[name] == {each: running[each] for each in SAID[name]}


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_misreading_of_a_question_meets_its_hint(question: Question, lang: str) -> None:
    before = question.start.session()
    after = question.after(before)
    answers = {slip.name: slip.answer(before, after) for slip in question.slips}
    assert len(set(answers.values())) == len(answers) >= 2
    assert set(answers.values()) <= set(question.options(before)) - {question.truth(before, after)}
    seen = {name: question.judge(before, answer, lang) for name, answer in answers.items()}
    assert {slip.name: (slip.name, slip.hint.render(lang, {})) for slip in question.slips} == {
        name: (verdict.slip, verdict.hint) for name, verdict in seen.items()
    }


def test_every_exercise_is_tested_and_every_case_has_its_exercise() -> None:
    assert {task.name for task in TASKS} == set(CASES)


@pytest.mark.parametrize("exercise", catalogue().values(), ids=ids)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_an_exercise_shows_the_solution(exercise: Exercise, lang: str) -> None:
    texts = [exercise.text, *(slip.hint for slip in exercise.slips)]
    texts += [goal.text for goal in exercise.goals] if isinstance(exercise, Task) else []
    right = CASES[exercise.name].right if exercise.name in CASES else ()
    lines = [line for each in right if " " in (line := str(each.get("run", "")))]  # one word alone may be the wish
    assert [] == [line for line in lines for text in texts if line in text.render(lang, {})]
