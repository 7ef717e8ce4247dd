"""`pcs stonith level`: which devices fence which node, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.families import warn_about_resource
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, safe_id, used_ids
from hasim.shell.pcs.lookup import node as find_node
from hasim.shell.pcs.messages import invalid_value
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.text import indented
from hasim.shell.pcs.words import groups, split_option

__all__ = ["level_lines"]

_NAMES = {"node": "node", "regexp": "regexp", "attrib": "attribute"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a level is for: a node, nodes by a pattern, or nodes with an attribute."""

    kind: str
    value: str
    attribute: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """As the configuration has it."""
        if self.kind == "node":
            return {"target": self.value}
        if self.kind == "regexp":
            return {"target-pattern": self.value}
        return {"target-attribute": self.attribute, "target-value": self.value}

    @property
    def text(self) -> str:
        """As it is shown."""
        return f"{self.attribute}={self.value}" if self.kind == "attrib" else self.value


def _target(word: str) -> Target:
    kind, sign, rest = word.partition("%")
    if not sign or not kind:
        return Target("node", rest if sign else word)
    if kind not in _NAMES:
        raise UsageFault(f"'{kind}' is not an allowed type for '{word}', use attrib, node, regexp")
    if kind == "attrib":
        name, value = split_option(rest)
        return Target("attrib", value, name)
    return Target(kind, rest)


def _levels(cib: Cib) -> list[Element]:
    return cib.section("fencing-topology").all("fencing-level")


def _matches(level: Element, index: str, target: Target | None, devices: list[str]) -> bool:
    if index and level.get("index") != index:
        return False
    if target is not None and any(level.get(name) != value for name, value in target.attributes.items()):
        return False
    return not devices or level.get("devices") == ",".join(devices)


@command("stonith level add", "<level> <target> <stonith id>...", options="-f --force")
def level_add(run: Run, words: list[str]) -> None:
    """Let devices be used on a level: all of them must succeed, else the next level is tried."""
    if len(words) < 3:
        raise UsageFault
    target = _target(words[1])
    devices = _devices(run, words[2:])
    warn_about_resource(run, devices)
    cib, index = run.cib, _index(run, words[0])
    if target.kind == "node" and find_node(cib, target.value) is None:
        run.forceable(f"Node '{target.value}' does not appear to exist in configuration")
    _check_devices(run, cib, devices)
    run.check()
    assert index is not None
    if any(_matches(each, index, target, devices) for each in _levels(cib)):
        run.error(
            f"Fencing level for '{target.text}' at level '{index}' with device(s) {quoted_list(devices)} already exists"
        )
    run.check()
    part = target.value if target.kind != "attrib" else target.attribute
    id = free_id(safe_id(f"fl-{part}-{index}"), used_ids(cib))
    level = Element("fencing-level", {"index": index, "devices": ",".join(devices), **target.attributes, "id": id})
    run.store(cib.with_section(cib.section("fencing-topology").with_child(level)))


def _devices(run: Run, words: list[str]) -> list[str]:
    if any("," in word for word in words):
        run.deprecated(
            "Delimiting stonith devices with ',' is deprecated and will be removed. Please use a space to delimit "
            "stonith devices."
        )
    return ",".join(words).split(",")


def _index(run: Run, text: str) -> str | None:
    """The level as a number without leading zeros; reported if it is none."""
    if text.isdigit() and int(text) > 0:
        return str(int(text))
    run.error(invalid_value("level", text, "a positive integer"))
    return None


def _check_devices(run: Run, cib: Cib, devices: list[str]) -> None:
    bad = [each for each in devices if id_problem(each, "stonith id")]
    for each in bad:
        run.error(id_problem(each, "stonith id"))
    stonith = {each.id for each in cib.resources.walk() if each.get("class") == "stonith"}
    missing = [each for each in devices if each not in stonith and each not in bad]
    if missing:
        run.forceable(f"Stonith resource(s) {quoted_list(missing)} do not exist")


@command("stonith level delete|remove", "<level> [target <target>] [stonith <stonith id>...]", options="-f")
def level_delete(run: Run, words: list[str]) -> None:
    """Remove a level."""
    if not words:
        raise UsageFault
    older = len(words) > 1 and words[1] not in ("target", "stonith")
    target, devices = _keywords(run, words[1:])
    _remove(run, words[0], target, devices, older=older)


def _keywords(run: Run, words: list[str]) -> tuple[Target | None, list[str]]:
    if not words:
        return None, []
    if words[0] not in ("target", "stonith"):
        run.deprecated(
            "Syntax 'pcs stonith level delete | remove <level> [<target>] [<stonith id>...]' is deprecated and will be "
            "removed. Please use 'pcs stonith level delete | remove <level> [target <target>] "
            "[stonith <stonith id>...]'."
        )
        return _target(words[0]), _devices(run, words[1:]) if len(words) > 1 else []
    found = groups(words, ("target", "stonith"))
    targets = [word for each in found.get("target", []) for word in each]
    devices = [word for each in found.get("stonith", []) for word in each]
    if len(targets) > 1:
        raise UsageFault("At most one target can be specified")
    lacking = [name for name, given in (("target", targets), ("stonith", devices)) if name in found and not given]
    if lacking:
        raise UsageFault("Missing value after " + " and ".join(f"'{name}'" for name in lacking))
    return (_target(targets[0]) if targets else None), devices


def _remove(run: Run, index: str, target: Target | None, devices: list[str], *, older: bool = False) -> None:
    """Take levels away. In the `older` syntax what looks like a node may be a device as well."""
    cib = run.cib
    meant = [(target, devices)]
    if older and target is not None and target.kind == "node":
        meant.append((None, [target.value, *devices]))
    for each in meant:
        gone = [level for level in _levels(cib) if _matches(level, index, *each)]
        if gone:
            break
    else:
        for each in meant:
            run.error(_no_level(index, *each))
        run.check()
    for level in gone:
        cib = cib.edit(level, None)
    run.store(cib)


def _no_level(index: str, target: Target | None, devices: list[str]) -> str:
    parts = [f"for '{target.text}' "] if target is not None else []
    parts += [f"at level '{index}' "] if index else []
    parts += [f"with device(s) {quoted_list(devices)} "] if devices else []
    return f"Fencing level {''.join(parts)}does not exist"


@command("stonith level clear", "[target <target> | stonith <stonith id>...]", options="-f")
def level_clear(run: Run, words: list[str]) -> None:
    """Remove all levels, those of a target, or those with these devices."""
    cib = run.cib
    if not words:
        topology = cib.configuration.first("fencing-topology")
        if topology is not None:
            run.store(cib.edit(topology, topology.with_children(())))
        return
    target, devices = _keywords(run, words)
    if target is not None and devices:
        raise UsageFault("Only one of 'target' and 'stonith' can be used")
    _remove(run, "", target, devices)


def level_lines(cib: Cib) -> list[str]:
    """The levels, target by target."""
    lines: list[str] = []
    for title, key in (("Target", "target"), ("Target (regexp)", "target-pattern"), ("Target", "target-attribute")):
        mine = [each for each in _levels(cib) if each.get(key) is not None]

        def shown(each: Element, key: str = key) -> str:
            more = f"={each.get('target-value')}" if key == "target-attribute" else ""
            return f"{each.get(key)}{more}"

        for target in sorted({shown(each) for each in mine}):
            levels = sorted((each for each in mine if shown(each) == target), key=lambda each: each.get("index") or "")
            lines.append(f"{title}: {target}")
            lines += indented(f"Level {each.get('index')} - {each.get('devices')}" for each in levels)
    return lines


@command("stonith level config", "", options="-f", default_of="stonith level")
def level_config(run: Run, words: list[str]) -> None:
    """Show the levels."""
    if words:
        raise UsageFault
    lines = level_lines(run.cib)
    if lines:
        run.out("\n".join(lines))


@command("stonith level verify", "", options="-f")
def level_verify(run: Run, words: list[str]) -> None:
    """Check that all nodes and devices that levels name are there."""
    if words:
        raise UsageFault
    cib = run.cib
    stonith = {each.id for each in cib.resources.walk() if each.get("class") == "stonith"}
    named = {device for each in _levels(cib) for device in (each.get("devices") or "").split(",")}
    missing = sorted(named - stonith)
    if missing:
        run.error(f"Stonith resource(s) {quoted_list(missing)} do not exist")
    for name in sorted({each.get("target") or "" for each in _levels(cib)} - {""}):
        if find_node(cib, name) is None:
            run.error(f"Node '{name}' does not appear to exist in configuration")
    run.check()
