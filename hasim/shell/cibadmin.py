"""`cibadmin`: query and edit the CIB as XML."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib, CibError, Dialect, Element, Unsupported, parse_xml, write_xml
from hasim.shell.cib_edits import EditError, created, deleted, merged, replaced
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes, UsageError, parse, refused, usage
from hasim.shell.registry import program
from hasim.shell.schema import problems
from hasim.shell.version import version_text
from hasim.shell.xpath import Match, select

__all__ = ["OPTIONS", "cibadmin"]

OPTIONS = (
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
    Option("local", "l", "local", help="only this node's copy"),
    Option("sync", "s", "sync-call", help="wait for the result"),
    Option("timeout", "t", "timeout", Takes.VALUE, help="how long to wait"),
    Option("user", "U", "user", Takes.VALUE, help="act as this user"),
    Option("verbose", "V", "verbose", help="more words"),
    Option("version", "$", "version", help="say which version this is"),
    Option("help", "?", "help", help="show this text"),
    *refused(
        "5", "md5-sum", "6", "md5-sum-versioned", "m", "master", "w", "replace-sync", "S", "sync", "I=", "call-id="
    ),
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
)
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
_STATUS = {"No such device or address": 105, "File exists": 108, "Invalid argument": 70}
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


@program("cibadmin")
def cibadmin(context: Context, arguments: list[str]) -> int:
    """Run cibadmin."""
    try:
        parsed = parse(OPTIONS, arguments)
    except UsageError as error:
        letter = str(error).removeprefix("Unknown option ").lstrip("-")
        return context.fail(f"cibadmin: invalid option -- '{letter}'\n{_usage()}", 64)
    if "help" in parsed:
        context.out(_usage())
        return 0
    if "version" in parsed:
        context.out(version_text(context.dialect))
        return 0
    commands = [name for name, _ in parsed.given if name in _COMMANDS]
    if not commands:
        context.err(_usage())
        return 64
    try:
        return _run(context, commands[-1], parsed)
    except NotConnected:
        context.err("Could not connect to the CIB: Transport endpoint is not connected\n")
        return context.fail("Init failed, could not perform requested operations", 102)
    except _Failure as failure:
        return context.fail(failure.text, failure.status)


def _usage() -> str:
    return usage("cibadmin", "Shows and edits the CIB as XML.", OPTIONS)


def _run(context: Context, command: str, parsed: Parsed) -> int:
    if command in _DANGEROUS and "force" not in parsed:
        raise _Failure(_WARNING, 107)
    if command == "empty":
        context.out(write_xml(Cib.empty().root))
        return 0
    cib = context.cluster.query()
    if command == "query":
        return _query(context, cib, parsed)
    changed = _changed(context, command, cib, parsed)
    if changed is not cib:
        _store(context, changed)
    return 0


def _scope(parsed: Parsed) -> str:
    """The section named last; an unknown one stands for everything."""
    name = parsed.value("scope")
    return name if name in _SECTIONS else ""


def _selected(cib: Cib, parsed: Parsed) -> list[Match]:
    scope = _scope(parsed)
    matches = select(cib.root, parsed.value("xpath"))
    return [
        match for match in matches if not scope or scope in {each.tag for each in (*match.ancestors, match.element)}
    ]


def _query(context: Context, cib: Cib, parsed: Parsed) -> int:
    if "xpath" not in parsed:
        scope = _scope(parsed)
        element = cib.root
        if scope:
            found = cib.configuration if scope == "configuration" else cib.section(scope)
            element = found
        context.out(write_xml(_shallow(element, parsed)))
        return 0
    matches = _selected(cib, parsed)
    if not matches:
        raise _failed(context, "No such device or address", "cib_query")
    if "node-path" in parsed:
        context.out("".join(f"{match.path}\n" for match in matches))
        return 0
    elements = [_shallow(match.element, parsed) for match in matches]
    context.out(write_xml(elements[0] if len(elements) == 1 else Element("xpath-query", {}, tuple(elements))))
    return 0


def _shallow(element: Element, parsed: Parsed) -> Element:
    return element.with_children(()) if "no-children" in parsed else element


def _failed(context: Context, reason: str, call: str) -> _Failure:
    old = context.dialect is Dialect.V1_1
    text = f"Call {call} failed (-6): {reason}" if old else f"Call failed: {reason}"
    return _Failure(text, 6 if old and reason.startswith("No such") else _STATUS.get(reason, 1))


def _changed(context: Context, command: str, cib: Cib, parsed: Parsed) -> Cib:
    if command == "erase":
        return _erased(cib)
    if command == "bump":
        _, epoch, updates = cib.version
        return cib.with_root_attributes({"epoch": str(epoch + 1), "num_updates": str(updates + 1)})
    if command == "upgrade":
        return cib
    if command == "patch":
        raise Unsupported("cibadmin --patch", "diff", "")
    if command in ("delete", "delete-all") and "xpath" in parsed:
        return _without(cib, _selected(cib, parsed), first_only=command == "delete")
    piece = _input(context, command, parsed)
    edits: dict[str, Callable[[], Cib]] = {
        "create": lambda: created(cib, _scope(parsed), piece),
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


def _store(context: Context, cib: Cib) -> None:
    if problems(cib):
        raise _Failure("Call failed: Update does not conform to the configured schema", 78)
    context.cluster.replace(cib, client="cibadmin", user=context.user)
