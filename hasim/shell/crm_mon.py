"""`crm_mon`: the cluster's state on one screen."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Dialect, Element, write_xml
from hasim.cib.xml import ascii_only
from hasim.scheduler.model import Cluster
from hasim.shell.context import Context, NotConnected
from hasim.shell.crm_mon_html import page_text, web_page
from hasim.shell.crm_mon_old_screen import old_screen_text
from hasim.shell.crm_mon_options import TOOL, Screen, SectionError, read_arguments
from hasim.shell.crm_mon_page import Page, chosen_style, launcher_line
from hasim.shell.crm_mon_screen import screen_text
from hasim.shell.crm_mon_simple import simple_line
from hasim.shell.crm_mon_xml import screen_elements
from hasim.shell.fencing_text import fencing_history
from hasim.shell.html_text import node
from hasim.shell.listing.counts import count
from hasim.shell.options import UsageError
from hasim.shell.registry import program
from hasim.shell.report import report
from hasim.shell.shadow import in_shadow
from hasim.shell.version import pacemaker_version, version_element, version_text
from hasim.shell.working_set import add_constraints, working_set

__all__ = ["TOOL", "crm_mon"]

_EXIT_USAGE = 64
_EXIT_NOT_CONNECTED = 102


@program("crm_mon")
def crm_mon(context: Context, arguments: list[str]) -> int:
    """Run crm_mon. It shows one screen, also without -1: a screen that renews itself is the caller's business."""
    try:
        screen = read_arguments(arguments, context.dialect)
    except UsageError as error:
        context.err(TOOL.usage if isinstance(error, SectionError) else "")
        return context.fail(f"crm_mon: {error}", _EXIT_USAGE)
    if "help" in screen.parsed:
        context.out(TOOL.usage)
        return 0
    if "version" in screen.parsed:
        context.out(_version(screen, context.dialect, arguments))
        return 0
    return in_shadow(_with_output(context, screen), lambda inner: _show(inner, screen, arguments))


def _version(screen: Screen, dialect: Dialect, arguments: list[str]) -> str:
    element = version_element(dialect)
    if screen.form == "html":
        facts = [node("div", f"{name.capitalize()}: {value}") for name, value in element.attributes.items()]
        return page_text(screen, [node("h2", "Version Information"), *facts], dialect)
    return _document(screen, [element], dialect, arguments) if screen.form == "xml" else version_text(dialect)


def _with_output(context: Context, screen: Screen) -> Context:
    """The context with its output going where --output-to says."""
    if screen.target == "-":
        return context
    path = context.path(screen.target)
    context.files.write(path, "")
    return replace(context, out=lambda text: context.files.append(path, text))


def _show(context: Context, screen: Screen, arguments: list[str]) -> int:
    if "web-cgi" in screen.parsed and not context.cluster.live:
        text = "crm_mon: CGI mode used with CIB file"
        context.out(page_text(screen, [node("ul", node("li", text))], context.dialect))
        return _EXIT_USAGE
    try:
        launcher = context.cluster.launcher() if context.cluster.live else None
    except NotConnected as error:
        return _no_launcher(context, screen, error)
    checked = context.date_text(launcher.checked) if launcher is not None and context.dialect is Dialect.V2_1 else ""
    if launcher is not None and checked and screen.form not in ("html", "xml"):
        context.out(launcher_line(launcher.state, checked) + "\n")
    try:
        cib = context.cluster.query()
    except NotConnected as error:
        old = context.dialect is Dialect.V1_1
        text = "Connection to cluster failed" if old else "Could not connect to the CIB"
        return context.fail(f"{text}: {error.reason}", _EXIT_NOT_CONNECTED if old else 0)
    cluster = working_set(cib, int(context.now), context.dialect, live=context.cluster.live)
    if "simple" in screen.parsed:
        return _simple(context, cluster)
    counts = count(cluster)
    if screen.shows("bans") or screen.shows("tickets"):
        add_constraints(cluster)
    style = chosen_style(screen, context.dialect, cluster)
    state = launcher.state if launcher is not None else ""
    fencing = fencing_history(context, full="fence-history" in screen.parsed, calendar=style.old)
    page = Page(
        *(cluster, screen, style, context.calendar_time, context.date_text, context.now, context.node, state, fencing),
        counts=counts,
        quiet="quiet" in screen.parsed,
        checked=checked,
    )
    context.out(_text(page, arguments))
    return 0


def _text(page: Page, arguments: list[str]) -> str:
    if page.screen.form == "html":
        return web_page(page)
    if page.screen.form != "xml":
        return old_screen_text(page) if page.old else screen_text(page)
    head = []
    if page.checked:  # 2.1 begins with what pacemakerd answered
        state = page.launcher.removeprefix("Pacemaker is ")
        head = [Element("pacemakerd", {"sys_from": "pacemakerd", "state": state, "last_updated": page.checked})]
    return _document(page.screen, head + screen_elements(page), page.style.dialect, arguments)


def _document(screen: Screen, content: list[Element], dialect: Dialect, arguments: list[str]) -> str:
    """Formatted output, in the older form for -X."""
    if "xml" in screen.parsed:
        return ascii_only(write_xml(Element("crm_mon", {"version": pacemaker_version(dialect)}, tuple(content))))
    return report("crm_mon", arguments, content, dialect)


def _simple(context: Context, cluster: Cluster) -> int:
    line, warning = simple_line(cluster)
    context.out(line + "\n")
    if warning:
        context.err("Error outputting status info from the fencer or CIB\n")
    return 0


def _no_launcher(context: Context, screen: Screen, error: NotConnected) -> int:
    if context.dialect is Dialect.V1_1:
        return context.fail("Connection to cluster failed: Transport endpoint is not connected", _EXIT_NOT_CONNECTED)
    context.err("error: Could not connect to launcher: Connection refused\n")
    if "simple" in screen.parsed:
        return context.fail(f"crm_mon: CLUSTER CRIT: Connection to cluster failed: {error.reason}", 2)
    return context.fail(f"crm_mon: Connection to cluster failed: {error.reason}", _EXIT_NOT_CONNECTED)
