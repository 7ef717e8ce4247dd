"""`cibadmin`: query and edit the CIB as XML."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib, CibError, Dialect, Element, parse_xml, write_xml
from hasim.shell.cib_digest import on_disk_digest, versioned_digest
from hasim.shell.cib_edits import EditError, created, deleted, merged, replaced
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes, refused
from hasim.shell.patchset import PatchError, patched, source_version
from hasim.shell.schema import problems
from hasim.shell.tool import HELP, VERBOSE, VERSION, Manner, Tool, tool_program
from hasim.shell.version import feature_set, newest_schema
from hasim.shell.xpath import Match, XPathError, select

__all__ = ["TOOL", "cibadmin"]

TOOL = Tool(
    "cibadmin",
    "Shows and edits the CIB as XML.",
    (
        Option("query", "Q", "query", help="show the CIB or a part of it"),
        Option("create", "C", "create", help="add elements"),
        Option("modify", "M", "modify", help="change elements; attributes and children are merged"),
        Option("replace", "R", "replace", help="put an element in place of the present one"),
        Option("delete", "D", "delete", help="remove the first element that matches"),
        Option("delete-all", "d", "delete-all", help="remove all that match an XPath (with --force)"),
        Option("erase", "E", "erase", help="empty the whole CIB (with --force)"),
        Option("bump", "B", "bump", help="raise the epoch"),
        Option("upgrade", "u", "upgrade", help="convert to the newest schema (with --force)"),
        Option("patch", "P", "patch", help="apply a difference"),
        Option("empty", "a", "empty", help="print an empty CIB"),
        Option("scope", "o", "scope", Takes.VALUE, help="limit to a section"),
        Option("xpath", "A", "xpath", Takes.VALUE, help="an XPath, with -Q -D -R -M"),
        Option("node-path", "e", "node-path", help="with -Q and -A: paths of the matches"),
        Option("no-children", "n", "no-children", help="with -Q: without children"),
        Option("xml-text", "X", "xml-text", Takes.VALUE, help="the XML to use"),
        Option("xml-file", "x", "xml-file", Takes.VALUE, help="a file with the XML to use"),
        Option("xml-pipe", "p", "xml-pipe", help="read the XML from standard input"),
        Option("allow-create", "c", "allow-create", help="with -M: add what is not there"),
        Option("force", "f", "force", help="do it nevertheless"),
        Option("local", "l", "local", help="this node's copy, which is the one that is always asked", idle=True),
        Option("sync", "s", "sync-call", help="wait for the result, which is always done", idle=True),
        Option("timeout", "t", "timeout", Takes.VALUE, help="how long to wait; answers come at once", idle=True),
        Option("user", "U", "user", Takes.VALUE, help="act as this user; access lists bind nobody", idle=True),
        Option("md5-sum", "5", "md5-sum", help="print the digest of stored XML"),
        Option("md5-sum-versioned", "6", "md5-sum-versioned", help="print the digest of XML on the wire"),
        *(VERBOSE, VERSION, HELP),
        *refused("S", "show-access", "N=", "node="),
    ),
    manner=Manner.C,
)
_COMMANDS = (
    "query",
    "create",
    "modify",
    "replace",
    "delete",
    "delete-all",
    "erase",
    "bump",
    "upgrade",
    "patch",
    "empty",
    "md5-sum",
    "md5-sum-versioned",
)
_DIGESTS = ("md5-sum", "md5-sum-versioned")
_DANGEROUS = ("erase", "delete-all", "upgrade")
_SECTIONS = (
    "configuration",
    "crm_config",
    "nodes",
    "resources",
    "constraints",
    "fencing-topology",
    "tags",
    "alerts",
    "rsc_defaults",
    "op_defaults",
    "acls",
    "status",
)
_OLD = "Update was older than existing configuration"
_STATUS = {
    _OLD: 103,
    "Application of update diff failed": 65,
    "No such device or address": 105,
    "File exists": 108,
    "Invalid argument": 70,
}
_WARNING = (
    "The supplied command is considered dangerous."
    "  To prevent accidental destruction of the cluster, the --force flag is required in order to proceed."
)


class _Failure(Exception):
    """The tool stops: what it says on standard error, and its exit status."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


@tool_program(TOOL)
def cibadmin(context: Context, parsed: Parsed) -> int:
    """show or change the CIB; the last command on the line counts."""
    commands = [name for name, _ in parsed.given if name in _COMMANDS]
    if not commands:
        context.err(TOOL.usage)
        return 64
    try:
        return _run(context, commands[-1], parsed)
    except NotConnected:
        context.err("Could not connect to the CIB: Transport endpoint is not connected\n")
        return context.fail("Init failed, could not perform requested operations", 102)
    except _Failure as failure:
        return context.fail(failure.text, failure.status)


def _run(context: Context, command: str, parsed: Parsed) -> int:
    if command in _DANGEROUS and "force" not in parsed:
        raise _Failure(_WARNING, 107)
    if command == "empty":
        context.out(write_xml(_empty(context, parsed)))
        return 0
    if command in _DIGESTS:
        return _digest(context, command, parsed)
    cib = context.cluster.query()
    if command == "query":
        return _query(context, cib, parsed)
    changed = _changed(context, command, cib, parsed)
    if changed is not cib:
        _store(context, changed, f"cib_{command}")
    return 0


def _empty(context: Context, parsed: Parsed) -> Element:
    schema = parsed.words[0] if parsed.words else newest_schema(context.dialect)
    return Cib.empty(feature_set(context.dialect), schema).with_root_attributes({"epoch": "1"}).root


def _digest(context: Context, command: str, parsed: Parsed) -> int:
    if not {"xml-text", "xml-file", "xml-pipe"} & {name for name, _ in parsed.given}:
        raise _Failure("Please supply XML to process with -X, -x or -p", 64)
    root = _input(context, command, parsed)
    versioned = command == "md5-sum-versioned"
    context.err(f"Versioned ({feature_set(context.dialect)}) digest: " if versioned else "Digest: ")
    context.out((versioned_digest(root) if versioned else on_disk_digest(root)) + "\n")
    return 0


def _scope(parsed: Parsed) -> str:
    """The section named last; an unknown one stands for everything."""
    name = parsed.value("scope")
    return name if name in _SECTIONS else ""


def _selected(cib: Cib, parsed: Parsed) -> list[Match]:
    scope = _scope(parsed)
    try:
        matches = select(cib.root, parsed.value("xpath"))
    except XPathError:
        return []
    return [
        match for match in matches if not scope or scope in {each.tag for each in (*match.ancestors, match.element)}
    ]


def _query(context: Context, cib: Cib, parsed: Parsed) -> int:
    if "xpath" not in parsed:
        scope = _scope(parsed)
        element = cib.root
        if scope:
            found = _section(cib, scope)
            if found is None:
                raise _failed(context, "No such device or address", "cib_query")
            element = found
        context.out(_written(context, _shallow(element, parsed)))
        return 0
    matches = _selected(cib, parsed)
    if not matches:
        raise _failed(context, "No such device or address", "cib_query")
    if "node-path" in parsed:
        bare = "no-children" in parsed
        context.out("".join(f"{match.element.id if bare else match.path}\n" for match in matches))
        return 0
    elements = [_shallow(match.element, parsed) for match in matches]
    found = elements[0] if len(elements) == 1 else Element("xpath-query", {}, tuple(elements))
    context.out(_written(context, found))
    return 0


def _written(context: Context, element: Element) -> str:
    return write_xml(element, own_writer=context.dialect is not Dialect.V3_0)


def _section(cib: Cib, scope: str) -> Element | None:
    if scope in ("configuration", "status"):
        return cib.root.first(scope)
    return cib.configuration.first(scope)


def _shallow(element: Element, parsed: Parsed) -> Element:
    return element.with_children(()) if "no-children" in parsed else element


def _failed(context: Context, reason: str, call: str) -> _Failure:
    """A refusal of the CIB manager; asked on a cluster, the tool names the request (2.1.5 does)."""
    if context.dialect is Dialect.V1_1:
        status = 6 if reason.startswith("No such") else _STATUS.get(reason, 1)
        return _Failure(f"Call {call} failed (-6): {reason}", status)
    named = f" {call}" if context.cluster.live and context.dialect is Dialect.V2_1 else ""
    return _Failure(f"Call{named} failed: {reason}", _STATUS.get(reason, 1))


def _changed(context: Context, command: str, cib: Cib, parsed: Parsed) -> Cib:
    if command == "erase":
        return _erased(cib)
    if command == "bump":
        _, epoch, updates = cib.version
        return cib.with_root_attributes({"epoch": str(epoch + 1), "num_updates": str(updates + 1)})
    if command == "upgrade":
        return cib
    if command == "patch":
        return _patched(context, cib, _input(context, command, parsed))
    if command in ("delete", "delete-all") and "xpath" in parsed:
        return _without(cib, _selected(cib, parsed), first_only=command == "delete")
    piece = _input(context, command, parsed)
    if "xpath" in parsed and command in ("modify", "replace"):
        return _at_path(context, command, cib, piece, parsed)
    given = {name for name, _ in parsed.given}
    edits: dict[str, Callable[[], Cib]] = {
        "create": lambda: created(cib, _scope(parsed) or ("cib" if {"scope", "xpath"} & given else ""), piece),
        "modify": lambda: merged(cib, _scope(parsed), piece, create="allow-create" in parsed),
        "replace": lambda: replaced(cib, _scope(parsed), piece),
        "delete": lambda: deleted(cib, _scope(parsed), piece),
        "delete-all": lambda: deleted(cib, _scope(parsed), piece),
    }
    try:
        return edits[command]()
    except EditError as error:
        if error.failed is not None and error.reason == "File exists":
            context.out(write_xml(_failed_update(error, command)))
        raise _failed(context, error.reason, f"cib_{command}") from error


def _at_path(context: Context, command: str, cib: Cib, piece: Element, parsed: Parsed) -> Cib:
    """Change what an XPath names. An element that is replaced comes to stand last among its siblings."""
    matches = _selected(cib, parsed)
    if not matches:
        raise _failed(context, "No such device or address", f"cib_{command}")
    if command == "modify":
        return merged(cib, _scope(parsed), piece, create="allow-create" in parsed)
    parent = matches[0].ancestors[-1] if matches[0].ancestors else None
    if parent is None:
        return replaced(cib, "", piece)
    kept = [child for child in parent.children if child is not matches[0].element]
    return cib.edit(parent, parent.with_children([*kept, piece]))


def _patched(context: Context, cib: Cib, patch: Element) -> Cib:
    wanted = source_version(patch)
    if wanted is not None and wanted != cib.version:
        old = wanted < cib.version
        raise _failed(context, _OLD if old else "Application of update diff failed", "cib_apply_diff")
    try:
        return Cib(patched(cib.root, patch))
    except PatchError:
        raise _failed(context, "Application of update diff failed", "cib_apply_diff") from None


def _failed_update(error: EditError, command: str) -> Element:
    assert error.failed is not None
    facts = {"id": error.failed.id, "object_type": error.failed.tag, "operation": f"cib_{command}"}
    return Element("failed", {}, (Element("failed_update", facts | {"reason": error.reason}, (error.failed,)),))


def _without(cib: Cib, matches: list[Match], *, first_only: bool) -> Cib:
    for match in matches[:1] if first_only else matches:
        cib = cib.edit(match.element, None)
    return cib


def _erased(cib: Cib) -> Cib:
    names = ("crm_config", "nodes", "resources", "constraints")
    empty = Element("configuration", {}, tuple(Element(name) for name in names))
    admin_epoch, epoch, _ = cib.version
    version = {"admin_epoch": str(admin_epoch + 1), "epoch": str(epoch + 1), "num_updates": "0"}
    return Cib(cib.root.with_children((empty, Element("status")))).with_root_attributes(version)


def _input(context: Context, command: str, parsed: Parsed) -> Element:
    source = ""
    if "xml-text" in parsed:
        text = parsed.value("xml-text")
    elif "xml-file" in parsed:
        source = parsed.value("xml-file")
        try:
            text = context.files.read(context.path(source))
        except OSError:
            raise _Failure(f"Couldn't parse input from {source}.", 78) from None
    elif "xml-pipe" in parsed:
        text, source = context.stdin, "STDIN"
    else:
        raise _failed(context, "Invalid argument", f"cib_{command}")
    try:
        return parse_xml(text)
    except CibError:
        raise _Failure(f"Couldn't parse input from {source or 'input string'}.", 78) from None


def _store(context: Context, cib: Cib, call: str) -> None:
    if problems(cib):
        if context.cluster.live and context.dialect is Dialect.V2_1:
            context.out(write_xml(cib.root))  # what was refused
        old = context.dialect is Dialect.V1_1
        text = "Call failed" if old else _failed(context, "", call).text.removesuffix(": ")
        raise _Failure(f"{text}: Update does not conform to the configured schema", 78)
    context.cluster.replace(cib, client="cibadmin", user=context.user)
