"""What a constraint may be about, and whether it is there already."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Cib, Element
from hasim.shell.pcs.faults import Failure
from hasim.shell.pcs.ids import id_problem, used_ids
from hasim.shell.pcs.lookup import bundle_around, clone_around, resource
from hasim.shell.pcs.run import FORCE, Run
from hasim.shell.pcs.words import split_option

__all__ = ["check_new_id", "check_resource", "check_score", "is_score", "named_options", "refuse_duplicates"]


def check_resource(run: Run, cib: Cib, id: str) -> None:
    """Failure where there is no such resource, or where its clone should be named instead."""
    if resource(cib, id, "clone", "master", "bundle") is not None:
        return
    found = resource(cib, id, "primitive", "group")
    if found is None:
        raise Failure(f"Resource '{id}' does not exist")
    around = clone_around(cib, found) or bundle_around(cib, found)
    if around is None or run.force:
        return
    kind = "bundle" if around.tag == "bundle" else "clone"
    raise Failure(
        f"{id} is a {kind} resource, you should use the {kind} id: {around.id} when adding constraints. "
        "Use --force to override."
    )


def is_score(text: str) -> bool:
    """Whether a text is a score."""
    plain = text[1:] if text[:1] in ("+", "-") else text
    return plain == "INFINITY" or plain.isdigit()


def check_score(text: str) -> None:
    """Failure for a text that is no score."""
    if not is_score(text):
        raise Failure(f"invalid score '{text}', use integer or INFINITY or -INFINITY")


def check_new_id(cib: Cib, id: str, description: str = "constraint id") -> None:
    """Failure for an id that is none, or that is taken."""
    problem = id_problem(id, description)
    if problem:
        raise Failure(problem)
    if id in used_ids(cib):
        raise Failure(f"id '{id}' is already in use, please specify another one")


def named_options(words: list[str]) -> list[tuple[str, str]]:
    """Options with values, none of which may be empty."""
    return [split_option(word, allow_empty=False) for word in words]


def refuse_duplicates(run: Run, same: Mapping[str, str]) -> None:
    """Failure where constraints (id -> text) say the same already, unless forced."""
    if same and not run.force:
        lines = "\n".join(f"  {text}" for text in same.values())
        raise Failure(f"duplicate constraint already exists{FORCE}\n{lines}")


def add(cib: Cib, element: Element) -> Cib:
    """The CIB with one more constraint."""
    return cib.with_section(cib.constraints.with_child(element))
