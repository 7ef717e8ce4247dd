"""Names as they are typed: whether they can be names, and whose they are."""

from __future__ import annotations

from hasim.shell.crm.shell import Shell

__all__ = ["is_our_node", "known_nodes", "node_id_of", "sane"]


def sane(shell: Shell, *names: str | None) -> bool:
    """Whether names hold no quote, which the tools behind could not take."""
    for name in names:
        if name and "'" in name:
            shell.console.error(f"{name}: bad name")
            return False
    return True


def known_nodes(shell: Shell) -> list[str]:
    """The names of the nodes, remote ones too."""
    cib = shell.cib()
    if cib is None:
        return []
    nodes = [node.get("uname") or "" for node in cib.nodes.all("node")]
    states = cib.status.all("node_state")
    return nodes + [state.get("uname") or "" for state in states if state.get("remote_node") == "true"]


def is_our_node(shell: Shell, name: str) -> bool:
    """Whether there is a node of that name, capitals aside."""
    return name.lower() in (each.lower() for each in known_nodes(shell))


def node_id_of(shell: Shell, name: str) -> str | None:
    """The id of a node of the running cluster."""
    _, text, error = shell.quietly("crm_node", "-l")
    shell.context.err(error)
    rows = (line.split() for line in text.splitlines())
    return next((row[0] for row in rows if len(row) > 1 and row[1] == name), None)
