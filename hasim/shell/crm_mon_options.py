"""The options of crm_mon, and which sections of the screen they ask for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hasim.cib import Dialect
from hasim.shell.options import Option, Parsed, Takes, UsageError, parse, refused
from hasim.shell.tool import HELP, PLAIN_FORMAT, QUIET, VERBOSE, VERSION, Tool

__all__ = ["TOOL", "Screen", "Section", "SectionError", "read_arguments"]

Section = str

SUMMARY: tuple[Section, ...] = ("stack", "dc", "times", "counts")
SECTIONS: tuple[Section, ...] = (
    "attributes",
    "bans",
    "counts",
    "dc",
    "failcounts",
    "failures",
    "fencing-failed",
    "fencing-pending",
    "fencing-succeeded",
    "maint-mode",
    "nodes",
    "operations",
    "options",
    "resources",
    "stack",
    "tickets",
    "times",
)
"""Every section by the name that --include takes."""
_GROUPS = {
    "fencing": ("fencing-failed", "fencing-pending", "fencing-succeeded"),
    "summary": (*SUMMARY, "maint-mode"),
}
_DEFAULT: tuple[Section, ...] = (
    *_GROUPS["summary"],
    "nodes",
    "resources",
    "failures",
    "fencing-failed",
    "fencing-pending",
)
"""What is shown without any option."""

_OPTIONS = (
    Option("once", "1", "one-shot", help="show one screen and end", idle=True),
    Option("attributes", "A", "show-node-attributes", help="show node attributes"),
    Option("failcounts", "f", "failcounts", help="show fail counts by node"),
    Option("inactive", "r", "inactive", help="show also resources that run nowhere"),
    Option("by-node", "n", "group-by-node", help="list resources below the node they run on"),
    Option("operations", "o", "operations", help="show the operation history"),
    Option("timing", "t", "timing-details", help="show the operation history with times"),
    Option("no-headers", "D", "hide-headers", help="leave out the summary"),
    Option("brief", "b", "brief", help="count resources by agent"),
    Option("detail", "R", "show-detail", help="show node ids and every clone instance"),
    Option("simple", "s", "simple-status", help="one line for a monitoring system"),
    Option("bans", "L", "neg-locations", Takes.MAYBE, help="show negative location constraints [with this prefix]"),
    Option("tickets", "c", "tickets", help="show tickets"),
    Option("no-curses", "N", "disable-ncurses", help="plain text; the only way it works here", idle=True),
    Option("interval", "i", "interval", Takes.VALUE, help="after which a browser renews a page in a file"),
    Option("fence-history", "m", "fence-history", Takes.MAYBE, help="show fencing: 0 off, 1 failed and pending, 3 all"),
    Option("include", "I", "include", Takes.VALUE, help="sections to show besides"),
    Option("exclude", "U", "exclude", Takes.VALUE, help="sections to leave out"),
    Option("node", "", "node", Takes.VALUE, help="only what concerns this node, or nodes with this tag"),
    Option("resource", "", "resource", Takes.VALUE, help="only this resource, or resources with this tag"),
    Option("output-as", "", "output-as", Takes.VALUE, help="console, text, html, xml"),
    Option("output-to", "", "output-to", Takes.VALUE, help="name of a file for the output, - for the screen"),
    Option("as-html", "h", "as-html", Takes.VALUE, help="as --output-as=html --output-to=FILE"),
    Option("web-cgi", "w", "web-cgi", help="as --output-as=html --html-cgi, for a web server"),
    Option("html-cgi", "", "html-cgi", help="begin a web page with the header of a CGI program"),
    Option("html-stylesheet", "", "html-stylesheet", Takes.VALUE, help="link a web page to this style sheet"),
    Option("html-title", "", "html-title", Takes.VALUE, help="title of a web page"),
    Option("xml", "X", "as-xml", help="as --output-as=xml"),
    Option("pending", "j", "pending", help="show operations under way, which is done (1.1: only with it)", idle=True),
    *(replace(QUIET, short="Q"), VERBOSE, VERSION, HELP, PLAIN_FORMAT[-1]),
    *refused("d", "daemonize", "p=", "pid-file=", "E=", "external-agent=", "e=", "external-recipient="),
    *refused(
        "W",
        "watch-fencing",
    ),
)

TOOL = Tool("crm_mon", "Shows the state of the cluster's nodes and resources.", _OPTIONS)
_SECTION_OPTIONS = {
    "attributes": ("attributes",),
    "failcounts": ("failcounts",),
    "operations": ("operations",),
    "timing": ("operations",),
    "bans": ("bans",),
    "tickets": ("tickets",),
    "fence-history": _GROUPS["fencing"],
}


class SectionError(UsageError):
    """There is no such section."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the command line asks for."""

    parsed: Parsed
    sections: frozenset[Section] = field(default_factory=frozenset)
    ban_prefix: str = ""
    form: str = "text"
    """console, text, html or xml."""

    @property
    def target(self) -> str:
        """The name of the file for the output, - for the screen."""
        return self.parsed.value("as-html") or self.parsed.value("output-to", "-")

    @property
    def cgi(self) -> bool:
        """Whether a web page begins with the header of a CGI program."""
        return "html-cgi" in self.parsed or "web-cgi" in self.parsed

    def shows(self, section: Section) -> bool:
        """Whether a section is to be shown."""
        return section in self.sections


def read_arguments(arguments: list[str], dialect: Dialect) -> Screen:
    """The command line of crm_mon; UsageError if it is wrong."""
    parsed = parse(TOOL.options, arguments, abbreviate=dialect is Dialect.V1_1)
    form = "xml" if "xml" in parsed else parsed.value("output-as", "text")
    if "as-html" in parsed or "web-cgi" in parsed:
        form = "html"
    default = set(SECTIONS) if form == "xml" else set(_DEFAULT)
    sections = set(default)
    prefix = ""
    for name, value in parsed.given:
        sections |= set(_SECTION_OPTIONS.get(name, ()))
        if name == "no-headers":
            sections -= set(_GROUPS["summary"])
        elif name == "fence-history" and value is not None:
            sections = _with_fence_history(sections, value)
        elif name == "bans":
            prefix = value or ""
        elif name == "include":
            sections, prefix = _include(sections, value or "", prefix, default)
        elif name == "exclude":
            sections = _exclude(sections, value or "")
    return Screen(parsed, frozenset(sections), prefix, form)


def _with_fence_history(sections: set[Section], level: str) -> set[Section]:
    level = level if level.lstrip("+").isdigit() else "0"
    shown = {"0": (), "1": ("fencing-failed", "fencing-pending")}.get(level, _GROUPS["fencing"])
    if level not in ("0", "1", "2", "3"):
        raise UsageError("Fence history must be 0-3")
    return (sections - set(_GROUPS["fencing"])) | set(shown)


def _include(sections: set[Section], text: str, prefix: str, default: set[Section]) -> tuple[set[Section], str]:
    for word in text.split(","):
        name, _, argument = word.partition(":")
        if word == "all":
            sections = set(SECTIONS) - {"options"}
        elif word == "default":
            sections |= default
        elif word == "none":
            sections = set()
        elif name == "bans":
            sections |= {"bans"}
            prefix = argument or prefix
        elif word in _GROUPS or word in SECTIONS:
            sections |= set(_GROUPS.get(word, (word,)))
        else:
            raise SectionError(f"--include options: {_names('default', bans='bans[:PREFIX]')}")
    return sections, prefix


def _exclude(sections: set[Section], text: str) -> set[Section]:
    for word in text.split(","):
        if word == "all":
            sections = set()
        elif word == "none":
            sections = set(SECTIONS)
        elif word in _GROUPS or word in SECTIONS:
            sections = sections - set(_GROUPS.get(word, (word,)))
        else:
            raise SectionError(f"--exclude options: {_names(bans='bans')}")
    return sections


def _names(*more: str, bans: str) -> str:
    names = {"all", "none", *more, *_GROUPS, *SECTIONS} - {"bans"} | {bans}
    return ", ".join(sorted(names))
