"""Grading plays a saved session again and believes nothing else."""

import csv
import io
import json

from hasim.course import find, grade
from hasim.course.grading import COLUMNS, as_csv
from tests.course.cases import cases

NAME = "failover/bring-back"


def solved() -> str:
    session = find(NAME).start.session("en", NAME)
    for each in cases()[NAME].right:
        session.input(each)
    return session.dumps()


def test_a_solution_gets_its_grade() -> None:
    found = grade("hanako", solved())
    assert ("hanako", NAME, True, 5, 5, "", 6, "") == (
        found.learner,
        found.exercise,
        found.done,
        found.goals_met,
        found.goals,
        found.misconception,
        found.inputs,
        found.remark,
    )
    assert found.seconds > 0


def test_a_wrong_answer_is_named() -> None:
    session = find(NAME).start.session("ja", NAME)
    assert "counted-forever" == grade("taro", session.dumps()).misconception


def test_an_answer_to_a_question_is_judged_anew() -> None:
    question = find("failover/one-more")
    session = question.start.session("en", question.name)
    assert "no answer" == grade("a", session.dumps()).remark
    session.head["answer"] = "nowhere"
    assert grade("a", session.dumps()).done
    session.head["answer"] = "node2"
    assert "restarted-in-place" == grade("a", session.dumps()).misconception


def test_a_session_that_begins_elsewhere_gets_nothing() -> None:
    head, *rest = solved().splitlines()
    assert "it does not begin where the exercise begins" == grade("a", "\n".join([head, *rest[2:]])).remark
    richer = json.loads(head) | {"scenario": "two-servers"}
    assert "it does not begin where the exercise begins" == grade("a", "\n".join([json.dumps(richer), *rest])).remark


def test_nonsense_is_remarked_upon() -> None:
    assert grade("a", "not a session").remark.startswith("no session: ")
    assert "a session without an exercise" == grade("a", '{"hasim": 1, "scenario": "tutorial"}\n').remark
    unknown = '{"hasim": 1, "scenario": "tutorial", "exercise": "x/y"}\n'
    assert "no such exercise" == grade("a", unknown).remark
    assert grade("a", unknown + '{"wait": 1}\n' * 5001).remark.startswith("more than")


def test_the_table_can_be_read_by_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(as_csv([grade("=1+1", solved())]))))
    assert list(COLUMNS) == rows[0]
    assert ["'=1+1", NAME, "True", "5", "5"] == rows[1][:5]
