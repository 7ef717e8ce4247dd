"""Changes reach the cluster: checks before, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Collection

from hasim.cib import Cib, Element
from hasim.crmsh.checks import check
from hasim.crmsh.draft import Draft, Key
from hasim.crmsh.message import Messages
from hasim.shell.crm.selection import document
from hasim.shell.crm.shell import Shell
from hasim.shell.grammar import faults
from hasim.shell.patchset import PatchError, difference, patched
from hasim.shell.schema import problems
from hasim.shell.verification import verify_configuration

_FAULT = re.compile(r"Entity: line (?:\d)*(\d): element (\w+): Relax-NG validity error : (.+)")
_NO_SUCH = 105
_OLD_DEFAULT_TIMEOUT = "20s"
"""What an operation without a timeout gets; crmsh of the 1.1 generation measures it against the advice."""


def commit(shell: Shell, draft: Draft, *, force: bool = False) -> bool:
    """Check what changed and store it. False if it was not stored."""
    if not draft.has_changed:
        shell.console.info("apparently there is nothing to commit")
        shell.console.info("try changing something first")
        return True
    sound = not draft.inventory.of("primitive") or verify(shell, draft, list(draft.changed))
    if not sound:
        if not force and not shell.preferences.force:
            return False
        shell.console.info("commit forced")
    return store(shell, draft)


def commit_begun(shell: Shell) -> bool:
    """Commit what was changed, if anything was, and end the edit. False if it was not stored."""
    draft = shell.begun
    whole = commit(shell, draft) if draft is not None and draft.has_changed else True
    shell.forget()
    return whole


def _prettier(line: str, indent: int) -> str:
    """A line of crm_verify as crm shows it: of a fault in the grammar the element, and the line's last digit."""
    match = _FAULT.match(line)
    return f"{' ' * indent}{match[2]} ({match[1]}): {match[3]}" if match else line


def verify(shell: Shell, draft: Draft, chosen: Collection[Key]) -> bool:
    """What crm_verify says of the whole configuration, and what the checks say of the objects chosen."""
    lines, status = verify_configuration(Cib(document(draft, draft.inventory.items, ())), shell.context.dialect)
    shown = [line for line in lines if line and not (shell.old and "warning:" in line)]
    for number, line in enumerate(shown):
        if number and shell.old:
            shell.context.err(line + "\n")
        elif number == 0 and "warning:" in line:
            shell.console.warning(_prettier(line, 0))
        else:
            shell.console.error(_prettier(line, 7 if number else 0))
    messages = Messages()
    worst = check(draft, messages, chosen, _OLD_DEFAULT_TIMEOUT if shell.old else None)
    shell.console.say_all(messages)
    return status in (0, 1) and worst <= 1


def store(shell: Shell, draft: Draft) -> bool:
    """Store what was changed in the draft, and begin anew from there.

    What others have changed meanwhile stays, as the real one stores a difference.
    """
    current = shell.cib()
    if current is None:
        return False
    try:
        changed = current.with_section(_merged(shell, draft, current))
    except PatchError:
        shell.console.error(f"could not patch cib (rc={_NO_SUCH})")
        return False
    name = "validate-with"
    if draft.cib.root.get(name) != draft.base.root.get(name):
        changed = changed.with_root_attributes({name: draft.cib.root.get(name)})
    if not _is_valid(changed) and _is_valid(current):
        shell.context.err("Call failed: Update does not conform to the configured schema\n")
        return False
    shell.context.cluster.replace(changed, client="cibadmin")
    stored = shell.cib()
    if stored is None:
        return False
    shell.load(stored)
    return True


def _merged(shell: Shell, draft: Draft, current: Cib) -> Element:
    """The draft's configuration with what has changed since the edit began; PatchError where that does not fit."""
    if shell.read is None or shell.read.configuration == current.configuration:
        return draft.cib.configuration
    changes = difference(shell.read.configuration, draft.cib.configuration)
    return patched(current.configuration, changes) if changes is not None else current.configuration


def _is_valid(cib: Cib) -> bool:
    return not (faults(cib) or problems(cib))
