"""What the language allows and yet is wrong or unwise: checks of objects before they are committed.

Every check answers with how bad it is: 0 nothing, 1 worth a warning, 2 not to be committed. The `Checker` speaks for
crmsh 4.4.1; what older ones said and did not say is left to its flags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from hasim.cib import Element
from hasim.crmsh import references
from hasim.crmsh.agents import Agent, agent, agent_name
from hasim.crmsh.create import merged
from hasim.crmsh.draft import Draft, Key
from hasim.crmsh.duration import milliseconds
from hasim.crmsh.inventory import Item
from hasim.crmsh.message import Messages
from hasim.crmsh.properties import (
    CLONE_META,
    GROUP_META,
    MASTER_META,
    PROPERTIES,
    RESOURCE_META,
    WRITTEN_PROPERTIES,
)
from hasim.crmsh.vocabulary import CONTAINER_TAGS

NO_INTERVAL = ("start", "stop", "promote", "demote")
_AUTOMATIC = ("action", "port")


def check(draft: Draft, messages: Messages, chosen: Collection[Key], default_timeout: str | None = None) -> int:
    """Check the objects `chosen`, and those that they may clash with; for `default_timeout` see `Checker`."""
    checker = Checker(draft, messages, default_timeout)
    items = [item for item in draft.inventory.items if (item.is_node, item.id) in chosen]
    worst = checker.clashes([item for item in items if item.kind.keyword == "primitive"])
    for item in sorted(items, key=lambda each: each.id):
        worst = max(worst, checker.check(item))
    return worst


def reduced(draft: Draft, primitive: Element) -> Element | None:
    """A primitive with what its template says; None if there is no such template."""
    name = primitive.get("template")
    if not name:
        return primitive
    found = draft.element(name)
    if found is None:
        return None
    whole = merged(merged(Element(primitive.tag), found), primitive)
    agent_attributes = {each: found.get(each) for each in ("class", "provider", "type") if found.get(each)}
    return whole.with_attributes({**primitive.attributes, **agent_attributes})


class Checker:
    """Checks objects of one draft.

    With `default_timeout` an operation without a timeout is measured against it even if no default is configured.
    """

    def __init__(self, draft: Draft, messages: Messages, default_timeout: str | None = None) -> None:
        self.draft = draft
        self.messages = messages
        self.default_timeout = default_timeout
        self.checks: Mapping[str, Callable[[Item], int]] = {
            "primitive": self._primitive,
            "rsc_template": self._primitive,
            "group": self._container,
            "clone": self._container,
            "ms": self._container,
            "location": self._location,
            "colocation": self._children_named,
            "order": self._children_named,
            "rsc_ticket": self._children_named,
            "property": self._settings,
            "rsc_defaults": self._settings,
            "op_defaults": self._settings,
            "fencing_topology": self._topology,
        }

    def check(self, item: Item) -> int:
        """Check one object."""
        found = self.checks.get(item.kind.keyword)
        return found(item) if found is not None else 0

    def warn(self, text: str) -> int:
        """Say something and count it as a warning."""
        self.messages.warning(text)
        return 1

    def agent(self, element: Element) -> Agent | None:
        """The agent of a primitive; one that is not installed is told."""
        name = agent_name(element)
        found = agent(name)
        if found is None:
            problem = "could not parse meta-data: " if self.draft.old else "got no meta-data, does this RA exist?"
            self.messages.error(f"{name}: {problem}")
        return found

    def clashes(self, primitives: list[Item]) -> int:
        """Whether two resources have the same value of what must differ, one of them among `primitives`."""
        if not primitives:
            return 0
        users: dict[tuple[str, str, str], list[str]] = {}
        for item in self.draft.inventory.of("primitive"):
            self._note_unique(item, users)
        chosen = {item.id for item in primitives}
        worst = 0
        for (_, name, value), ids in users.items():
            if len(ids) > 1 and chosen & set(ids):
                self.warn(f'Resources {",".join(sorted(ids))} violate uniqueness for parameter "{name}": "{value}"')
                worst = 2
        return worst

    def _note_unique(self, item: Item, users: dict[tuple[str, str, str], list[str]]) -> None:
        whole = reduced(self.draft, item.element)
        known = self.agent(whole) if whole is not None else None
        if whole is None or known is None:
            return
        own = agent_name(item.element)
        for pair in (pair for each in whole.all("instance_attributes") for pair in each.all("nvpair")):
            name, value = pair.get("name") or "", pair.get("value")
            if value is not None and name in known.parameters and known.parameters[name].unique:
                users.setdefault((own, name, value), []).append(item.id)

    def _primitive(self, item: Item) -> int:
        worst = self._meta(item, RESOURCE_META)
        whole = reduced(self.draft, item.element)
        if whole is None:
            self.messages.error(f"{item.element.get('template')}: no such resource template")
            return 2
        known = self.agent(whole)
        if known is None:
            if (self.draft.inventory.property("symmetric-cluster") or "true") != "true":
                return worst
            self.messages.error(f"{agent_name(whole)}: no such resource agent")
            return 2
        worst = max(worst, self._operations(item.id, whole, known))
        worst = max(worst, self._operation_values(item))
        return max(worst, self._parameters(item, whole, known))

    def _meta(self, item: Item, known: Collection[str]) -> int:
        return max((self._names(item.id, each, known) for each in item.element.all("meta_attributes")), default=0)

    def _names(self, id_: str, attributes: Element, known: Collection[str]) -> int:
        worst = 0
        for pair in attributes.all("nvpair"):
            name = pair.get("name")
            if name and name not in known:
                worst = self.warn(f"{id_}: unknown attribute '{name}'")
        return worst

    def _operations(self, id_: str, whole: Element, known: Agent) -> int:
        monitors: list[Mapping[str, str]] = []
        others: dict[str, Mapping[str, str]] = {}
        for operation in (op for op in whole.walk() if op.tag == "op"):
            name = operation.get("name") or ""
            given = {key: value for key, value in operation.attributes.items() if key not in ("id", "name")}
            if name == "monitor":
                monitors.append(given)
            elif name:
                others[name] = given
        if known.class_ != "stonith":
            others = {**others, **{name: {} for name in ("start", "stop") if name not in others}}
        worst = max(self._monitor_intervals(id_, monitors, known), 0)
        for own in monitors:
            advised = known.advised("monitor", "timeout", own.get("role"), own.get("depth"))
            worst = max(worst, self._timeout(id_, "monitor", own, advised))
        for name, own in others.items():
            worst = max(worst, self._operation(id_, name, own, known))
        return worst

    def _monitor_intervals(self, id_: str, monitors: list[Mapping[str, str]], known: Agent) -> int:
        seen: set[int] = set()
        worst = 0
        for own in monitors:
            advised = known.advised("monitor", "interval", own.get("role"), own.get("depth"))
            interval = milliseconds(own.get("interval"))
            if interval == 0:
                worst = self.warn(f"{id_}: interval in monitor should be larger than 0, advised is {advised}")
            elif interval in seen:
                worst = self.warn(f"{id_}: interval in monitor must be unique, advised is {advised}")
            seen.add(interval)
        return worst

    def _operation(self, id_: str, name: str, own: Mapping[str, str], known: Agent) -> int:
        if known.class_ == "stonith" and name in ("start", "stop"):
            return 0
        if not any(each.name == name for each in known.actions):
            return self.warn(f"{id_}: action '{name}' not found in Resource Agent meta-data")
        worst = 0
        if name in NO_INTERVAL and "interval" in own and milliseconds(own["interval"]) != 0:
            worst = self.warn(f"{id_}: Specified interval for {name} is {own['interval']}, it must be 0")
        return max(worst, self._timeout(id_, name, own, known.advised(name, "timeout")))

    def _timeout(self, id_: str, name: str, own: Mapping[str, str], advised: str | None) -> int:
        specified = own.get("timeout")
        timeout = specified if specified is not None else self._default_timeout()
        if not timeout or milliseconds(advised) <= milliseconds(timeout):
            return 0
        which = "specified" if specified is not None else "default"
        return self.warn(f"{id_}: {which} timeout {timeout} for {name} is smaller than the advised {advised}")

    def _default_timeout(self) -> str | None:
        for item in self.draft.inventory.of("op_defaults"):
            for pair in item.element.all("nvpair"):
                if pair.get("name") == "timeout":
                    return pair.get("value")
        return self.default_timeout

    def _operation_values(self, item: Item) -> int:
        worst = 0
        for operation in (op for each in item.element.all("operations") for op in each.all("op")):
            for name, value in operation.attributes.items():
                known = self.draft.schema.values(name)
                if known and value not in known:
                    own = operation.get("name")
                    worst = self.warn(f"{item.id}: op '{own}' attribute '{name}' value '{value}' not recognized")
        return worst

    def _parameters(self, item: Item, whole: Element, known: Agent) -> int:
        pairs = [pair for each in whole.all("instance_attributes") for pair in each.all("nvpair")]
        given = list(dict.fromkeys(pair.get("name") or "" for pair in pairs if pair.get("name") is not None))
        worst = 0
        fence_agent = known.class_ == "stonith" and known.name.split(":", 1)[1].startswith(("fence_", "rhcs/"))
        required = [each.name for each in known.parameters.values() if each.required]
        for name in required if item.kind.keyword == "primitive" else []:
            if name not in given and not (fence_agent and name in _AUTOMATIC):
                self.messages.error(f'{item.id}: required parameter "{name}" not defined')
                worst = 2
        for name in given:
            if not name.startswith("$") and name not in known.parameters:
                self.messages.error(f'{item.id}: parameter "{name}" is not known')
                worst = 2
        return worst

    def _container(self, item: Item) -> int:
        own = {"group": GROUP_META, "clone": CLONE_META, "ms": (*CLONE_META, *MASTER_META)}[item.kind.keyword]
        return self._meta(item, (*RESOURCE_META, *own))

    def _is_node(self, name: str) -> bool:
        return name.lower() in (each.lower() for each in self.draft.inventory.node_names)

    def _location(self, item: Item) -> int:
        element = item.element
        worst = 0
        expressions = [each for rule in element.all("rule") for each in rule.all("expression")]
        pattern = element.get("rsc-pattern")
        if element.get("node") and not self._is_node(element.get("node") or ""):
            worst = self.warn(f"{item.id}: referenced node {element.get('node')} does not exist")
        if pattern:
            try:
                re.compile(pattern)
            except re.error as error:
                worst = self.warn(f"{item.id}: '{pattern}' may not be a valid regular expression ({error})")
        named = [each.get("value") for each in expressions if each.get("attribute") == "#uname"]
        for name in named:
            if name and not self._is_node(name):
                worst = self.warn(f"{item.id}: referenced node {name} does not exist")
        return max(worst, self._children_named(item))

    def _children_named(self, item: Item) -> int:
        worst = 0
        names: list[str] = list(references.named_resources(item.element))
        if not names:  # a location by pattern: crm looks for a resource called None
            names = ["None"]
        for id_ in names:
            target = self.draft.inventory.find(id_)
            if target is None:
                worst = self.warn(f"{item.id}: resource {id_} does not exist")
            elif target.parent is not None and target.parent.kind.keyword == "group":
                if item.kind.keyword == "colocation":
                    worst = self.warn(f"{item.id}: resource {id_} is grouped, constraints should apply to the group")
            elif target.parent is not None and target.parent.element.tag in CONTAINER_TAGS:
                worst = self.warn(f"{item.id}: resource {id_} ambiguous, apply constraints to container")
        return worst

    def _settings(self, item: Item) -> int:
        if item.kind.keyword == "property":
            if item.id != item.kind.default_id:
                return 0
            return self._names(item.id, item.element, (*PROPERTIES, *WRITTEN_PROPERTIES))
        known = self.draft.schema.op_attributes if item.kind.keyword == "op_defaults" else RESOURCE_META
        return self._names(item.id, item.element, known)

    def _topology(self, item: Item) -> int:
        worst = 0
        levels = item.element.all("fencing-level")
        for target in (level.get("target") for level in levels):
            if target is not None and not self._is_node(target):
                worst = self.warn(f"{item.id}: target {target} not a node")
        for device in (each for level in levels for each in (level.get("devices") or "").split(",")):
            found = self.draft.inventory.find(device)
            if found is None:
                worst = self.warn(f"{item.id}: resource {device} does not exist")
            elif not self._is_fence_device(found):
                worst = self.warn(f"{item.id}: {device} not a stonith resource")
        return worst

    def _is_fence_device(self, item: Item) -> bool:
        whole = reduced(self.draft, item.element) if item.kind.keyword == "primitive" else None
        return whole is not None and whole.get("class") == "stonith"
