"""Finding a resource's primitive in a configuration, and its parameters."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Cib, Element
from hasim.scheduler.transition import PrimitiveReference


def primitives(cib: Cib) -> list[Element]:
    """Every primitive of the configuration, in document order; what a template gives is filled in."""
    templates = {one.id: one for one in cib.resources.all("template")}
    found = []
    for element in cib.resources.walk():
        if element.tag == "primitive":
            found.append(_completed(element, templates))
    return found


def _completed(primitive: Element, templates: dict[str, Element]) -> Element:
    template = templates.get(primitive.get("template") or "")
    if template is None:
        return primitive
    kept = {name: primitive.get(name) or template.get(name) for name in ("class", "provider", "type")}
    return primitive.with_attributes(kept).with_children((*template.children, *primitive.children))


def reference_of(cib: Cib, resource: str) -> PrimitiveReference | None:
    """The agent of a resource, named by its primitive's id or an instance of it such as ``ping:1``."""
    name = resource.partition(":")[0]
    for one in primitives(cib):
        if one.id == name:
            return PrimitiveReference(name, one.get("class") or "", one.get("type") or "", one.get("provider") or "")
    return None


def parameters_of(primitive: Element) -> Mapping[str, str]:
    """A primitive's parameters, and as ``#id`` and ``#type`` what it is called and what it is."""
    found = {"#id": primitive.id, "#type": primitive.get("type") or ""}
    for group in primitive.all("instance_attributes"):
        for pair in group.all("nvpair"):
            found.setdefault(pair.get("name") or "", pair.get("value") or "")
    return found
