"""The CIB managers: a copy of the CIB on each node, kept the same within a partition.

Copies that are in step are the very same value, so a change is made once and put on every node that shares it. A node
that was apart keeps its own until a join round gives it the chosen one.
"""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib, Dialect, Element
from hasim.sim.clock import local
from hasim.sim.stack import change, peers
from hasim.sim.stage import Stage

FEATURE_SETS = {Dialect.V1_1: "3.0.14", Dialect.V2_1: "3.16.1", Dialect.V3_0: "3.20.1"}
PATH = "/var/lib/pacemaker/cib/cib.xml"
SCHEMAS = {Dialect.V1_1: "pacemaker-2.10", Dialect.V2_1: "pacemaker-3.9", Dialect.V3_0: "pacemaker-4.0"}


def fresh(dialect: Dialect) -> Cib:
    """The CIB of a node that never had one."""
    return Cib.empty(FEATURE_SETS[dialect], SCHEMAS[dialect])


def cib_of(stage: Stage, node: str) -> Cib:
    """The node's copy. Call it only where a CIB manager runs."""
    found = stage.stacks[node].cib
    assert found is not None, f"no CIB manager on {node}"
    return found


def start_manager(stage: Stage, node: str) -> None:
    """Read the saved configuration; status and the DC are not part of it.

    A file that is gone, or that somebody edited by hand (its digest no longer fits), counts for nothing.
    """
    saved = stage.stacks[node].disk
    file = stage.machines[node].file(PATH)
    if saved is None or file is None or str(file.content) != _on_disk(saved):
        saved = fresh(stage.dialect)
    root = saved.root.with_attributes({"dc-uuid": None, "have-quorum": None})
    change(stage, node, cib=Cib(root).with_section(Element("status")))


def _on_disk(cib: Cib) -> str:
    return cib.with_section(Element("status")).text()


def _save(stage: Stage, nodes: list[str], cib: Cib) -> None:
    """Every change of the configuration is written to the disk at once."""
    text = _on_disk(cib)
    for name in nodes:
        change(stage, name, disk=cib)
        stage.machines[name] = stage.machines[name].with_file(PATH, text, now=stage.now, mode=0o600)


def sharing(stage: Stage, node: str) -> list[str]:
    """The nodes of the partition whose copy is in step with this node's, itself included."""
    cib = stage.stacks[node].cib
    return [name for name in peers(stage, node) or [node] if stage.stacks[name].cib is cib]


def store(stage: Stage, node: str, cib: Cib) -> None:
    """Put a changed CIB on every node in step with this one."""
    save = cib.configuration is not cib_of(stage, node).configuration
    nodes = sharing(stage, node)
    for name in nodes:
        change(stage, name, cib=cib)
    if save:
        _save(stage, nodes, cib)


def update_status(stage: Stage, node: str, edit: Callable[[Element], Element]) -> None:
    """Replace the status section by what ``edit`` makes of it; the count of updates goes up if that is anything new."""
    cib = cib_of(stage, node)
    status = edit(cib.status)
    if status is cib.status:
        return
    updates = str(cib.version[2] + 1)
    store(stage, node, Cib(cib.root.with_attributes({"num_updates": updates})).with_section(status))


def update_root(stage: Stage, node: str, **values: str) -> None:
    """Set attributes of the root, such as have-quorum and dc-uuid (underscores stand for hyphens)."""
    cib = cib_of(stage, node)
    changes: dict[str, str | None] = {name.replace("_", "-"): value for name, value in values.items()}
    if any(cib.root.get(name) != value for name, value in changes.items()):
        updates = str(cib.version[2] + 1)
        store(stage, node, cib.with_root_attributes({**changes, "num_updates": updates}))


def update_configuration(stage: Stage, node: str, cib: Cib, client: str, user: str) -> bool:
    """Store a changed document, with its version raised and its last change noted; tell "configuration" if it is one.

    Returns whether anything was new.
    """
    old = cib_of(stage, node)
    if cib.configuration == old.configuration:
        if cib.status == old.status and _plain(cib) == _plain(old):
            return False
        update_status(stage, node, lambda _: cib.status)
        stage.tell("status-written", node)
        return True
    admin, epoch, _ = old.version
    wanted = cib.version
    number = wanted[1] if wanted[0] > admin or wanted[1] > epoch else epoch + 1
    versions = {"admin_epoch": str(max(admin, wanted[0])), "epoch": str(number), "num_updates": "0"}
    noted = {"cib-last-written": _written(stage), "update-origin": node, "update-client": client, "update-user": user}
    properties = cib.crm_config != old.crm_config
    store(stage, node, cib.with_root_attributes({**versions, **noted}))
    if old.status.children and not cib.status.children:
        stage.tell("status-erased", node)
    stage.tell("configuration", node, properties=properties)
    return True


def _plain(cib: Cib) -> dict[str, str]:
    return {k: v for k, v in cib.root.attributes.items() if k not in ("epoch", "num_updates", "admin_epoch")}


def _written(stage: Stage) -> str:
    moment = local(stage.now, stage.timezone)
    return f"{moment:%a %b} {moment.day:2d} {moment:%H:%M:%S %Y}"


def newest(stage: Stage, nodes: list[str], own: str) -> str:
    """Which of these nodes has the newest copy; the one named ``own`` wins a tie, then the first."""
    return max(nodes, key=lambda name: (cib_of(stage, name).version, name == own))


def synchronise(stage: Stage, nodes: list[str], source: str) -> None:
    """Give these nodes the copy of one of them."""
    cib = cib_of(stage, source)
    for name in nodes:
        change(stage, name, cib=cib)
    _save(stage, nodes, cib)
