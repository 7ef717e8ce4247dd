"""A plan holds every action of a transition once, and what waits for what is what the transition says."""

from __future__ import annotations

import networkx as nx
import pytest

from hasim.draw import transition, transition_sentence
from hasim.draw.decided import moment
from hasim.draw.plan import Plan, Task, read_plan
from hasim.draw.planned import read_planned
from hasim.draw.transition import MOST
from hasim.scheduler import Transition
from hasim.text import LANGUAGES
from tests.draw.looks import texts
from tests.draw.stories import RECORDED, decidable, large, recorded, story


def graph_of(case: str) -> Transition:
    cib = recorded(case)
    if not decidable(cib):
        pytest.skip("hasim does not decide on it")
    found = moment(cib)
    assert found is not None
    return found.decision.graph


def order(transition: Transition) -> nx.DiGraph[int]:
    """Which action waits for which, all that follows included."""
    web: nx.DiGraph[int] = nx.DiGraph()
    web.add_nodes_from(transition.actions)
    for synapse in transition.synapses:
        for action in synapse.actions:
            web.add_edges_from((given, action.id) for given in synapse.inputs if given in transition.actions)
    return nx.transitive_closure(web)


def everything(task: Task) -> list[int]:
    """All actions of a task, its monitors included."""
    return [*task.ids, *(monitor for _, monitor in task.monitors)]


def closure(plan: Plan) -> set[tuple[int, int]]:
    """The same as the plan has it, between the actions of its tasks: nothing waits for a monitor in a task."""
    web: nx.DiGraph[int] = nx.DiGraph()
    web.add_nodes_from(range(len(plan.tasks)))
    web.add_edges_from(plan.waits)
    found = {pair for task in plan.tasks for pair in task.monitors}
    for first, then in nx.transitive_closure(web).edges:
        found |= {(a, b) for a in plan.tasks[first].ids for b in everything(plan.tasks[then])}
    return found


@pytest.mark.parametrize("case", RECORDED)
def test_each_action_is_in_one_task(case: str) -> None:
    graph = graph_of(case)
    plan = read_plan(graph)
    numbers = [number for task in plan.tasks for number in everything(task)]
    assert len(numbers) == len(set(numbers))
    left = {number: graph.actions[number].kind for number in graph.actions.keys() - set(numbers)}
    assert set(left.values()) <= {"pseudo_event"}  # milestones that join nothing are left out


@pytest.mark.parametrize("case", RECORDED)
def test_the_order_is_that_of_the_transition(case: str) -> None:
    graph = graph_of(case)
    plan = read_plan(graph)
    numbers = {number for task in plan.tasks for number in everything(task)}
    truth = {pair for pair in order(graph).edges if set(pair) <= numbers}
    assert closure(plan) == truth


def test_the_last_transition_of_a_failover() -> None:
    planned = read_planned(story("failover"))
    assert planned is not None
    tasks = [(task.operation, task.resources, task.node, task.state, task.monitored) for task in planned.plan.tasks]
    assert (planned.kind, tasks) == (
        "past",
        [
            ("stop", ("httpd",), "node1", "done", False),
            ("stop", ("vip",), "node1", "done", False),
            ("start", ("vip",), "node2", "done", True),
            ("start", ("httpd",), "node2", "done", True),
        ],
    )
    assert planned.plan.waits == ((0, 1), (1, 2), (2, 3))


def test_a_transition_under_way_shows_how_far_it_has_come() -> None:
    planned = read_planned(story("halfway"))
    assert planned is not None
    assert planned.kind == "under_way"
    states = {task.state for task in planned.plan.tasks}
    assert "flying" in states
    assert "" in states


def test_what_is_done_agrees_with_what_was_recorded() -> None:
    session = story("failover")
    for record in session.records():
        if record.kind == "transition":
            planned = read_planned(session, record.details["number"])
            assert planned is not None
            assert {task.state for task in planned.plan.tasks} == {"done"}


def test_an_unknown_transition_is_an_error() -> None:
    with pytest.raises(KeyError):
        transition(story("failover"), number=99)


def test_a_settled_cluster_wants_nothing() -> None:
    assert "Nothing has to be done." in texts(transition(story("settled"), "en"))
    assert "行うことは何もありません" in transition_sentence(story("settled"), "ja")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_names_every_task(lang: str) -> None:
    planned = read_planned(story("failover"))
    assert planned is not None
    said = transition_sentence(story("failover"), lang)
    for task in planned.plan.tasks:
        assert task.operation in said
        assert all(resource in said for resource in task.resources)


def test_what_is_left_out_is_counted() -> None:
    planned = read_planned(large())
    assert planned is not None
    left = len(planned.plan.tasks) - MOST
    assert left > 0
    assert any(text.startswith(f"{left} more tasks") for text in texts(transition(planned, "en")))
