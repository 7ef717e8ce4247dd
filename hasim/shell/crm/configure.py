"""``crm configure``: the configuration as statements."""

from __future__ import annotations

from hasim.crmsh.create import create
from hasim.crmsh.delete import delete, erase, erase_nodes, rename
from hasim.crmsh.draft import Draft
from hasim.crmsh.load import METHODS, load
from hasim.crmsh.properties import PROPERTIES
from hasim.crmsh.vocabulary import BY_KEYWORD
from hasim.shell.crm import selection
from hasim.shell.crm.columns import in_columns
from hasim.shell.crm.commit import commit as commit_draft
from hasim.shell.crm.commit import commit_begun, store
from hasim.shell.crm.commit import verify as verify_draft
from hasim.shell.crm.meta import set_resource_meta
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Function, Level

LEVEL = Level("configure", "the configuration of the cluster", needs_cib=True, when_left=commit_begun)

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


def _statement(keyword: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        return _create(shell, keyword, arguments)

    return run


def _create(shell: Shell, keyword: str, arguments: list[str]) -> bool:
    draft = shell.editable()
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
    text, whole = selection.text(shell, shell.editable(), words, hidden)
    if text:
        shell.console.out(text)
    return whole


@LEVEL.command("save", "[args ...]")
def save(shell: Shell, arguments: list[str]) -> bool:
    """save the configuration, or objects, to a file: save [xml] [ID...] FILE"""
    if not arguments:
        raise CommandError("Expected 1 argument (0 given)")
    text, whole = selection.text(shell, shell.editable(), arguments[:-1], ())
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
    draft = shell.editable()
    try:
        text = shell.context.stdin if name == "-" else shell.context.files.read(shell.context.path(name))
    except OSError:
        if method == "replace":  # the real one erases before it opens the file
            erase(draft)
            shell.tell(draft.messages)
        shell.console.error(f"could not open {name}: [Errno 2] No such file or directory: '{name}'")
        return False
    whole = load(draft, text, method, xml=xml)
    shell.tell(draft.messages)
    return whole


@LEVEL.command("delete", "[args ...]", aliases=("rm",))
def delete_objects(shell: Shell, arguments: list[str]) -> bool:
    """delete objects: delete [-f|--force] ID..."""
    draft = shell.editable()
    ids = [each for each in arguments if each not in ("-f", "--force")]
    if len(ids) != len(arguments) or shell.preferences.force:
        running = [each for each in ids if shell.is_running(each)]
        if running:
            _stop(shell, draft, running)
            draft = shell.editable()
    whole = delete(draft, ids, force=shell.preferences.force)
    shell.tell(draft.messages)
    return whole


def _stop(shell: Shell, draft: Draft, ids: list[str]) -> None:
    stopped = all(set_resource_meta(shell, draft, each, "target-role", "Stopped") for each in ids)
    if not stopped or not store(shell, draft):
        raise CommandError(f"Failed to stop one or more running resources: {', '.join(ids)}")
    shell.wait_for_idle()


@LEVEL.command("rename", "old_id new_id")
def rename_object(shell: Shell, arguments: list[str]) -> bool:
    """rename an object"""
    draft = shell.editable()
    whole = rename(draft, arguments[0], arguments[1], live=shell.context.cluster.live)
    shell.tell(draft.messages)
    return whole


@LEVEL.command("erase", "[nodes]")
def erase_all(shell: Shell, arguments: list[str]) -> bool:
    """delete everything but the nodes, or the nodes"""
    draft = shell.editable()
    if not arguments:
        whole = erase(draft, force=shell.preferences.force)
    elif arguments[0] != "nodes":
        raise CommandError(f"Expected 'nodes' (found '{arguments[0]}')")
    else:
        erase_nodes(draft)
        whole = True
    shell.tell(draft.messages)
    return whole


@LEVEL.command("get_property", "[args ...]", aliases=("get-property",))
def get_property(shell: Shell, arguments: list[str]) -> bool:
    """tell the value of properties, as it is or as -t|--true"""
    truth = any(each in ("-t", "--true") for each in arguments)
    names = [each for each in arguments if each not in ("-t", "--true")]
    inventory = shell.editable().inventory
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
    draft = shell.editable()
    everything = [(item.is_node, item.id) for item in draft.inventory.items]
    return verify_draft(shell, draft, everything)


@LEVEL.command("commit", "[arg0] [arg1]", waits=True)
def commit(shell: Shell, arguments: list[str]) -> bool:
    """store what was changed: commit [force] [replace]"""
    for each in arguments:
        if each not in ("force", "replace"):
            shell.console.error(f"syntax parsing 'configure.commit {each}'")
            return False
    return commit_draft(shell, shell.editable(), force="force" in arguments)


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
