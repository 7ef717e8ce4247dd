"""`pcs resource defaults` and `pcs resource op defaults`."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib, Element, Unsupported
from hasim.shell.pcs.command import command
from hasim.shell.pcs.constraint_checks import is_score
from hasim.shell.pcs.edit import set_with
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, used_ids
from hasim.shell.pcs.messages import invalid_options
from hasim.shell.pcs.roles import schema_version
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.set_rule import parse, problems, rule_element
from hasim.shell.pcs.set_rule_reader import Part
from hasim.shell.pcs.text import set_lines
from hasim.shell.pcs.words import assignments, groups

_OVERRIDDEN = "Defaults do not apply to resources which override them with their own defined values"
_OPTIONS = ("id", "score")
_ALLOWED = {"rsc_defaults": ("resource",), "op_defaults": ("resource", "op", "attribute")}
"""What a rule may ask for, beside the date."""
_EXPIRED = "expired"
_STATES = {110: _EXPIRED, 111: "not yet in effect"}
"""What crm_rule's exit status says of a rule."""
_PATHS = (
    ("resource defaults", "rsc_defaults"),
    ("resource op defaults", "op_defaults"),
    ("stonith defaults", "rsc_defaults"),
    ("stonith op defaults", "op_defaults"),
)
Deed = Callable[[Run, list[str], str], None]


def _for_both(name: str, arguments: str, options: str, *, default: bool = False) -> Callable[[Deed], Deed]:
    def register(deed: Deed) -> Deed:
        for path, section in _PATHS:

            def run_it(run: Run, words: list[str], section: str = section) -> None:
                deed(run, words, section)

            run_it.__doc__ = deed.__doc__
            command(f"{path} {name}", arguments, options=options, default_of=path if default else None)(run_it)
        return deed

    return register


def _sets(cib: Cib, section: str) -> list[Element]:
    return cib.section(section).all("meta_attributes")


@_for_both("config", "", "-f --all --full --no-expire-check", default=True)
def config(run: Run, words: list[str], section: str) -> None:
    """Show the defaults."""
    if words:
        raise UsageFault
    full, everything = "--full" in run.options, "--all" in run.options
    check = "--no-expire-check" not in run.options
    run.out("\n".join(default_lines(run, section, with_ids=full, expired=everything, check=check)))


def default_lines(run: Run, section: str, *, with_ids: bool, expired: bool, check: bool) -> list[str]:
    """The sets of defaults of a section; those whose rule is over only if `expired`, which is looked at if `check`."""

    def state(rule: Element) -> str:
        return _STATES.get(run.program("crm_rule", "--check", "--rule", rule.id)[0], "") if check else ""

    found = _sets(run.cib, section)
    if not found:
        return ["No defaults set"]
    rules = {each.id: each.first("rule") for each in found}
    over = {id for id, rule in rules.items() if rule is not None and state(rule) == _EXPIRED} if not expired else set()
    shown = [each for each in found if each.id not in over]
    return [line for each in shown for line in set_lines("Meta Attrs", each, with_ids=with_ids, state=state)]


@_for_both("update", "<name>=<value>...", "-f")
def update(run: Run, words: list[str], section: str) -> None:
    """Set defaults, where there is at most one set of them; an empty value takes one away."""
    _update(run, words, section)


def _update(run: Run, words: list[str], section: str) -> None:
    pairs = assignments(words)
    if not pairs:
        return
    cib = run.cib
    removing = not any(pairs.values())
    if removing and cib.configuration.first(section) is None:
        run.warn(_OVERRIDDEN)
        return
    present = _sets(cib, section)
    if len(present) > 1:
        noun = "resource defaults" if section == "rsc_defaults" else "resource op defaults"
        run.error(
            f"Several options sets exist, please use the 'pcs {noun} set update' command and specify an option set ID"
        )
        run.check()
    run.warn(_OVERRIDDEN)
    if present:
        run.store(cib.edit(present[0], set_with(present[0], pairs.items(), used_ids(cib))))
    elif not removing:
        run.store(_with_new_set(cib, section, pairs, {}))


def _with_new_set(
    cib: Cib, section: str, pairs: dict[str, str], options: dict[str, str], rule: Part | None = None
) -> Cib:
    if rule is not None and _is_old(cib):
        raise Unsupported("pcs: a rule of defaults in a CIB of an older schema, which a real pcs brings up to date")
    if cib.configuration.first(section) is None:
        cib = cib.with_section(Element(section))
    holder, used = cib.section(section), used_ids(cib)
    id = options.get("id") or free_id(f"{section}-meta_attributes", used)
    given = {name: text for name, text in options.items() if name != "id" and text}
    fresh = Element("meta_attributes", {"id": id, **given})
    used.add(id)
    if rule is not None:
        fresh = fresh.with_child(rule_element(rule, fresh, used))
    return cib.with_section(holder.with_child(set_with(fresh, pairs.items(), used)))


def _is_old(cib: Cib) -> bool:
    """Whether the schema is older than 3.5, the first that knows all that a rule of defaults can say."""
    return schema_version(cib) < (3, 5)


@_for_both("set create", "[<set option>=<value>...] [meta <name>=<value>...] [rule <expression>]", "-f --force")
def set_create(run: Run, words: list[str], section: str) -> None:
    """Make another set of defaults, which counts where its rule holds."""
    found = groups(words, ("meta", "rule"), repeat=False)
    pairs = assignments(found.get("meta", [[]])[0])
    options = assignments(found.get("", [[]])[0])
    rule, problem = _read(" ".join(found.get("rule", [[]])[0]))
    unknown = [name for name in options if name not in _OPTIONS]
    if unknown:
        run.forceable(invalid_options(unknown, _OPTIONS))
    if "id" in options:
        _check_id(run, options["id"])
    if "score" in options and not is_score(options["score"]):
        run.error(f"invalid score '{options['score']}', use integer or INFINITY or -INFINITY")
    if problem:
        run.error(problem)
    for each in problems(rule, _ALLOWED[section]) if rule is not None else ():
        run.error(each)
    run.check()
    run.warn(_OVERRIDDEN)
    run.store(_with_new_set(run.cib, section, pairs, options, rule))


def _read(text: str) -> tuple[Part | None, str]:
    return parse(text) if text else (None, "")


def _check_id(run: Run, id: str) -> None:
    problem = id_problem(id)
    if problem:
        run.error(problem)
    elif id in used_ids(run.cib):
        run.error(f"'{id}' already exists")


@_for_both("set delete|remove", "[<set id>...]", "-f")
def set_delete(run: Run, words: list[str], section: str) -> None:
    """Remove sets of defaults."""
    _remove(run, words, section)


def _remove(run: Run, words: list[str], section: str) -> None:
    cib = run.cib
    if not words:
        return
    for id in words:
        found = next((each for each in _sets(cib, section) if each.id == id), None)
        if found is None:
            _report_missing(run, cib, id, section)
        else:
            cib = cib.edit(found, None)
    run.check()
    run.store(cib)


def _report_missing(run: Run, cib: Cib, id: str, section: str) -> None:
    if id in used_ids(cib):
        run.error(f"'{id}' is not an options set")
    else:
        run.error(f"options set '{id}' does not exist")


@_for_both("set update", "<set id> [meta <name>=<value>...]", "-f")
def set_update(run: Run, words: list[str], section: str) -> None:
    """Change a set of defaults."""
    if not words:
        raise UsageFault
    found = groups(words[1:], ("meta",), repeat=False)
    if "" in found:
        raise UsageFault
    pairs = assignments(found.get("meta", [[]])[0])
    target = next((each for each in _sets(run.cib, section) if each.id == words[0]), None)
    if target is None:
        _report_missing(run, run.cib, words[0], section)
        run.check()
    assert target is not None
    run.warn(_OVERRIDDEN)
    run.store(run.cib.edit(target, set_with(target, pairs.items(), used_ids(run.cib))))


@_for_both("*", "<name>=<value>...", "-f")
def older(run: Run, words: list[str], section: str) -> None:
    """An older way to set defaults."""
    if "=" not in words[0]:
        raise UsageFault
    noun = "resource defaults" if section == "rsc_defaults" else "resource op defaults"
    run.deprecated(f"This command is deprecated and will be removed. Please use 'pcs {noun} update' instead.")
    _update(run, words, section)
