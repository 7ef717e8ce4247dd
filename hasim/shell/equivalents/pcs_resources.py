"""Making resources in pcs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hasim.cib import Element
from hasim.crmsh.agents import Agent, agent_of
from hasim.shell.equivalents.language import Command, command
from hasim.shell.equivalents.meaning import SET_TAGS, is_plain

__all__ = ["assignments", "knows", "made_container", "made_resource", "noun_of"]


def noun_of(element: Element) -> str:
    """What pcs calls a resource: fencing devices have commands of their own."""
    return "stonith" if element.get("class") == "stonith" else "resource"


def assignments(element: Element, without: Sequence[str]) -> list[str]:
    """The attributes of an element as name=value, but for those."""
    return [f"{name}={value}" for name, value in element.attributes.items() if name not in without]


def _values(element: Element, tag: str) -> Mapping[str, str] | None:
    """The values of the plain sets of that tag; None where there is more to them."""
    found: dict[str, str] = {}
    for each in element.all(tag):
        if not is_plain(each):
            return None
        for pair in each.all("nvpair"):
            found[pair.get("name") or ""] = pair.get("value") or ""
    return found if all(found.values()) else None


def knows(agent: Agent | None, names: Sequence[str]) -> bool:
    """Whether pcs can read the agent's metadata and finds these parameters there."""
    return agent is not None and all(name in agent.parameters for name in names)


def made_resource(element: Element) -> list[Command] | None:
    """The commands that make a resource, with what is in it; None where pcs has no words for it."""
    if element.tag == "primitive":
        return _primitive(element)
    if element.tag not in ("group", "clone"):
        return None
    said: list[Command] = []
    for child in element.all("primitive", "group"):
        inner = made_resource(child)
        if inner is None:
            return None
        said += inner
    own = made_container(element)
    return said + own if own is not None else None


def _primitive(element: Element) -> list[Command] | None:
    allowed = {"id", "class", "provider", "type"}
    sets = {tag: _values(element, tag) for tag in SET_TAGS}
    operations = [each for holder in element.all("operations") for each in holder.all("op")]
    plain = not any(each.children for each in operations) and not any(
        each.attributes for each in element.all("operations")
    )
    if set(element.attributes) - allowed or any(values is None for values in sets.values()) or not plain:
        return None
    name = ":".join(text for text in (element.get("class"), element.get("provider"), element.get("type")) if text)
    stonith = element.get("class") == "stonith"
    parameters = sets["instance_attributes"] or {}
    words = (
        ["pcs", "stonith", "create", element.id, element.get("type") or ""]
        if stonith
        else ["pcs", "resource", "create", element.id, name]
    )
    words += [f"{key}={value}" for key, value in parameters.items()]
    for each in operations:
        words += ["op", each.get("name") or "", *assignments(each, without=("name",))]
    meta = [f"{key}={value}" for key, value in (sets["meta_attributes"] or {}).items()]
    words += ["meta", *meta] if meta else []
    agent = agent_of(element)
    required = [each.name for each in agent.parameters.values() if each.required] if agent is not None else []
    good = knows(agent, list(parameters)) and all(each in parameters for each in required)
    words += ["--no-default-ops"] if not stonith else []
    said = [command(*words, *([] if good else ["--force"]))]
    return said + list(_afterwards(element, sets["utilization"] or {}, operations))


def _afterwards(element: Element, utilization: Mapping[str, str], operations: Sequence[Element]) -> Iterator[Command]:
    """What creating does not do, or does too much."""
    if not any(each.get("name") == "monitor" for each in operations):
        yield command("pcs", "resource", "op", "delete", element.id, "monitor")
    if utilization:
        pairs = (f"{key}={value}" for key, value in utilization.items())
        yield command("pcs", "resource", "utilization", element.id, *pairs)


def made_container(element: Element) -> list[Command] | None:
    """The commands that make a group or clone of resources that are there."""
    meta = _values(element, "meta_attributes")
    extra = [each for each in element.children if each.tag not in ("meta_attributes", "primitive", "group", "#comment")]
    if meta is None or extra or set(element.attributes) - {"id"}:
        return None
    words = [f"{key}={value}" for key, value in meta.items()]
    members = [each.id for each in element.all("primitive", "group")]
    if element.tag == "group":
        said = [command("pcs", "resource", "group", "add", element.id, *members)]
        return said + ([command("pcs", "resource", "meta", element.id, *words)] if words else [])
    if meta.get("promotable") == "true":
        words.remove("promotable=true")
        more = ["meta", *words] if words else []
        return [command("pcs", "resource", "promotable", members[0], element.id, *more, *_forced(element))]
    return [command("pcs", "resource", "clone", members[0], element.id, *(["meta", *words] if words else []))]


def _forced(clone: Element) -> list[str]:
    """An agent that cannot be promoted is taken only by force."""
    agents = [agent_of(each) for each in clone.walk() if each.tag == "primitive"]
    able = all(agent is not None and any(each.name == "promote" for each in agent.actions) for agent in agents)
    return [] if able else ["--force"]
