"""Cell magics: `%%on node1` types the cell on a node, `%%write node1 /path` saves it there as a file."""

from typing import Any

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython

from hasim.lab import current
from hasim.lab.deeds import Outcome
from hasim.lab.lines import commands
from hasim.session import Session
from hasim.text import say


def register() -> None:
    """Make the magics known to the running IPython, if there is one."""
    shell: Any = get_ipython()
    if shell is not None:
        shell.register_magic_function(on, "cell", "on")
        shell.register_magic_function(write, "cell", "write")


def on(line: str, cell: str) -> None:
    """Type the cell's commands on a node, print what they print, then let the cluster settle and refresh the Board."""
    session = current.session()
    node = _node(session, line.strip(), "%%on NODE")
    before, outcome = len(session.history), Outcome()
    for command in commands(cell):
        result = session.run(node, command)
        prompt = f"[root@{node} ~]# {command}"
        outcome.lines.append(prompt)
        answer = result.stdout + result.stderr
        print(prompt, answer, sep="\n", end="" if answer.endswith("\n") or not answer else "\n")
    _finish(before, outcome)


def write(line: str, cell: str) -> None:
    """Save the cell as a file on a node, as an editor does."""
    session = current.session()
    name, _, path = line.strip().partition(" ")
    node = _node(session, name, "%%write NODE /PATH")
    path = path.strip()
    if not path.startswith("/"):
        raise UsageError(say("magic.usage", session.lang, usage="%%write NODE /PATH"))
    before = len(session.history)
    result = session.write(node, path, cell)
    lines = len(cell.splitlines())
    note = result.stderr or say("magic.saved", session.lang, node=node, path=path, lines=lines)
    print(note.rstrip("\n"))
    _finish(before, Outcome([note.rstrip("\n")]))


def _node(session: Session, name: str, usage: str) -> str:
    if not name:
        raise UsageError(say("magic.usage", session.lang, usage=usage))
    if name not in session.nodes:
        raise UsageError(say("magic.no_node", session.lang, node=name, nodes=", ".join(session.nodes)))
    return name


def _finish(before: int, outcome: Outcome) -> None:
    """Let the cluster settle as after a click, and show it on the Board."""
    board = current.CURRENT.board
    if board is None or board.auto:
        current.session().settle()
    if board is not None:
        board.ran(before, outcome)
