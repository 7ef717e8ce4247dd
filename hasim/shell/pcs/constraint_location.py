"""`pcs constraint location`, and rules of such constraints."""

from __future__ import annotations

from hasim.cib import Cib, Element, Unsupported
from hasim.shell.pcs.command import command, older_name
from hasim.shell.pcs.constraint_checks import add, check_new_id, check_resource, check_score, is_score
from hasim.shell.pcs.constraint_text import location_lines
from hasim.shell.pcs.edit import replaced
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, safe_id, used_ids
from hasim.shell.pcs.lookup import node as find_node
from hasim.shell.pcs.roles import newer_role, schema_version, stored_role
from hasim.shell.pcs.rule import rule_element
from hasim.shell.pcs.rule_text import as_expression, detailed
from hasim.shell.pcs.run import FORCE, Run
from hasim.shell.pcs.words import typed

_SKIPPED = "Validation for node existence in the cluster will be skipped"
_RULE_OPTIONS = ("id", "role", "score", "score-attribute")


@command(
    "constraint location *",
    "<resource> prefers|avoids <node>[=<score>]... | "
    "<resource> rule [id=<rule id>] [constraint-id=<id>] [role=Promoted|Unpromoted] [score=<score>] <expression>",
    options="--force -f",
)
def location(run: Run, words: list[str]) -> None:
    """Say on which nodes a resource would rather run, or rather not, or under which conditions."""
    if len(words) < 3:
        raise UsageFault
    if words[1] == "rule":
        return _with_rule(run, words[0], words[2:])
    if words[1] not in ("prefers", "avoids"):
        typed(words[0])
        raise UsageFault
    return _prefer(run, words[0], words[2:], avoid=words[1] == "avoids")


def _prefer(run: Run, resource: str, words: list[str], *, avoid: bool) -> None:
    _, name = typed(resource)
    checked = _checks_nodes(run)
    planned: list[tuple[str, str, str]] = []
    for word in words:
        node, sign, score = word.partition("=")
        if checked:
            _check_node(run, node)
        if not sign:
            score = "INFINITY"
        else:
            check_score(score)
        if avoid:
            score = score[1:] if score.startswith("-") else f"-{score}"
        planned.append((safe_id(f"location-{name}-{node}-{score}"), node, score))
    run.end_if_failed()
    for id, node, score in planned:
        _add(run, id, resource, node, score, {})


def _checks_nodes(run: Run) -> bool:
    """Whether nodes can be checked; says so if not."""
    if not run.on_file and not run.force:
        return True
    run.warn(_SKIPPED)
    return False


def _check_node(run: Run, name: str) -> None:
    if find_node(run.cib, name) is None:
        run.error(f"Node '{name}' does not appear to exist in configuration{FORCE}")


@command(
    "constraint location add", "<id> <resource> <node> <score> [resource-discovery=<option>]", options="--force -f"
)
def location_add(run: Run, words: list[str]) -> None:
    """Add a location constraint with an id."""
    if len(words) < 4:
        raise UsageFault
    id, resource, node, score = words[:4]
    typed(resource)
    options: dict[str, str] = {}
    for word in words[4:]:
        name, sign, value = word.partition("=")
        if not sign:
            raise UsageFault(f"bad option '{word}'")
        options[name] = value
        if name != "resource-discovery" and not run.force:
            raise Failure(f"bad option '{name}'{FORCE}")
    if _checks_nodes(run):
        _check_node(run, node)
        run.end_if_failed()
    check_score(score)
    _add(run, id, resource, node, score, options)


def _add(run: Run, id: str, resource: str, node: str, score: str, options: dict[str, str]) -> None:
    """Store a constraint; one of that id, or about that resource and node, goes."""
    problem = id_problem(id, "constraint id")
    if problem:
        raise Failure(problem)
    kind, name = typed(resource)
    end = "rsc" if kind == "resource" else "rsc-pattern"
    cib = run.cib
    if kind == "resource":
        check_resource(run, cib, name)
    for each in cib.constraints.all("rsc_location"):
        if each.id == id or (each.get("node") == node and each.get(end) == name):
            cib = cib.edit(each, None)
    attributes = {"id": id, end: name, "node": node, "score": score, **options}
    run.store(add(cib, Element("rsc_location", attributes)))


@command("constraint location delete|remove", "<id>", options="-f")
def location_delete(run: Run, words: list[str]) -> None:
    """Remove a location constraint."""
    if len(words) != 1:
        raise UsageFault
    found = [each for each in run.cib.constraints.all("rsc_location") if each.id == words[0]]
    if not found:
        raise Failure(f"resource location id: {words[0]} not found.")
    run.store(run.cib.edit(found[0], None))


@command(
    "constraint location config",
    "[resources [<resource>...]] | [nodes [<node>...]]",
    options="-f --full --all",
    default_of="constraint location",
)
def location_config(run: Run, words: list[str]) -> None:
    """Show location constraints, by resource or by node."""
    nodes = words[:1] == ["nodes"]
    chosen = {("node", word) if nodes else typed(word) for word in words[1:]}
    lines = location_lines(
        run.cib,
        run.context.now,
        with_ids="--full" in run.options,
        expired="--all" in run.options,
        nodes=nodes,
        chosen=chosen,
    )
    run.out("\n".join(lines))


older_name("constraint location show", "constraint location config")


def _rule_options(words: list[str], more: tuple[str, ...] = ()) -> tuple[dict[str, str], list[str]]:
    """The options in front of a rule, and the rule."""
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        name, sign, value = rest[0].partition("=")
        if not sign or name not in (*_RULE_OPTIONS, *more):
            break
        found[name] = value
        rest.pop(0)
    return found, rest


def _with_rule(run: Run, resource: str, words: list[str]) -> None:
    if not words:
        raise UsageFault
    kind, name = typed(resource)
    options, rest = _rule_options(words, ("constraint-id", "resource-discovery"))
    cib = run.cib
    _check_schema(cib, rest)
    if kind == "resource":
        check_resource(run, cib, name)
    id = options.pop("constraint-id", "")
    if id:
        check_new_id(cib, id)
    else:
        id = free_id(safe_id(f"location-{name}"), used_ids(cib))
    discovery = options.pop("resource-discovery", "")
    attributes = {"resource-discovery": discovery} if discovery else {}
    attributes |= {"id": id, "rsc" if kind == "resource" else "rsc-pattern": name}
    element = Element("rsc_location", attributes)
    element = element.with_child(_rule(run, cib, element, options, rest))
    _refuse_same(run, cib, element)
    run.store(add(cib, element))


def _check_schema(cib: Cib, words: list[str]) -> None:
    if schema_version(cib) < (3, 5) and "integer" in words:
        raise Unsupported(
            "pcs: a comparison of integers in a CIB of an older schema, which a real pcs brings up to date"
        )


def _rule(run: Run, cib: Cib, holder: Element, options: dict[str, str], words: list[str]) -> Element:
    if options.get("score") and options.get("score-attribute"):
        raise Failure("can not specify both score and score-attribute")
    if options.get("score") and not is_score(options["score"]):
        raise Failure(f"invalid score'{options['score']}'")
    if options.get("role"):
        options["role"] = _role(run, options["role"])
    if options.get("id"):
        check_new_id(cib, options["id"], "rule id")
    used = used_ids(cib) | {holder.id} | {each.id for each in holder.walk()}
    rule = rule_element(words, holder.id, options.pop("id", ""), used)
    if not options.get("score") and not options.get("score-attribute"):
        options["score"] = "INFINITY"
    return rule.with_attributes(dict(options))


def _role(run: Run, text: str) -> str:
    role = text.capitalize()
    if role not in ("Master", "Promoted", "Slave", "Unpromoted"):
        raise Failure(f"invalid role '{text}', use 'Master', 'Promoted', 'Slave' or 'Unpromoted'")
    newer = newer_role(role)
    if newer != role:
        run.deprecated(f"Role value '{text}' is deprecated and should not be used, use '{newer}' instead")
    return stored_role(run.cib, role)


def _refuse_same(run: Run, cib: Cib, element: Element) -> None:
    def said(each: Element) -> tuple[str | None, str | None, list[str]]:
        return (
            each.get("rsc-pattern"),
            each.get("rsc"),
            [as_expression(rule) for rule in each.walk() if rule.tag == "rule"],
        )

    if run.force:
        return
    others = [each for each in cib.constraints.all("rsc_location") if each.first("rule") and each.id != element.id]
    same = [each for each in others if said(each) == said(element)]
    if same:
        lines: list[str] = []
        for each in same:
            lines.append(f"  Constraint: {each.id}")
            lines += [f"    {line}" for rule in each.all("rule") for line in detailed(rule, with_ids=True)]
        text = "\n".join(lines)
        raise Failure(f"duplicate constraint already exists{FORCE}\n{text}")


@command(
    "constraint rule add",
    "<constraint id> [id=<rule id>] [role=Promoted|Unpromoted] [score=<score>] <expression>",
    options="-f --force",
)
def rule_add(run: Run, words: list[str]) -> None:
    """Add a rule to a location constraint."""
    if not words:
        raise UsageFault
    options, rest = _rule_options(words[1:])
    cib = run.cib
    _check_schema(cib, rest)
    holder = next((each for each in cib.constraints.all("rsc_location") if each.id == words[0]), None)
    if holder is None:
        raise Failure(f"Unable to find constraint: {words[0]}")
    changed = holder.with_child(_rule(run, cib, holder, options, rest))
    changed = changed.with_attributes({"score": None, "node": None})
    _refuse_same(run, cib, changed)
    run.store(cib.edit(holder, changed))


@command("constraint rule delete|remove", "<rule id>", options="-f")
def rule_delete(run: Run, words: list[str]) -> None:
    """Remove a rule; with the last one its constraint goes."""
    if not words:
        raise UsageFault
    for each in run.cib.constraints.all("rsc_location"):
        for rule in each.all("rule"):
            if rule.id != words[0]:
                continue
            if len(each.children) > 1:
                run.say(f"Removing Rule: {rule.id}")
                return run.store(run.cib.edit(each, replaced(each, rule, None)))
            run.say(f"Removing Constraint: {each.id}")
            return run.store(run.cib.edit(each, None))
    raise Failure(f"unable to find rule with id: {words[0]}")
