"""``crm configure``: the configuration as statements."""

from __future__ import annotations

from hasim.cib import Element, Unsupported
from hasim.crmsh.checks import reduced
from hasim.crmsh.create import create
from hasim.crmsh.delete import delete, erase, erase_nodes, rename
from hasim.crmsh.draft import Draft
from hasim.crmsh.graph import TemplateMissing, dot
from hasim.crmsh.inventory import Item
from hasim.crmsh.load import METHODS, change, load
from hasim.crmsh.message import Messages
from hasim.crmsh.properties import PROPERTIES
from hasim.crmsh.schema import SCHEMAS, Schema
from hasim.crmsh.vocabulary import BY_KEYWORD
from hasim.crmsh.words import split_words
from hasim.shell.crm import selection
from hasim.shell.crm.columns import in_columns
from hasim.shell.crm.commit import commit as commit_draft
from hasim.shell.crm.commit import verify as verify_draft
from hasim.shell.crm.meta import set_resource_meta
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.simulation import simulation_options
from hasim.shell.crm.tree import CommandError, Function, Level
from hasim.shell.registry import lookup

LEVEL = Level("configure", "the configuration of the cluster")

_PAIRS = "NAME=VALUE..."
_OBJECTS: dict[str, tuple[tuple[str, ...], str]] = {
    "node": ((), f"a node and its attributes: node NAME[:TYPE] [attributes {_PAIRS}] [utilization {_PAIRS}]"),
    "primitive": (
        ("resource",),
        (
            "a resource: primitive ID {[CLASS:[PROVIDER:]]TYPE|@TEMPLATE} "
            f"[params {_PAIRS}] [meta {_PAIRS}] [utilization {_PAIRS}] [op ACTION {_PAIRS}]..."
        ),
    ),
    "bundle": (
        (),
        (
            f"a resource in containers: bundle ID docker {_PAIRS} [network {_PAIRS}] "
            f"[storage storage-mapping {_PAIRS}] [primitive ID]"
        ),
    ),
    "group": ((), f"primitives that start one after the other on one node: group ID PRIMITIVE... [meta {_PAIRS}]"),
    "clone": ((), f"a resource that runs on several nodes: clone ID RESOURCE [meta {_PAIRS}]"),
    "rsc_template": ((), f"what primitives have in common: rsc_template ID AGENT [params {_PAIRS}] [op ...]"),
    "location": (
        (),
        (
            "which nodes a resource likes: location ID RESOURCE [role=ROLE] "
            "{SCORE: NODE | rule [$role=ROLE] [SCORE:] EXPRESSION [{and|or} EXPRESSION]...}"
        ),
    ),
    "colocation": (
        ("collocation",),
        "resources on the same node, or never there: colocation ID SCORE: RESOURCE[:ROLE] WITH[:ROLE]",
    ),
    "order": ((), "what comes first: order ID [KIND:] FIRST[:ACTION] THEN[:ACTION]... [symmetrical=true|false]"),
    "rsc_ticket": ((), "resources that need a ticket: rsc_ticket ID TICKET: RESOURCE[:ROLE]... [loss-policy=POLICY]"),
    "property": ((), "options of the whole cluster: property [ID:] NAME=VALUE..."),
    "rsc_defaults": ((), "meta-attributes of every resource that has none of its own: rsc_defaults NAME=VALUE..."),
    "op_defaults": ((), "what holds for every operation: op_defaults NAME=VALUE..."),
    "fencing_topology": (
        (),
        "which devices fence a node, and in which order: fencing_topology {NODE: DEVICE[,DEVICE]... ...}...",
    ),
    "xml": ((), "an object as it stands in the CIB: xml '<element .../>'"),
    "monitor": ((), "a recurring check of a primitive: monitor PRIMITIVE[:ROLE] INTERVAL[:TIMEOUT]"),
    "user": ((), "who may do what, before the schema 2.0: user NAME {role:ROLE | RIGHT WHAT}..."),
    "role": ((), "what may be done: role ID {read|write|deny} {xpath:PATH|ref:ID|type:TAG [attr:NAME]|SHORTCUT} ..."),
    "acl_target": ((), "the roles of a user: acl_target NAME ROLE..."),
    "tag": ((), "a name for several resources: tag ID RESOURCE..."),
    "alert": (
        (),
        f"a program that is told of events: alert ID PATH [select WHAT...] [attributes {_PAIRS}] [to RECIPIENT]...",
    ),
}
"""Kinds of objects with their other names, and what each is and how it is typed."""
_HIDDEN = ("passw*",)
"""Names of values that `show` does not tell."""


def _draft(shell: Shell) -> Draft:
    draft = shell.draft()
    if draft is None:
        raise CommandError("No CIB!")
    return draft


def _statement(keyword: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        return _create(shell, keyword, arguments)

    return run


def _create(shell: Shell, keyword: str, arguments: list[str]) -> bool:
    draft = _draft(shell)
    kind = BY_KEYWORD.get(keyword)
    if kind is not None and not draft.schema.knows(kind.tag):
        shell.console.error(f"{keyword} not supported by the RNG schema")
        return False
    if arguments and arguments[0].startswith("id="):
        arguments = [arguments[0][3:], *arguments[1:]]
    whole = create(draft, [keyword, *arguments])
    shell.tell(draft.messages)
    return whole


for _keyword, (_aliases, _help) in _OBJECTS.items():
    LEVEL.command(_keyword, "[args ...]", aliases=_aliases, help=_help)(_statement(_keyword))


@LEVEL.command("ms", "[args ...]", aliases=("master",))
def promotable(shell: Shell, arguments: list[str]) -> bool:
    """a promotable clone in the older form: ms ID RESOURCE [meta NAME=VALUE...]"""
    if not shell.old:
        meta = " " if "meta" in arguments else " meta "
        shell.console.warning(f'"ms" is deprecated. Please use "clone {" ".join(arguments)}{meta}promotable=true"')
    return _create(shell, "ms", arguments)


@LEVEL.command("show", "[args ...]")
def show(shell: Shell, arguments: list[str]) -> bool:
    """show the configuration, or objects: ids, type:KIND, tag:TAG, related:ID, changed; `xml` first for XML"""
    hidden = tuple(each[len("obscure:") :] for each in arguments if each.startswith("obscure:")) or _HIDDEN
    words = [each for each in arguments if not each.startswith("obscure:")]
    text, whole = selection.text(shell, _draft(shell), words, hidden)
    if text:
        shell.console.out(text)
    return whole


@LEVEL.command("save", "[args ...]")
def save(shell: Shell, arguments: list[str]) -> bool:
    """save the configuration, or objects, to a file: save [xml] [ID...] FILE"""
    if not arguments:
        raise CommandError("Expected 1 argument (0 given)")
    text, whole = selection.text(shell, _draft(shell), arguments[:-1], ())
    if not whole:
        return False
    if arguments[-1] == "-":
        shell.console.out(text)
    elif text:
        shell.context.files.write(shell.context.path(arguments[-1]), text + "\n")
    return True


@LEVEL.command("load", "[args ...]")
def load_file(shell: Shell, arguments: list[str]) -> bool:
    """load statements from a file: load [xml] {update|replace|push} FILE"""
    xml = bool(arguments) and arguments[0] == "xml"
    if len(arguments) < 2:
        raise CommandError("Expected 2 arguments (0 given)")
    if xml and len(arguments) != 3:
        raise CommandError(f"Expected 3 arguments ({len(arguments)} given)")
    if not xml and len(arguments) != 2:
        raise CommandError(f"Expected 2 arguments ({len(arguments)} given)")
    method, name = arguments[-2:]
    if method not in METHODS:
        raise CommandError(f"Unknown method {method}")
    draft = _draft(shell)
    if method == "replace":  # before the file is looked at: what cannot be read leaves an empty configuration
        erase(draft)
    try:
        text = shell.context.stdin if name == "-" else shell.context.files.read(shell.context.path(name))
    except OSError:
        shell.console.error(f"could not open {name}: [Errno 2] No such file or directory: '{name}'")
        return False
    whole = load(draft, text, method, xml=xml)
    shell.tell(draft.messages)
    return whole


@LEVEL.command("delete", "[args ...]", aliases=("rm",))
def delete_objects(shell: Shell, arguments: list[str]) -> bool:
    """delete objects: delete [-f|--force] ID..."""
    draft = _draft(shell)
    ids = [each for each in arguments if each not in ("-f", "--force")]
    if len(ids) != len(arguments) or shell.preferences.force:
        running = [each for each in ids if shell.is_running(each)]
        if running:
            _stop(shell, draft, running)
            draft = _draft(shell)
    whole = delete(draft, ids, force=shell.preferences.force)
    shell.tell(draft.messages)
    return whole


def _stop(shell: Shell, draft: Draft, ids: list[str]) -> None:
    from hasim.shell.crm.commit import store

    stopped = all(set_resource_meta(shell, draft, each, "target-role", "Stopped") for each in ids)
    if not stopped or not store(shell, draft):
        raise CommandError(f"Failed to stop one or more running resources: {', '.join(ids)}")
    shell.wait_for_idle()


@LEVEL.command("rename", "old_id new_id")
def rename_object(shell: Shell, arguments: list[str]) -> bool:
    """rename an object"""
    draft = _draft(shell)
    whole = rename(draft, arguments[0], arguments[1], live=shell.context.cluster.live)
    shell.tell(draft.messages)
    return whole


@LEVEL.command("erase", "[nodes]")
def erase_all(shell: Shell, arguments: list[str]) -> bool:
    """delete everything but the nodes, or the nodes"""
    draft = _draft(shell)
    if not arguments:
        whole = erase(draft)
    elif arguments[0] != "nodes":
        raise CommandError(f"Expected 'nodes' (found '{arguments[0]}')")
    else:
        erase_nodes(draft)
        whole = True
    shell.tell(draft.messages)
    return whole


@LEVEL.command("modgroup", "group_id subcmd prim_id [args ...]")
def modify_group(shell: Shell, arguments: list[str]) -> bool:
    """change a group's members: modgroup GROUP {add ID [before|after ID] | remove ID}"""
    group_id, action, resource, *place = arguments
    if action not in ("add", "remove"):
        shell.console.error(f"modgroup subcommand {action} unknown")
        return False
    draft = _draft(shell)
    group, before, neighbour = _group_and_place(draft, group_id, action, resource, place)
    presenter = shell.presenter(draft)
    item = presenter.inventory.find(group_id)
    assert item is not None
    words = [word.text for word in split_words(presenter.statement(item, broken=False))]
    if action == "remove":
        words.remove(resource)
    else:
        index = words.index(neighbour, 2)
        words.insert(index if before else index + 1, resource)
    whole = change(draft, [group], " ".join(_typed(word) for word in words))
    shell.tell(draft.messages)
    return whole


def _typed(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'" if not word or any(each in word for each in " \"'\\") else word


def _group_and_place(
    draft: Draft, group_id: str, action: str, resource: str, place: list[str]
) -> tuple[Item, bool, str]:
    if place and action != "add":
        raise CommandError(f"Expected add (found {action})")
    if place and place[0] not in ("after", "before"):
        raise CommandError(f"Expected after|before (found {place[0]})")
    if place and len(place) != 2:
        raise CommandError(f"Expected 'after|before <id>' ({len(place)} arguments given)")
    group = draft.inventory.find(group_id)
    if group is None:
        raise CommandError(f"group {group_id} does not exist")
    if group.element.tag != "group":
        raise CommandError(f"element {group_id} is not a group")
    members = draft.members(group)
    neighbour = place[1] if place else members[-1]
    if neighbour not in members:
        raise CommandError(f"{neighbour} is not member of {group_id}")
    if action == "remove" and resource not in members:
        raise CommandError(f"{resource} is not member of {group_id}")
    return group, bool(place) and place[0] == "before", neighbour


@LEVEL.command("set", "path value")
def set_value(shell: Shell, arguments: list[str]) -> bool:
    """set one value: set ID.[OPERATION.][INTERVAL.]NAME VALUE"""
    path, value = arguments
    parts = path.split(".")
    if not 2 <= len(parts) <= 4:
        raise CommandError(f'Invalid path: "{path}"; Valid path: "id.[op_type.][interval.]name"')
    draft = _draft(shell)
    item = draft.inventory.find(parts[0])
    if item is None:
        raise CommandError(f"Object {parts[0]} not found")
    found, name = _holder(item, parts, path)
    changes = {"value": value} if len(parts) == 2 else {name: value}
    draft.cib = draft.cib.edit(found, found.with_attributes(changes))
    draft.touch(item)
    return True


def _holder(item: Item, parts: list[str], path: str) -> tuple[Element, str]:
    inner = [each for each in item.element.walk() if each is not item.element]
    name = parts[-1]
    if len(parts) == 2:
        pairs = [each for each in inner if each.tag == "nvpair" and each.get("name") == name]
        if not pairs:
            raise CommandError(f"Attribute not found: {path}")
        if len(pairs) != 1:
            raise CommandError(f"Expected 1 attribute named {name}, found {len(pairs)}")
        return pairs[0], name
    operations = [each for each in inner if each.tag == "op"]
    if len(parts) == 3:
        named = [each for each in operations if each.get("name") == parts[1]]
        if not named:
            raise CommandError(f'Operation "{parts[1]}" not found for resource {parts[0]}')
        if len(named) > 1:
            raise CommandError(f"Should specify interval of {parts[1]}")
        return named[0], name
    exact = [each for each in operations if each.id == "-".join(parts[:3])]
    if not exact:
        raise CommandError(f'Operation "{parts[1]}" interval "{parts[2]}" not found for resource {parts[0]}')
    return exact[0], name


@LEVEL.command("get_property", "[args ...]", aliases=("get-property",))
def get_property(shell: Shell, arguments: list[str]) -> bool:
    """tell the value of properties, as it is or as -t|--true"""
    truth = any(each in ("-t", "--true") for each in arguments)
    names = [each for each in arguments if each not in ("-t", "--true")]
    inventory = _draft(shell).inventory
    for name in names:
        value = inventory.property(name)
        if value is None:
            value = PROPERTIES.get(name)
        if value is None and not truth:
            raise CommandError(f"{name}: Property not set")
        if truth:
            value = "true" if (value or "").lower() in ("yes", "true", "on", "1") else "false"
        shell.console.out(value or "")
    if not names:
        for line in in_columns(list(PROPERTIES)):
            shell.console.out(line)
    return True


@LEVEL.command("verify")
def verify(shell: Shell, arguments: list[str]) -> bool:
    """check the configuration"""
    draft = _draft(shell)
    everything = [(item.is_node, item.id) for item in draft.inventory.items]
    return verify_draft(shell, draft, everything)


@LEVEL.command("commit", "[arg0] [arg1]", waits=True)
def commit(shell: Shell, arguments: list[str]) -> bool:
    """store what was changed: commit [force] [replace]"""
    for each in arguments:
        if each not in ("force", "replace"):
            shell.console.error(f"syntax parsing 'configure.commit {each}'")
            return False
    return commit_draft(shell, _draft(shell), force="force" in arguments)


@LEVEL.command("refresh")
def refresh(shell: Shell, arguments: list[str]) -> bool:
    """drop all changes and read the configuration again"""
    shell.forget()
    return shell.draft() is not None


@LEVEL.command("edit", "[args ...]")
def edit(shell: Shell, arguments: list[str]) -> bool:
    """edit the configuration in an editor, which needs a terminal"""
    shell.console.info("edit not allowed in batch mode")
    return False


@LEVEL.command("schema", "[schema_st]")
def schema(shell: Shell, arguments: list[str]) -> bool:
    """tell or change the schema"""
    draft = _draft(shell)
    name = draft.cib.root.get("validate-with") or ""
    if not arguments:
        shell.console.out(name)
        return True
    wanted = arguments[0]
    if wanted == name:
        shell.console.info(f"already using schema {name}")
        return True
    if wanted not in SCHEMAS:
        path = f"/usr/share/pacemaker/{wanted}.rng"
        shell.console.error(f"Cannot read schema file '{path}': [Errno 2] No such file or directory: '{path}'")
        shell.console.error(f"schema {wanted} does not exist")
        return False
    strange = [item for item in draft.inventory.items if not Schema(wanted).knows(item.kind.tag)]
    for item in strange:
        shell.console.error(f"Element '{item.element.tag}' is not supported by the RNG schema {wanted}")
    if strange:
        shell.console.error(f"Schema {wanted} conflicts with current configuration")
    else:
        draft.cib = draft.cib.with_root_attributes({"validate-with": wanted})
    return True


@LEVEL.command("upgrade", "[force]")
def upgrade(shell: Shell, arguments: list[str]) -> bool:
    """bring an old configuration to the newest schema"""
    if arguments and arguments[0] != "force":
        raise CommandError("Expected 'force' or no argument")
    if not arguments and not shell.preferences.force:
        return True
    return shell.program("cibadmin", "--upgrade", "--force") == 0


@LEVEL.command("ptest", "[args ...]", aliases=("simulate",))
def simulate(shell: Shell, arguments: list[str]) -> bool:
    """show what the cluster would do after a commit: simulate [scores] [utilization] [actions] [nograph]"""
    draft = _draft(shell)
    chosen = simulation_options(shell, arguments)
    if chosen is None:
        return False
    path = "/tmp/crm-simulate.xml"
    options = ["-x", path, "-S", *chosen]
    shell.context.files.write(path, draft.cib.text())
    status, text, error = shell.quietly("crm_simulate", *options)
    shell.context.files.remove(path)
    if status:
        shell.console.warning(f"Simulation was unsuccessful (RC={status}).")
    if text or error:
        shell.console.out((error + text).strip())
    return True


@LEVEL.command("default-timeouts", "[args ...]", aliases=("default_timeouts",))
def default_timeouts(shell: Shell, arguments: list[str]) -> bool:
    """give the operations of primitives the timeouts that their agents advise"""
    from hasim.shell.crm.timeouts import set_default_timeouts

    draft = _draft(shell)
    messages = Messages()
    results = [set_default_timeouts(draft, each, messages) for each in arguments]
    shell.console.say_all(messages)
    return all(results)


@LEVEL.command("graph", "[args ...]")
def graph(shell: Shell, arguments: list[str]) -> bool:
    """draw the configuration for Graphviz: graph dot FILE"""
    kind, *file = arguments or ["dot"]
    if kind == "exportsettings":
        raise Unsupported("crm configure graph exportsettings")
    if kind != "dot":
        shell.console.error(f"graph type {kind} is not supported")
        raise CommandError("Failed to create graph")
    if not file:  # it would be shown in a window
        shell.console.error("dotty not found")
        return False
    if len(file) > 1 and file[1] != "dot":
        shell.console.error("dot not found")
        return False
    draft = _draft(shell)
    if draft.inventory.items:
        try:
            text = dot(draft.inventory)
        except TemplateMissing:
            raise CommandError("Referenced template not found") from None
        shell.context.files.write(shell.context.path(file[0]), text)
    return True


@LEVEL.command("filter", "filterprog [args ...]")
def filter_text(shell: Shell, arguments: list[str]) -> bool:
    """pass statements through a program and take what comes out: filter PROGRAM [ID...]"""
    program, *chosen = arguments
    draft = _draft(shell)
    text, whole = selection.text(shell, draft, chosen, ())
    if not whole:
        return False
    words = [word.text for word in split_words(program)]
    found = lookup(words[0]) if words else None
    if found is None or (chosen and chosen[0] == "xml"):
        raise Unsupported(f"crm configure filter {program}")
    items = selection.choose(draft.inventory, chosen, draft)
    context, out, err = shell.context.quiet()
    context.stdin = text + "\n"
    code = found(context, words[1:])
    shell.context.err("".join(err))
    if code != 0:
        return False
    whole = change(draft, items, "".join(out))
    shell.tell(draft.messages)
    return whole


@LEVEL.command("validate-all", "rsc", aliases=("validate_all",))
def validate_all(shell: Shell, arguments: list[str]) -> bool:
    """let a primitive's agent look at its parameters"""
    name = arguments[0]
    draft = _draft(shell)
    item = draft.inventory.find(name)
    if item is None:
        raise CommandError(f"Not found: {name}")
    if item.kind.keyword != "primitive":
        raise CommandError(f"Not a primitive: {name}")
    whole = reduced(draft, item.element)
    if whole is None:
        raise CommandError(f"No resource template {item.element.get('template')} for {name}")
    raise Unsupported("crm configure validate-all", "primitive", name)


@LEVEL.command("rsctest", "[args ...]")
def test_resources(shell: Shell, arguments: list[str]) -> bool:
    """start and stop resources on nodes by hand, to see whether they work"""
    inventory = _draft(shell).inventory
    missing = [each for each in arguments if inventory.find(each) is None]
    for each in missing:
        shell.console.error(f"element {each} does not exist")
    if missing:
        return False
    if not arguments:
        shell.console.error("specify at least one resource")
        return False
    raise Unsupported("crm configure rsctest")
