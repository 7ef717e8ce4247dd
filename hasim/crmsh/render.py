"""Objects of a configuration as statements of the language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hasim.cib import Element
from hasim.crmsh import phrases
from hasim.crmsh.access import SHORTCUTS
from hasim.crmsh.phrases import Setting
from hasim.crmsh.vocabulary import CHILD_TAGS, COMMENT_TAG, Kind

BREAK = " \\\n\t"
"""Between the parts of a statement that each have a line of their own."""


_SETS = {"instance_attributes": "params", "meta_attributes": "meta"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "node": {"instance_attributes": "attributes", "utilization": "utilization"},
    "primitive": {**_SETS, "utilization": "utilization"},
    "rsc_template": {**_SETS, "utilization": "utilization"},
    "group": _SETS,
    "clone": _SETS,
    "ms": _SETS,
    "bundle": {**_SETS, **{tag: tag for tag in ("docker", "network", "storage", "primitive")}},
    "alert": {"instance_attributes": "attributes", "meta_attributes": "meta"},
    "op": {"instance_attributes": "op_params", "meta_attributes": "op_meta"},
}


def statement(kind: Kind, id_: str, element: Element, setting: Setting, *, broken: bool = True) -> str | None:
    """The statement for an object, None where there is none.

    With `broken` every part stands on its own line, else all stand on one; comments come before it in both forms.
    """
    head = _HEADS[kind.keyword](kind, id_, element, setting, broken)
    if head is None:
        return None
    parts = [head]
    if element.get("description"):
        parts.append(phrases.named("description", element.get("description")))
    comments: list[str] = []
    for child in element.children:
        if child.tag == COMMENT_TAG:
            comments.append(child.text)
        else:
            text = _part(kind, child, element, setting, broken)
            if text is None:
                return None
            parts += [text] if text else []
    return "\n".join([*comments, (BREAK if broken else " ").join(parts)])


def _part(kind: Kind, child: Element, element: Element, setting: Setting, broken: bool) -> str | None:
    """What a child adds to its object's statement: nothing for most, None where the language has no words for it."""
    words = _WORDS.get(kind.keyword, {})
    if kind.keyword == "bundle" and child.tag not in words:
        return None
    if child.tag in words:
        return phrases.attribute_set(child, words, setting)
    if child.tag == "operations" and kind.keyword in ("primitive", "rsc_template"):
        return _operations(child, setting, broken)
    if child.tag == "rule" and kind.keyword in ("location", "property", "rsc_defaults", "op_defaults"):
        return f"rule {phrases.rule(child, setting)}"
    if child.tag == "nvpair" and kind.keyword in ("property", "rsc_defaults", "op_defaults"):
        return phrases.pair(child, setting)
    if kind.keyword in ("role", "user", "acl_target", "acl_group"):
        return _access(child)
    if kind.keyword == "alert" and child.tag == "select":
        return _selection(child)
    if kind.keyword == "alert" and child.tag == "recipient":
        return _recipient(child, element, setting)
    return ""


def _operations(element: Element, setting: Setting, broken: bool) -> str:
    lines: list[str] = []
    spec = phrases.named("$id", element.id) if element.id else ""
    if element.get("id-ref") is not None:
        spec += " " + phrases.named("$id-ref", element.get("id-ref"))
    if spec:
        lines.append(f"operations {spec}")
    for operation in element.all("op"):
        own = {name: value for name, value in operation.attributes.items() if name not in ("id", "name")}
        lines.append(" ".join([f"op {operation.get('name')}", *(phrases.named(*each) for each in own.items())]))
        if operation.get("description"):
            lines.append(phrases.named("description", operation.get("description")))
        words = _WORDS["op"]
        lines += [phrases.attribute_set(child, words, setting) for child in operation.children if child.tag in words]
    return (BREAK if broken else " ").join(lines)


def _access(element: Element) -> str:
    if element.tag == "role_ref":
        return f"role:{element.id}"
    if element.tag == "role":
        return element.id
    if element.tag == "acl_permission":
        parts = [element.get("kind") or ""]
        if element.get("description"):
            parts.append(phrases.named("description", element.get("description")))
        words = {"xpath": "xpath", "reference": "ref", "attribute": "attr", "object-type": "type"}
    else:
        parts = [element.tag]
        words = {name: name for name in ("xpath", "ref", "tag", "attribute")}
    told = {name: element.get(name) for name in words}
    empty = element.tag == "acl_permission"  # of a permission an empty part is told by its word alone
    return " ".join(
        parts + [_access_part(words[name], value) for name, value in told.items() if value or (empty and value == "")]
    )


def _access_part(word: str, value: str | None) -> str:
    if word != "xpath":
        return f"{word}:{value}" if value else word
    for shortcut, pieces in SHORTCUTS.items():
        for length in range(1, len(pieces) + 1):
            pattern = re.escape("".join(pieces[:length])).replace("@@", r"([a-zA-Z_][a-zA-Z0-9_.-]*)")
            match = re.fullmatch(pattern, value or "")
            if match is not None:
                return ":".join([shortcut, *match.groups()[:length]])
    return f"xpath:{phrases.quoted(value or '')}"


def _selection(element: Element) -> str:
    words = ["select"]
    for child in element.children:
        if child.tag.startswith("select_"):
            words.append(child.tag.removeprefix("select_"))
            if child.tag == "select_attributes":
                words += ["{", *(each.get("name") or "" for each in child.all("attribute")), "}"]
    return " ".join(words)


def _recipient(element: Element, alert: Element, setting: Setting) -> str:
    sets = [phrases.attribute_set(each, _WORDS["alert"], setting) for each in _ordered_sets(element)]
    tags = [child.tag for child in alert.children if child.tag in ("recipient", *_WORDS["alert"])]
    after = tags[tags.index("recipient") + 1 :]
    path = phrases.quoted(element.get("value") or "")
    if any(tag in _WORDS["alert"] for tag in after):
        return " ".join(["to", "{", path, *sets, "}"])
    return " ".join(["to", path, *sets])


def _ordered_sets(element: Element) -> list[Element]:
    return element.all("instance_attributes", "meta_attributes")


_Head = Callable[[Kind, str, Element, Setting, bool], str | None]


def _plain_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    return f"{kind.keyword} {id_}"


def _node_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    uname = element.get("uname") or ""
    words = [kind.keyword]
    if id_ != uname:
        words.append(f"{id_}:" if phrases.is_bare(id_) else f'$id="{id_}"')
    type_ = element.get("type")
    words.append(f"{uname}:{type_}" if type_ and type_ != "normal" else uname)
    return " ".join(words)


def _primitive_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    template = element.get("template") if kind.keyword == "primitive" else None
    return f"{kind.keyword} {id_} {f'@{template}' if template else phrases.agent(element)}"


def _container_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    return f"{kind.keyword} {id_} {' '.join(child.id for child in element.all(*CHILD_TAGS))}"


def _location_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str | None:
    if element.get("rsc") is not None:
        resource = element.get("rsc") or ""
    elif element.get("rsc-pattern") is not None:
        resource = f"/{element.get('rsc-pattern')}/"
    elif element.first("resource_set") is not None:
        resource = f"{{ {' '.join(phrases.resource_sets(element))} }}"
    else:
        return None
    words = [kind.keyword, id_, resource]
    words += [f"{name}={element.get(name)}" for name in ("role", "resource-discovery") if element.get(name) is not None]
    if element.get("node") is not None:
        words.append(f"{phrases.score(element)}: {element.get('node')}")
    return " ".join(words)


def _relation_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    order = kind.keyword == "order"
    names, suffix = (("first", "then"), "action") if order else (("rsc", "with-rsc"), "role")
    words = [kind.keyword, id_]
    score = phrases.score(element) or element.get("kind") or ""
    if score:
        words.append(f"{score}:")
    if element.first("resource_set") is not None:
        words += phrases.resource_sets(element)
    else:
        words += [phrases.resource(element, name, suffix) for name in names]
    tail = "symmetrical" if order else "node-attribute"
    return " ".join(words + ([f"{tail}={element.get(tail)}"] if element.get(tail) else []))


def _ticket_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    if element.first("resource_set") is not None:
        resources = phrases.resource_sets(element)
    else:
        resources = [phrases.resource(element, "rsc", "role")]
    policy = [f"loss-policy={element.get('loss-policy')}"] if element.get("loss-policy") else []
    return " ".join([kind.keyword, id_, f"{element.get('ticket')}:", *resources, *policy])


def _settings_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    return f"{kind.keyword} {id_}:" if phrases.is_bare(id_) else f'{kind.keyword} $id="{id_}"'


def _topology_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    levels: dict[str, dict[int, str]] = {}
    for level in element.all("fencing-level"):
        index = level.get("index") or ""
        if index.isdecimal():
            levels.setdefault(_target(level), {})[int(index)] = level.get("devices") or ""
    devices = {target: " ".join(text for _, text in sorted(each.items())) for target, each in levels.items()}
    if len(set(devices.values())) == 1 and len(devices) == setting.node_count:
        return f"{kind.keyword} {next(iter(devices.values()))}"
    return (BREAK if broken else " ").join([kind.keyword, *(f"{target} {text}" for target, text in devices.items())])


def _target(level: Element) -> str:
    if level.get("target-pattern") is not None:
        return f"pattern:{level.get('target-pattern')}"
    if level.get("target-attribute") is not None:
        return f"attr:{level.get('target-attribute')}={level.get('target-value')}"
    return f"{level.get('target')}:"


def _tag_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    return " ".join([kind.keyword, id_, *(child.id for child in element.children if child.tag != COMMENT_TAG)])


def _alert_head(kind: Kind, id_: str, element: Element, setting: Setting, broken: bool) -> str:
    return f"{kind.keyword} {id_} {phrases.quoted(element.get('path') or '')}"


_HEADS: Mapping[str, _Head] = {
    "node": _node_head,
    "primitive": _primitive_head,
    "rsc_template": _primitive_head,
    "bundle": _plain_head,
    "group": _container_head,
    "clone": _container_head,
    "ms": _container_head,
    "tag": _tag_head,
    "location": _location_head,
    "colocation": _relation_head,
    "order": _relation_head,
    "rsc_ticket": _ticket_head,
    "fencing_topology": _topology_head,
    "property": _settings_head,
    "rsc_defaults": _settings_head,
    "op_defaults": _settings_head,
    "role": _plain_head,
    "acl_target": _plain_head,
    "acl_group": _plain_head,
    "user": _plain_head,
    "alert": _alert_head,
}
