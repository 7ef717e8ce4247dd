"""Changes in Pacemaker's own tools: crm_resource, crm_attribute, crm_standby, and cibadmin for all else."""

from __future__ import annotations

from hasim.cib import Cib, Element, one_line
from hasim.shell.crm_resource import running_on
from hasim.shell.equivalents.changes import (
    Cleared,
    Created,
    Deleted,
    Kind,
    OperationChange,
    Replaced,
    SectionReplaced,
    Unwrapped,
    ValueChange,
    Wrapped,
)
from hasim.shell.equivalents.language import Command, command
from hasim.shell.equivalents.speaker import Speaker
from hasim.shell.nvpairs import find_pairs

__all__ = ["LowLevel", "moved_or_banned", "node_name"]

_SCOPES = {Kind.RSC_DEFAULT: ["--type", "rsc_defaults"], Kind.OP_DEFAULT: ["--type", "op_defaults"]}
_FLAGS = {Kind.META: ["--meta"], Kind.UTILIZATION: ["--utilization"], Kind.NODE_UTILIZATION: ["--utilization"]}


def node_name(cib: Cib, id: str) -> str:
    """The name of a node by its id."""
    return next((node.get("uname") or id for node in cib.nodes.all("node") if node.id == id), id)


def moved_or_banned(cib: Cib, change: Created) -> tuple[str, str, str] | None:
    """("move" or "ban", resource, node) if the new constraint is just what that verb makes, else None."""
    element = change.element
    resource, node = element.get("rsc") or "", element.get("node") or ""
    made = {"rsc": resource, "role": "Started", "node": node}
    ban = f"cli-ban-{resource}-on-{node}"
    if dict(element.attributes) == {"id": f"cli-prefer-{resource}", **made, "score": "INFINITY"}:
        return ("move", resource, node) if cib.by_id(ban) is None else None
    return ("ban", resource, node) if dict(element.attributes) == {"id": ban, **made, "score": "-INFINITY"} else None


class LowLevel(Speaker):
    """Says changes in the low-level tools."""

    def _value(self, change: ValueChange) -> list[Command]:
        return [self._resource_value(change) if change.kind.section == "resources" else self._other_value(change)]

    def _other_value(self, change: ValueChange) -> Command:
        if change.kind is Kind.NODE_ATTRIBUTE and change.name == "standby" and not self.set_name(change):
            value = ["--delete"] if change.new is None else ["--update", change.new]
            return command("crm_standby", "--node", node_name(self.cib, change.owner), *value)
        words = ["crm_attribute", *_SCOPES.get(change.kind, [])]
        words += ["--node", node_name(self.cib, change.owner)] if change.owner else []
        words += [*_FLAGS.get(change.kind, []), "--name", change.name]
        words += ["--delete"] if change.new is None else ["--update", change.new]
        return command(*words, *self.set_name(change))

    def set_name(self, change: ValueChange) -> list[str]:
        """The set has to be named where a new value is to go into one with an unusual name."""
        section = change.kind.section
        usual = {
            Kind.PROPERTY: "cib-bootstrap-options",
            Kind.NODE_ATTRIBUTE: f"nodes-{change.owner}",
            Kind.NODE_UTILIZATION: f"nodes-{change.owner}-utilization",
        }.get(change.kind, f"{section}-options" if section != "resources" else f"{change.owner}-{change.kind.set_tag}")
        needed = change.set_id and change.old is None and change.set_id != usual
        return ["--set-name", change.set_id] if needed else []

    def _resource_value(self, change: ValueChange) -> Command:
        words = ["crm_resource", "--resource", change.owner, *_FLAGS.get(change.kind, [])]
        if change.new is None:
            words += ["--delete-parameter", change.name]
        else:
            words += ["--set-parameter", change.name, "--parameter-value", change.new]
        return command(*words, *self.set_name(change), *(["--force"] if self.strays(change) else []))

    def strays(self, change: ValueChange) -> bool:
        """Whether the tool would look for the value in a parent or child of the resource too, unless forced."""
        resource = self.resource(change.owner)
        tag = change.kind.set_tag

        def has(each: Element) -> bool:
            return bool(find_pairs(each, tag, change.name))

        if any(has(child) for child in resource.all("primitive", "group")):
            return True
        parents = [each for each in self.cib.resources.walk() if resource in each.children]
        return any(each.tag in ("clone", "master", "bundle") or has(each) for each in parents)

    def _operation(self, change: OperationChange) -> list[Command]:
        if change.new is None:
            assert change.old is not None
            return [_cibadmin("--delete", "resources", _bare(change.old))]
        if change.old is None:
            inner = Element("operations", {}, (change.new,))
            holder = Element("primitive", {"id": change.resource}, (inner,))
            return [_cibadmin("--modify", "resources", holder)]
        return [_cibadmin("--replace", "resources", change.new.with_attributes({"id": change.old.id}))]

    def _created(self, change: Created) -> list[Command]:
        made = moved_or_banned(self.cib, change)
        if made is None:
            if self.cib.configuration.first(change.section) is None:
                section = Element(change.section, {}, (change.element,))
                return [_cibadmin("--create", "configuration", section)]
            return [_cibadmin("--create", change.section, change.element)]
        verb, resource, node = made
        there = verb == "move" and node in running_on(self.cib, resource, 0)
        force = ["--force"] if there else []
        return [command("crm_resource", "--resource", resource, f"--{verb}", "--node", node, *force)]

    def _deleted(self, change: Deleted) -> list[Command]:
        return [_cibadmin("--delete", change.section, _bare(change.element))]

    def _cleared(self, change: Cleared) -> list[Command]:
        return [command("crm_resource", "--resource", change.resource, "--clear")]

    def _replaced(self, change: Replaced) -> list[Command]:
        created = Created(change.section, change.new)
        if moved_or_banned(self.cib, created) is not None:
            return self._created(created)
        return [_cibadmin("--replace", change.section, change.new)]

    def _wrapped(self, change: Wrapped) -> list[Command]:
        return [_cibadmin("--replace", "resources", change.applied(self.cib).resources)]

    def _unwrapped(self, change: Unwrapped) -> list[Command]:
        return [_cibadmin("--replace", "resources", change.applied(self.cib).resources)]

    def _section(self, change: SectionReplaced) -> list[Command]:
        if change.new is None:
            return [_cibadmin("--delete", "configuration", Element(change.name))]
        if self.cib.configuration.first(change.name) is None:
            return [_cibadmin("--create", "configuration", change.new)]
        return [_cibadmin("--replace", change.name, change.new)]


def _bare(element: Element) -> Element:
    return Element(element.tag, {"id": element.id})


def _cibadmin(action: str, scope: str, element: Element) -> Command:
    return command("cibadmin", action, "--scope", scope, "--xml-text", one_line(element))
