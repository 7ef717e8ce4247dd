"""`pcs constraint ... set`: constraints about sets of resources."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.constraint_checks import add, check_score
from hasim.shell.pcs.constraint_text import set_text
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, used_ids
from hasim.shell.pcs.lookup import RESOURCE_TAGS, any_resource, bundle_around, clone_around, parent
from hasim.shell.pcs.messages import invalid_options, invalid_value
from hasim.shell.pcs.roles import newer_role, stored_role
from hasim.shell.pcs.run import FORCE, Run, quoted_list
from hasim.shell.pcs.words import assignments
from hasim.shell.pcs.words_kinds import not_found

__all__ = ["add_sets", "resource_problem"]

_SET_OPTIONS = ("action", "require-all", "role", "sequential")
_VALUES = {
    "action": ("demote", "promote", "start", "stop"),
    "require-all": ("false", "true"),
    "role": ("Master", "Promoted", "Slave", "Started", "Stopped", "Unpromoted"),
    "sequential": ("false", "true"),
}
Set = tuple[list[str], dict[str, str]]


def read_sets(words: list[str]) -> tuple[list[Set], dict[str, str]]:
    """The sets and the options that stand behind `setoptions`."""
    if words.count("setoptions") > 1:
        raise UsageFault("Keyword 'setoptions' may be mentioned at most once")
    at = words.index("setoptions") if "setoptions" in words else len(words)
    parts: list[list[str]] = [[]]
    for word in words[:at]:
        if word == "set":
            parts.append([])
        else:
            parts[-1].append(word)
    sets = [([w for w in part if "=" not in w], assignments([w for w in part if "=" in w])) for part in parts]
    if not words[:at] or not all(ids for ids, _ in sets):
        raise UsageFault
    return sets, assignments(words[at + 1 :])


def resource_problem(run: Run, cib: Cib, id: str) -> str:
    """Report a resource that there is none, or whose clone should be named; empty if all is well."""
    found = any_resource(cib, id)
    if found is None:
        return not_found(cib, id, RESOURCE_TAGS)
    if found.tag in ("clone", "master", "bundle"):
        return ""
    around = clone_around(cib, found) or bundle_around(cib, found)
    if around is None:
        return ""
    kind = "bundle" if around.tag == "bundle" else "clone"
    text = f"{id} is a {kind} resource, you should use the {kind} id: {around.id} when adding constraints"
    if run.force:
        run.warn(text)
        return ""
    return text + FORCE


Prepare = Callable[[Run, dict[str, str]], dict[str, str]]


def add_sets(run: Run, words: list[str], tag: str, allowed: tuple[str, ...], prepare: Prepare) -> None:
    """Make a constraint about sets."""
    sets, options = read_sets(words)
    cib = run.cib
    for ids, given in sets:
        _check_set(run, given)
        for id in ids:
            problem = resource_problem(run, cib, id)
            if problem:
                raise Failure(problem)
    unknown = [name for name in options if name not in (*allowed, "id")]
    if unknown:
        raise Failure(invalid_options(unknown, (*allowed, "id")))
    id = options.pop("id", "") or _set_id(cib, tag, sets)
    _check_id(cib, id)
    options = prepare(run, options)
    if tag == "rsc_order" and _shares_a_group(cib, [each for ids, _ in sets for each in ids]):
        raise Failure("Cannot create an order constraint for resources in the same group")
    element = Element(tag, {**options, "id": id})
    used = used_ids(cib) | {id}
    for ids, given in sets:
        own = free_id(f"{id}_set", used)
        used.add(own)
        refs = tuple(Element("resource_ref", {"id": each}) for each in ids)
        element = element.with_child(Element("resource_set", {**given, "id": own}, refs))
    _refuse_same(run, cib, element)
    run.store(add(cib, element))


def _check_id(cib: Cib, id: str) -> None:
    problem = id_problem(id, "constraint id")
    if problem:
        raise Failure(problem)
    if id in used_ids(cib):
        raise Failure(f"'{id}' already exists")


def _check_set(run: Run, given: dict[str, str]) -> None:
    unknown = [name for name in given if name not in _SET_OPTIONS]
    if unknown:
        run.error(invalid_options(unknown, _SET_OPTIONS, "set"))
    for name, value in given.items():
        if name in _VALUES and value not in _VALUES[name]:
            run.error(invalid_value(name, value, quoted_list(_VALUES[name])))
    role = given.get("role", "")
    if newer_role(role) != role:
        run.deprecated(
            f"Value '{role}' of option role is deprecated and should not be used, "
            f"use '{newer_role(role)}' value instead"
        )
    if role:
        given["role"] = stored_role(run.cib, role)
    run.check()


def _set_id(cib: Cib, tag: str, sets: list[Set]) -> str:
    names = [each for ids, _ in sets for each in ids]
    part = "".join(name[0] + name[-1] for name in names[:3])
    return free_id(f"{tag.removeprefix('rsc_')}_set_{part}", used_ids(cib))


def _shares_a_group(cib: Cib, ids: list[str]) -> bool:
    groups: list[str] = []
    for id in dict.fromkeys(ids):
        found = any_resource(cib, id)
        around = parent(cib, found) if found is not None else None
        groups += [around.id] if around is not None and around.tag == "group" else []
    return len(set(groups)) != len(groups)


def _refuse_same(run: Run, cib: Cib, element: Element) -> None:
    def members(each: Element) -> list[list[str]]:
        return [[ref.id for ref in part.all("resource_ref")] for part in each.all("resource_set")]

    same = [each for each in cib.constraints.all(element.tag) if members(each) == members(element)]
    if element.tag == "rsc_ticket":
        same = [each for each in same if each.get("ticket") == element.get("ticket")]
    if same:
        run.say("\n".join(["Duplicate constraints:", *(f"  {_said(each)}" for each in same)]))
        run.forceable("duplicate constraint already exists")
        run.check()


def _said(element: Element) -> str:
    return set_text(element, with_ids=True)


def _colocation_options(run: Run, options: dict[str, str]) -> dict[str, str]:
    names = [name for name in options if name.startswith("score")]
    if len(names) > 1:
        raise Failure("multiple score options cannot be specified")
    if "score" in options:
        check_score(options["score"])
    return options if names else {**options, "score": "INFINITY"}


def _order_options(run: Run, options: dict[str, str]) -> dict[str, str]:
    kind = options.get("kind")
    if kind is not None:
        options["kind"] = kind.lower().capitalize()
        if options["kind"] not in ("Mandatory", "Optional", "Serialize"):
            raise Failure(invalid_value("kind", kind, "'Mandatory', 'Optional', 'Serialize'"))
    symmetrical = options.get("symmetrical")
    if symmetrical is not None:
        options["symmetrical"] = symmetrical.lower()
        if options["symmetrical"] not in ("true", "false"):
            raise Failure(invalid_value("symmetrical", symmetrical, "'false', 'true'"))
    return options


_SETS = (
    "<resource>... [<option>=<value>...] [set <resource>... [<option>=<value>...]]... [setoptions <option>=<value>...]"
)


@command("constraint colocation set", _SETS, options="-f --force")
def colocation_set(run: Run, words: list[str]) -> None:
    """Let sets of resources run together."""
    add_sets(run, words, "rsc_colocation", ("score",), _colocation_options)


@command("constraint order set", _SETS, options="-f --force")
def order_set(run: Run, words: list[str]) -> None:
    """Let something happen to sets of resources one after the other."""
    add_sets(run, words, "rsc_order", ("kind", "symmetrical"), _order_options)
