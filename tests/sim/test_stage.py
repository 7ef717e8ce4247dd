"""The workbench: events in order of time and age, cancelling, routines that sleep while nothing changes."""

from __future__ import annotations

from dataclasses import replace

from hasim.sim import Event, Stage, on
from tests.sim.clusters import fault, servers, tutorial

seen: list[tuple[int, str]] = []


@on("test-note")
def note(stage: Stage, event: Event) -> None:
    seen.append((stage.time, event.data["word"]))


@on("test-routine")
def routine(stage: Stage, event: Event) -> None:
    seen.append((stage.time, "routine"))
    stage.doze(1000, "test-routine", event.node, first=1000)


def bare_stage() -> Stage:
    seen.clear()
    from hasim.sim import start_world

    return Stage(start_world({"scenario": "bare"}))


def test_events_come_in_order_of_time_then_of_age() -> None:
    stage = bare_stage()
    stage.after(20, "test-note", word="c")
    stage.after(10, "test-note", word="a")
    stage.after(10, "test-note", word="b")
    stage.wait(30)
    assert seen == [(10, "a"), (10, "b"), (20, "c")]
    assert stage.time == 30


def test_a_cancelled_event_does_not_come() -> None:
    stage = bare_stage()
    number = stage.after(10, "test-note", word="a")
    stage.cancel(number)
    stage.wait(30)
    assert seen == []


def test_frozen_worlds_keep_their_agenda() -> None:
    stage = bare_stage()
    stage.after(10, "test-note", word="a")
    world = stage.freeze()
    Stage(world).wait(30)
    Stage(world).wait(30)
    assert seen == [(10, "a"), (10, "a")]


def test_a_routine_sleeps_until_its_machine_changes_and_keeps_its_beat() -> None:
    stage = bare_stage()
    stage.doze(1000, "test-routine", "node1", first=1000)
    stage.wait(3_600_000)
    assert seen == []
    stage.wait(300)
    stage.machines["node1"] = stage.machines["node1"].with_file("/tmp/x", "")
    stage.wait(2000)
    assert seen == [(3_601_000, "routine")]


def test_another_machines_change_wakes_only_wide_routines() -> None:
    stage = bare_stage()
    stage.doze(1000, "test-routine", "node1", first=1000)
    stage.machines["node2"] = stage.machines["node2"].with_file("/tmp/x", "")
    stage.wait(5000)
    assert seen == []
    stage.doze(1000, "test-note", "node1", first=1000, wide=True, word="wide")
    stage.machines["node2"] = replace(stage.machines["node2"], gateway="10.0.0.1")
    stage.wait(1000)
    assert [word for _, word in seen] == ["wide"]


def test_a_sleeping_monitor_does_what_an_awake_one_would() -> None:
    """The same inputs after a long idle time, whether the monitors slept through it or were roused all the time."""
    slept, awake = Stage(tutorial()), Stage(tutorial())
    slept.wait(600_000)
    for _ in range(600):
        awake.rouse()
        awake.wait(1000)
    assert slept.freeze().stacks == {
        **awake.freeze().stacks,
        **{name: _as_asleep(slept, awake, name) for name in slept.nodes},
    }


def _as_asleep(slept: Stage, awake: Stage, name: str) -> object:
    """The same state but for what only counts the turns of monitors."""
    executor = slept.stacks[name].executor
    assert executor is not None
    other = awake.stacks[name].executor
    assert other is not None
    assert {key: (r.rc, r.status) for key, r in executor.recurring.items()} == {
        key: (r.rc, r.status) for key, r in other.recurring.items()
    }
    return replace(awake.stacks[name], executor=executor)


def test_the_same_inputs_give_the_same_world() -> None:
    worlds = []
    for _ in range(2):
        stage = Stage(servers())
        fault("power-off", node="node2")(stage)
        stage.wait(60_000)
        worlds.append(stage.freeze())
    assert worlds[0] == worlds[1]
