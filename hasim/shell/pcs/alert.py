"""`pcs alert`: programs that Pacemaker runs when something happens. They are kept; none is run."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command, older_name
from hasim.shell.pcs.edit import find_element, with_values_first
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, used_ids
from hasim.shell.pcs.messages import missing_options
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.text import indented
from hasim.shell.pcs.words import assignments, groups
from hasim.shell.pcs.words_kinds import not_found

__all__ = ["alert_lines"]

_SETS = (("instance_attributes", "Options"), ("meta_attributes", "Meta options"))
_OPTIONS = " [options <name>=<value>...] [meta <name>=<value>...]"


@command("alert config", "", options="-f", default_of="alert")
def config(run: Run, words: list[str]) -> None:
    """Show which programs are run."""
    if words:
        raise UsageFault
    run.out("\n".join(alert_lines(run.cib)))


older_name("alert show", "alert config")


def alert_lines(cib: Cib) -> list[str]:
    """All alerts with their recipients."""
    found = cib.section("alerts").all("alert")
    lines = [line for each in found for line in indented(_alert_lines(each), 1)]
    return ["Alerts:", *(lines or [" No alerts defined"])]


def _alert_lines(alert: Element) -> list[str]:
    inside = _details(alert)
    recipients = alert.all("recipient")
    inside += ["Recipients:"] if recipients else []
    for each in recipients:
        inside += indented([f"Recipient: {each.id} (value={each.get('value')})", *indented(_details(each), 1)], 1)
    return [f"Alert: {alert.id} (path={alert.get('path')})", *indented(inside, 1)]


def _details(element: Element) -> list[str]:
    description = element.get("description")
    lines = [f"Description: {description}"] if description else []
    for tag, label in _SETS:
        pairs = {
            pair.get("name") or "": pair.get("value") or ""
            for each in element.all(tag)[:1]
            for pair in each.all("nvpair")
        }
        texts = (f'{name}="{value}"' if " " in value else f"{name}={value}" for name, value in sorted(pairs.items()))
        lines += [" ".join([f"{label}:", *texts])] if pairs else []
    return lines


def _words(words: list[str], names: tuple[str, ...]) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The first words as options, then those behind `options` and behind `meta`."""
    found = groups(words, ("options", "meta"))
    flat = {keyword: [word for each in lists for word in each] for keyword, lists in found.items()}
    main = assignments(flat.get("", []))
    for name, value in main.items():
        if name not in names:
            raise UsageFault(f"Unexpected parameter '{name}={value}'")
    return main, [assignments(flat.get(keyword, [])) for keyword in ("options", "meta")]


def _with_sets(cib: Cib, tag: str, id: str, sets: list[dict[str, str]]) -> Cib:
    for (name, _), pairs in zip(_SETS, sets, strict=True):
        holder = find_element(cib, tag, id)
        assert holder is not None
        cib = with_values_first(cib, holder, name, pairs.items()) if pairs else cib
    return cib


def _found(run: Run, tag: str, id: str) -> Element:
    found = find_element(run.cib, tag, id)
    if found is None:
        run.plain_error(not_found(run.cib, id, (tag,)))
    return found


@command(
    "alert create",
    "path=<path> [id=<id>] [description=<text>]{_OPTIONS}",
    options="-f",
)
def create(run: Run, words: list[str]) -> None:
    """Have a program run when something happens."""
    if not words:
        raise UsageFault
    main, sets = _words(words, ("id", "description", "path"))
    if not main.get("path"):
        run.plain_error(missing_options(["path"]))
    cib = run.cib
    id = main.get("id") or free_id("alert", used_ids(cib))
    if main.get("id"):
        problem = id_problem(id, "alert-id") or (f"'{id}' already exists" if id in used_ids(cib) else "")
        if problem:
            run.plain_error(problem)
    alert = Element("alert", {"id": id, "path": main["path"]}).with_attributes(_description(main, ""))
    run.store(_with_sets(cib.with_section(cib.section("alerts").with_child(alert)), "alert", id, sets))


def _description(main: dict[str, str], default: str | None) -> dict[str, str | None]:
    return {"description": main.get("description", default) or None}


@command(
    "alert update",
    "<alert id> [path=<path>] [description=<text>]{_OPTIONS}",
    options="-f",
)
def update(run: Run, words: list[str]) -> None:
    """Change an alert; an empty value takes an option away."""
    if not words:
        raise UsageFault
    main, sets = _words(words[1:], ("description", "path"))
    alert = _found(run, "alert", words[0])
    changed = alert.with_attributes(_description(main, alert.get("description")))
    if main.get("path"):
        changed = changed.with_attributes({"path": main["path"]})
    run.store(_with_sets(run.cib.edit(alert, changed), "alert", alert.id, sets))


def _remove(run: Run, words: list[str], tag: str) -> None:
    if not words:
        raise UsageFault
    cib = run.cib
    for id in words:
        found = find_element(cib, tag, id)
        if found is None:
            run.error(not_found(cib, id, (tag,)))
        else:
            cib = cib.edit(found, None)
    run.check()
    run.store(cib)


@command("alert delete|remove", "<alert id>...", options="-f")
def delete(run: Run, words: list[str]) -> None:
    """Have programs run no more."""
    _remove(run, words, "alert")


@command(
    "alert recipient add",
    "<alert id> value=<value> [id=<id>] [description=<text>]{_OPTIONS}",
    options="-f --force",
)
def recipient_add(run: Run, words: list[str]) -> None:
    """Have the program run for one more recipient."""
    if len(words) < 2:
        raise UsageFault
    main, sets = _words(words[1:], ("description", "id", "value"))
    if not main.get("value"):
        run.plain_error(missing_options(["value"]))
    cib = run.cib
    if "id" not in main:
        main["id"] = free_id(f"{words[0]}-recipient", used_ids(cib))
    elif main["id"] in used_ids(cib):
        run.plain_error(f"'{main['id']}' already exists")
    alert = _found(run, "alert", words[0])
    _check_value(run, alert, main["value"], "")
    new = Element("recipient", {"id": main["id"], "value": main["value"]}).with_attributes(_description(main, ""))
    run.store(_with_sets(cib.edit(alert, alert.with_child(new)), "recipient", new.id, sets))


def _check_value(run: Run, alert: Element, value: str, own: str) -> None:
    if any(each.get("value") == value and each.id != own for each in alert.all("recipient")):
        run.forceable(f"Recipient '{value}' in alert '{alert.id}' already exists")
        run.check()


@command(
    "alert recipient update",
    "<recipient id> [value=<value>] [description=<text>]{_OPTIONS}",
    options="-f --force",
)
def recipient_update(run: Run, words: list[str]) -> None:
    """Change a recipient; an empty value takes an option away."""
    if not words:
        raise UsageFault
    main, sets = _words(words[1:], ("description", "value"))
    if main.get("value") == "":
        run.plain_error("Recipient value '' is not valid.")
    recipient = _found(run, "recipient", words[0])
    changed = recipient.with_attributes(_description(main, recipient.get("description")))
    if "value" in main:
        alert = next(each for each in run.cib.section("alerts").all("alert") if recipient in each.children)
        _check_value(run, alert, main["value"], recipient.id)
        changed = changed.with_attributes({"value": main["value"]})
    run.store(_with_sets(run.cib.edit(recipient, changed), "recipient", recipient.id, sets))


@command("alert recipient delete|remove", "<recipient id>...", options="-f")
def recipient_delete(run: Run, words: list[str]) -> None:
    """Take recipients away."""
    _remove(run, words, "recipient")
