"""A process that keeps a session is killed at random moments: every input that was finished comes back."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from hasim import journal
from hasim.lab import Board
from hasim.lab.keeping import place as autosave_place
from hasim.lab.keeping.autosave import retraces
from hasim.session import Session
from tests.lab.test_autosave import Quiet

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
]

SEED = 20260503
KILLS, KERNEL_KILLS = 200, 10
State = tuple[tuple[Any, ...], tuple[Any, ...]]
"""The inputs done and those taken back."""


def deeds(seed: int) -> list[tuple[str, int]]:
    """What one process does, one after the other, for as long as it lives."""
    chance = random.Random(seed)
    words = ["run", "write", "wait", "wait", "undo", "redo", "travel"]
    return [(chance.choice(words), chance.randrange(1, 30)) for _ in range(400)]


def do(session: Session, deed: str, number: int) -> None:
    if deed == "run":
        session.run("node1", f"echo {'あ' * number}")
    elif deed == "write":
        session.write("node2", "/root/notes", "a line\n" * number * 40)
    elif deed == "wait":
        session.wait(number)
    elif deed == "travel":
        session.travel(number)
    else:
        getattr(session, deed)()


def state(session: Session) -> State:
    done, undone = ([step.input.to_json() for step in steps] for steps in (session.history, session.future))
    return tuple(done), tuple(undone)


def live(start: Session, folder: str, seed: int, said: int) -> None:
    """The life of a process: it says after each deed that it has finished it."""
    autosave_place._made.clear()
    board = Board(start.fork(""), sink=Quiet(), autosave=folder)
    for deed, number in deeds(seed):
        do(board.session, deed, number)
        os.write(said, b".")
    time.sleep(60)


def test_a_process_killed_at_200_random_moments_loses_nothing(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    start = Session("bare")
    torn = 0
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        seed = chance.randrange(2**32)
        finished = _killed(start, str(folder), seed, chance.uniform(0.0, 0.25))
        before = _after(start, seed, finished)
        next_one = _after(start, seed, finished + 1)
        found = _kept(folder)
        torn += found is not None and found.cut
        done = ((), ()) if found is None else found.courses[found.shown]
        assert done in (before, next_one), f"kill {number}, seed {seed}: {finished} deeds were finished"
        if number % 20 == 0 and found is not None:
            _resumes(start, str(folder), done)
    print(f"{torn} of {KILLS} files ended in a piece of a line")


def _killed(start: Session, folder: str, seed: int, after: float) -> int:
    """How many deeds a process had finished when it was killed."""
    listen, said = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(listen)
            live(start, folder, seed, said)
        finally:
            os._exit(1)
    os.close(said)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(listen, "rb") as pipe:
        return len(pipe.read())


def _after(start: Session, seed: int, count: int) -> State:
    session = start.fork("")
    for deed, number in deeds(seed)[:count]:
        do(session, deed, number)
    return state(session)


def _kept(folder: Path) -> journal.Found | None:
    files = [path for path in folder.iterdir() if path.name.endswith(".hasim.jsonl")]
    assert len(files) <= 1
    return journal.find(files[0].read_text()) if files else None


def _resumes(start: Session, folder: str, expected: State) -> None:
    """A new Board offers it, and resuming leads there."""
    autosave_place._made.clear()
    board = Board(start.fork(""), sink=Quiet(), autosave=folder)
    if expected == ((), ()):
        return
    assert board._bar is not None
    board._bar._resume()
    assert state(board.session) == expected


PREPARE = """
import os
from hasim.lab import Board
from hasim.session import Session

class Quiet:
    def show(self, html): pass
    def update(self, html): pass

board = Board(Session("bare"), sink=Quiet())
"""
GO_ON = """
said = os.open({said!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
for number in range(1, 10_000):
    if number % 7 == 0:
        board.undo()
    else:
        board.session.run("node1", f"echo {{number}}")
    os.write(said, b".")
"""
RESUME = """
offer = board.autosave.offer
board._bar._resume()
import json
print(json.dumps([[step.input.to_json() for step in steps] for steps in (board.session.history, board.session.future)]))
"""


def test_a_kernel_killed_at_10_random_moments_loses_nothing(tmp_path: Path) -> None:
    manager_module = pytest.importorskip("jupyter_client.manager")
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    for number in range(KERNEL_KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        said = folder / "said"
        manager = manager_module.KernelManager(kernel_name="python3")
        environment = os.environ | {"JPY_SESSION_NAME": "lesson.ipynb", "PYTHONPATH": os.pathsep.join(sys.path)}
        environment.pop("HASIM_AUTOSAVE", None)
        manager.start_kernel(cwd=str(folder), env=environment)
        client = manager.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=120)
        _execute(client, PREPARE)
        client.execute(GO_ON.format(said=str(said)))
        _wait_for(said)
        time.sleep(chance.uniform(0.0, 0.6))
        manager.signal_kernel(signal.SIGKILL)
        manager.restart_kernel(now=True, cwd=str(folder), env=environment)
        client.wait_for_ready(timeout=120)
        finished = said.stat().st_size
        _execute(client, PREPARE)
        answer = json.loads(_execute(client, RESUME))
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        assert answer in (_expected(finished), _expected(finished + 1)), f"kill {number}: {finished} were finished"


def _expected(count: int) -> list[list[Any]]:
    done: list[Any] = []
    undone: list[Any] = []
    for number in range(1, count + 1):
        if number % 7 == 0:
            undone.insert(0, done.pop())
        else:
            done.append({"at": "node1", "run": f"echo {number}"})
            undone.clear()
    return [done, undone]


def _wait_for(file: Path) -> None:
    for _ in range(2400):
        if file.exists() and file.stat().st_size > 5:
            return
        time.sleep(0.05)
    pytest.fail("the kernel did not begin")


def _execute(client: Any, code: str) -> str:
    """Run code in the kernel and return what it printed."""
    printed: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    reply = client.execute_interactive(code, output_hook=hear, timeout=120)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(printed)


def test_the_two_halves_of_this_test_agree() -> None:
    """What is compared above can differ: a state after one deed more is another state."""
    start = Session("bare")
    states = [_after(start, 1, count) for count in range(12)]
    assert len({json.dumps(each) for each in states}) > 6
    assert not retraces(journal.Kept({}, journal.Course("")), journal.Found({}, "", {"": ((), ())}))
