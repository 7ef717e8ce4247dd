"""Tab and Shift-Tab in cells that type on a node: candidates with their kinds, and help on the word at the cursor."""

from typing import Any

from IPython.core.completer import CompletionContext, SimpleCompletion, context_matcher
from IPython.core.getipython import get_ipython

from hasim.lab import current
from hasim.session import Session
from hasim.shell.completion import Scene, complete, help_at

MAGIC = "%%on"
_KINDS = {"command": "function", "option": "param", "node": "instance", "name": "instance", "path": "path"}
"""The icons that the notebook has for kinds."""


def typed(text: str, cursor: int) -> tuple[list[str], str, int] | None:
    """The nodes of a cell that types on nodes, its line with the cursor, the cursor's place in it; None elsewhere.

    The first line itself, where the nodes are named, has no line to type.
    """
    head, newline, _ = text.partition("\n")
    if not head.startswith(MAGIC) or not newline or cursor <= len(head):
        return None
    begin = text.rfind("\n", 0, cursor) + 1
    end = text.find("\n", cursor)
    return head.split()[1:], text[begin : end if end >= 0 else len(text)], cursor - begin


def _scene(session: Session, nodes: list[str]) -> Scene | None:
    node = next((name for name in nodes if name in session.nodes), None)
    return Scene(session.world, node) if node is not None else None


def offered(context: CompletionContext) -> Any:
    """What the word at the cursor of a ``%%on`` cell could be; on its first line the nodes."""
    text, session = context.full_text, current.CURRENT.session
    before = text.split("\n")[: context.cursor_line]
    cursor = sum(len(line) + 1 for line in before) + context.cursor_position
    if session is None or not text.startswith(MAGIC):
        return {"completions": []}
    here = typed(text, cursor)
    if here is None:
        word = text[:cursor].rpartition(" ")[2]
        nodes = [SimpleCompletion(name, type="instance") for name in session.nodes if name.startswith(word)]
        return {"completions": nodes, "matched_fragment": word, "suppress": True}
    names, line, place = here
    scene = _scene(session, names)
    start, found = complete(line, place, scene) if scene is not None else (place, [])
    completions = [SimpleCompletion(each.text, type=_KINDS.get(each.kind, each.kind)) for each in found]
    return {"completions": completions, "matched_fragment": line[start:place], "suppress": True}


matcher: Any = context_matcher()(offered)


def inspected(code: str, cursor: int) -> str:
    """Help on the word at the cursor of a ``%%on`` cell; empty where there is none to give."""
    here, session = typed(code, cursor), current.CURRENT.session
    scene = _scene(session, here[0]) if here is not None and session is not None else None
    return help_at(here[1], here[2], scene) if here is not None and scene is not None else ""


def register() -> None:
    """Join the running IPython's completer and its kernel's help, if there are any; once."""
    shell: Any = get_ipython()
    completer = getattr(shell, "Completer", None)
    if completer is None or matcher in completer.custom_matchers:
        return
    completer.custom_matchers.append(matcher)
    kernel = getattr(shell, "kernel", None)
    if kernel is not None:
        _help_from(kernel)


def _help_from(kernel: Any) -> None:
    """Have the kernel ask here first when help on a word is wanted (Shift-Tab).

    That of a browser (JupyterLite) is asked under another name than ipykernel's; one that has neither is left alone.
    """
    name = next((name for name in ("do_inspect", "inspect") if hasattr(kernel, name)), "")
    if not name:
        return
    ask = getattr(kernel, name)

    def inspect(code: str, cursor_pos: int, *arguments: Any, **options: Any) -> Any:
        text = inspected(code, cursor_pos)
        if not text:
            return ask(code, cursor_pos, *arguments, **options)
        return {"status": "ok", "found": True, "data": {"text/plain": text}, "metadata": {}}

    setattr(kernel, name, inspect)
