"""Cell magics: `%%on node1 node2` types the cell on nodes, `%%write node1 /path` saves it there as a file."""

from typing import Any

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython

from hasim.lab import current, tab
from hasim.lab.deeds import Outcome, prompt
from hasim.lab.lines import commands
from hasim.session import Session
from hasim.text import say

ON = "%%on NODE ..."
WRITE = "%%write NODE ... /PATH"


def register() -> None:
    """Make the magics known to the running IPython, if there is one."""
    shell: Any = get_ipython()
    if shell is not None:
        shell.register_magic_function(on, "cell", "on")
        shell.register_magic_function(write, "cell", "write")
        if follow not in shell.events.callbacks["post_run_cell"]:
            shell.events.register("post_run_cell", follow)
        tab.register()


def follow(_: object = None) -> None:
    """After each cell: the Boards whose session was moved on by other means show where it is now."""
    current.catch_up()


def on(line: str, cell: str) -> None:
    """Type the cell's commands on a node (or on several, one after the other) and print what they print.

    Then the cluster is left to settle, as after a click, and the Board is refreshed.
    """
    session = current.session()
    nodes, outcome = _nodes(session, line.split(), ON), Outcome()
    with session.together():
        for node in nodes:
            for command in commands(cell):
                typed = prompt(session.world, node) + command
                result = session.run(node, command)
                outcome.lines.append(typed)
                answer = result.stdout + result.stderr
                print(typed, answer, sep="\n", end="" if answer.endswith("\n") or not answer else "\n")
        _finish(outcome)


def write(line: str, cell: str) -> None:
    """Save the cell as a file on a node (or on several), as an editor does."""
    session = current.session()
    *names, path = line.split() or [""]
    nodes = _nodes(session, names, WRITE)
    if not path.startswith("/"):
        raise UsageError(say("magic.usage", session.lang, usage=WRITE))
    outcome = Outcome()
    with session.together():
        for node in nodes:
            result = session.write(node, path, cell)
            saved = say("magic.saved", session.lang, node=node, path=path, lines=len(cell.splitlines()))
            outcome.lines.append((result.stderr or saved).rstrip("\n"))
            print(outcome.lines[-1])
        _finish(outcome)


def _nodes(session: Session, names: list[str], usage: str) -> list[str]:
    if not names:
        raise UsageError(say("magic.usage", session.lang, usage=usage))
    for name in names:
        if name not in session.nodes:
            raise UsageError(say("magic.no_node", session.lang, node=name, nodes=", ".join(session.nodes)))
    return names


def _finish(outcome: Outcome) -> None:
    """Let the cluster settle as after a click, and show it on the Board."""
    board = current.CURRENT.board
    if board is None or board.auto:
        current.session().settle()
    if board is not None:
        board.ran(outcome)
