"""``crm_simulate``: what the cluster would do, and how it would look afterwards.

Prints what Pacemaker 3.0's tool prints, whatever generation is installed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from hasim.cib import Cib, CibError, Element, Unsupported
from hasim.cib.dates import parse_date
from hasim.cib.values import parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.decide import Decision, decide
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role
from hasim.scheduler.unpack import unpack_cluster
from hasim.shell.context import Context, NotConnected
from hasim.shell.graph_dot import transition_dot
from hasim.shell.graph_xml import transition_xml
from hasim.shell.options import Parsed
from hasim.shell.simulate_options import TOOL, SimulateOptions
from hasim.shell.simulate_scores import score_element, score_rows, score_text_of
from hasim.shell.simulate_xml import actions_element, modifications_element, status_element, steps_element
from hasim.shell.status_text import StatusText, status_lines
from hasim.shell.tool import tool_program
from hasim.shell.transition_text import step_lines, summary_lines
from hasim.sim.injection import UnknownNode, inject
from hasim.sim.rehearsal import OperationSpec, rehearse

_ERROR, _UNIMPLEMENTED, _USAGE, _NO_INPUT, _UNREADABLE, _NO_SUCH = 1, 3, 64, 66, 78, 105
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799  # of the years 1 and 9999


@tool_program(TOOL)
def crm_simulate(context: Context, parsed: Parsed) -> int:
    """Run the tool; 1 for a graph that blocks itself, 64 for wrong usage, 66 for no file, 105 for an unknown node."""
    return _run(context, SimulateOptions.of(parsed), parsed.content)


def _run(context: Context, options: SimulateOptions, content: list[Element]) -> int:
    profile = options.last("profile")
    if profile is not None:
        return _profile(context, options, profile, content)
    try:
        cib = _read(context, options)
    except FileNotFoundError as error:
        return context.fail(f"crm_simulate: Could not read input: {error}", _NO_INPUT)
    except NotConnected as error:
        return context.fail(f"crm_simulate: CIB query failed: {error.reason}", _NO_INPUT)
    except CibError as error:
        return context.fail(f"crm_simulate: {error}", _UNREADABLE)
    return _Simulation(context, options, cib, content).run()


def _read(context: Context, options: SimulateOptions) -> Cib:
    path = options.last("xml-file")
    if options.source == "xml-file" and path is not None:
        try:
            return Cib.parse(context.files.read(context.path(path)))
        except FileNotFoundError:
            raise FileNotFoundError(path) from None
    return context.cluster.query() if options.source == "live-check" else Cib.parse(context.stdin)


def _profile(context: Context, options: SimulateOptions, folder: str, content: list[Element]) -> int:
    """Decide on every file of a folder, `--repeat` times, and tell how long that took by the context's clock."""
    path = context.path(folder)
    if not context.files.is_dir(path):
        return context.fail(f"crm_simulate: Could not read {folder}", _NO_INPUT)
    repeats = max(1, parse_integer(options.last("repeat")) or 1)
    status, timings = 0, []
    context.out("Timings:\n")
    for name in context.files.listdir(path):
        if not name.endswith(".xml"):
            continue
        context.out(f"  * Testing {folder.rstrip('/')}/{name} ...")
        simulation = _Simulation(context, options, Cib.parse(context.files.read(f"{path}/{name}")), [])
        begin = context.now
        try:
            for _ in range(repeats):
                decide(simulation.unpack(simulation.cib))
        except Unsupported as refusal:  # the other files of the folder can still be measured
            context.out(" not modelled\n")
            status = context.fail(f"crm_simulate: {name}: {refusal}", _UNIMPLEMENTED)
            continue
        duration = context.now - begin
        context.out(f" {duration:.2f} secs\n")
        timings.append(Element("timing", {"file": f"{folder.rstrip('/')}/{name}", "duration": f"{duration:f}"}))
    content.append(Element("timings", {}, tuple(timings)))
    return status


@dataclass(slots=True)
class _Simulation:
    """One run on one CIB."""

    context: Context
    options: SimulateOptions
    cib: Cib
    content: list[Element]
    """What is said in formatted output."""

    @property
    def quiet(self) -> bool:
        """Whether only what was asked for explicitly is printed."""
        return self.options.has("quiet")

    def run(self) -> int:
        """Print the status, inject, decide, execute: as far as asked for."""
        self._say_date()
        cluster = self.unpack(self.cib)
        self._say_state(cluster)
        injections = self.options.injections
        if injections:
            try:
                injected = inject(cluster, injections)
            except UnknownNode as error:
                return self.context.fail(f"crm_simulate: Unknown node: {error}", _NO_SUCH)
            self._say_list("Performing Requested Modifications", injected.items)
            self.content.append(modifications_element(injected.deeds))
            for problem in injected.problems:
                self.context.err(problem + "\n")
            self.cib = injected.cib
            self._say_date()
            cluster = self.unpack(self.cib)
        self._save("save-input", self.cib.text())
        if not self.options.schedules:
            self._save_cib(self.cib)
            return 0
        return self._decide(cluster)

    # time

    @property
    def now(self) -> int:
        """The time of the decision: as set, as recorded in the CIB, or the present."""
        given = self.options.last("set-datetime")
        if given is not None:
            moment = parse_date(given, self.context.timezone)
            return int(moment.timestamp()) if moment is not None else 0
        recorded = self._recorded_date
        return recorded if recorded is not None else int(self.context.now)

    @property
    def _recorded_date(self) -> int | None:
        """When the CIB was decided on (epoch seconds), within what a calendar has."""
        recorded = parse_integer(self.cib.root.get("execution-date"))
        return None if recorded is None else max(_FIRST_SECOND, min(recorded, _LAST_SECOND))

    def _say_date(self) -> None:
        given = self.options.last("set-datetime")
        recorded = self._recorded_date
        if self.quiet:
            return
        if given is not None:
            self.context.out(f"Setting effective cluster time: {given}\n")
        elif recorded is not None:
            self.context.out(
                f"Using the original execution date of: {datetime.fromtimestamp(recorded, UTC):%Y-%m-%d %H:%M:%S}Z\n"
            )

    # output

    def _say(self, lines: Iterable[str]) -> None:
        if not self.quiet:
            self.context.out("".join(f"{line}\n" for line in lines))

    def _say_list(self, title: str, items: Iterable[str]) -> None:
        self._say(["", f"{title}:", *(f"  * {item}" for item in items)])

    def _say_state(self, cluster: Cluster) -> None:
        spaced = False
        if cluster.options.maintenance_mode:
            self._say(["", " " * 14 + "*** Resource management is DISABLED ***"])
            self._say(["  The cluster will not attempt to start, stop or recover services"])
            spaced = True
        total, disabled, blocked = _instances(cluster)
        if disabled or blocked:
            count = f"{disabled} of {total} resource instances DISABLED and {blocked} BLOCKED"
            self._say([*([""] if spaced else []), f"{count} from further action due to failure"])
            spaced = True
        self._say_status("Current cluster status", cluster, pending=True, spaced=spaced)

    def _say_status(self, title: str, cluster: Cluster, *, pending: bool, spaced: bool) -> None:
        shown = StatusText(
            pending=pending,
            attributes=self.options.has("show-attrs"),
            failures=self.options.has("show-failcounts"),
        )
        lines = status_lines(cluster, shown, self.context.calendar_time)
        self._say([*([""] if spaced else []), f"{title}:", *lines])
        name = "cluster_status" if pending else "revised_cluster_status"
        self.content.append(status_element(name, cluster, shown, self.context))

    # files

    def _save(self, option: str, text: str) -> None:
        path = self.options.last(option)
        if path is not None:
            self.context.files.write(self.context.path(path), text)

    def _save_cib(self, cib: Cib) -> None:
        path = self.options.last("xml-file")
        if self.options.has("in-place") and path is not None:
            self.context.files.write(self.context.path(path), cib.text())
        self._save("save-output", cib.text())

    # the decision

    def unpack(self, cib: Cib) -> Cluster:
        """The working set at the time of the decision."""
        return unpack_cluster(cib, self.now, zone=self.context.timezone)

    def _decide(self, cluster: Cluster) -> int:
        decision = decide(cluster, sanitized=True)
        self._say_scores(decision)
        self._save("save-graph", transition_xml(decision.graph))
        self._save("save-dotfile", transition_dot(decision, all_actions=self.options.has("all-actions")))
        self._say_list("Transition Summary", summary_lines(decision.summary))
        self.content.append(actions_element(decision.summary, self.context))
        if self.options.simulates:
            return self._execute(decision)
        self._save_cib(self.cib)
        return 0

    def _say_scores(self, decision: Decision) -> None:
        scores, utilization = self.options.has("show-scores"), self.options.has("show-utilization")
        if not scores and not utilization:
            return
        rows = list(score_rows(decision, scores=scores, utilization=utilization))
        lines = [score_text_of(row) for row in rows]
        name = "utilizations" if not scores else "allocations_utilizations" if utilization else "allocations"
        self.content.append(Element(name, {}, tuple(score_element(row) for row in rows)))
        if self.quiet:
            self.context.out("".join(f"{line}\n" for line in ["", *lines]))
            return
        title = "Assignment Scores" if scores else "Utilization Information"
        self._say_list(f"{title} and Utilization Information" if scores and utilization else title, lines)

    def _execute(self, decision: Decision) -> int:
        cluster = decision.cluster
        specs = (OperationSpec.parse(text) for text in self.options.values.get("op-fail", ()))
        known = {name for leaf in cluster.leaves() for name in (leaf.id, leaf.history_name) if name is not None}
        played = rehearse(
            self.cib,
            decision.graph,
            known=known,
            failures=[spec for spec in specs if spec is not None],
            now=max(self.now, int(self.context.now)),  # results are dated by the clock, whatever the time decided at
            fatal_starts=cluster.options.start_failure_is_fatal,
            feature_set=self.cib.root.get("crm_feature_set") or "",
        )
        self._say(["", "Executing Cluster Transition:"])
        for line, is_item in step_lines(played.steps):
            self._say([f"  * {line}" if is_item else line])
        self.content.append(steps_element(played.steps))
        if not played.complete:
            self.context.err("Transition failed: terminated\n")
            self.context.err("An invalid transition was produced\n")
        self._save_cib(played.cib)
        self._say_date()
        after = self.unpack(played.cib)
        self._say_status("Revised Cluster Status", after, pending=False, spaced=True)
        return 0 if played.complete else _ERROR


def _instances(cluster: Cluster) -> tuple[int, int, int]:
    """How many primitives there are, and how many of them are disabled and blocked."""
    total = disabled = blocked = 0
    for leaf in cluster.leaves():
        if leaf.removed and leaf.role <= Role.STOPPED:
            continue
        total += 1
        disabled += _is_disabled(leaf)
        blocked += leaf.blocked
    return total, disabled, blocked


def _is_disabled(leaf: Primitive) -> bool:
    target = Role.parse(leaf.meta.get("target-role"))
    return target is Role.STOPPED or (target is Role.UNPROMOTED and leaf.top.promotable)
