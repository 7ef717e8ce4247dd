"""What committing a configuration would do, tried in a copy of the world: nothing is applied.

The text is taken in offline, on a copy of the CIB in a file, as an administrator prepares a change: what is wrong with
it is said by the tools, the copy is verified and simulated, and only then it would be stored. The commands that store
it are the trial's `line`; they change everything or nothing.
"""

import re
from dataclasses import dataclass, field

from hasim.cib import Cib, CibError, parse_xml
from hasim.inputs import Input, Run, Settle, Write
from hasim.reasons import told
from hasim.scheduler import schedule
from hasim.scheduler.summary import ResourceRow
from hasim.session import Result, Session
from hasim.sim import World
from hasim.sim.clock import zone
from hasim.sim.view import View, view
from hasim.steps import play

STATEMENTS, DOCUMENT, COPY = "/root/cluster.crm", "/root/configuration.xml", "/root/cluster.xml"
"""Files on the node: what was edited, as statements or as XML, and the copy of the CIB that it is tried on."""

UPDATE = f"crm configure load update {STATEMENTS}"
_COPY = f"cibadmin --query > {COPY} && CIB_file={COPY}"
_REPLACE = "cibadmin --replace --scope configuration --xml-file"
PREPARE = {False: f"{_COPY} crm configure load replace {STATEMENTS}", True: f"{_COPY} {_REPLACE} {DOCUMENT}"}
"""How the copy is made, from statements and from XML."""
STORE = {False: f"{PREPARE[False]} && {_REPLACE} {COPY}", True: f"{_REPLACE} {DOCUMENT}"}
"""How it is stored, each as one command line."""

Places = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a resource: where it runs now and when all is settled, and what the scheduler decides, and why.

    Places are {node: role}. `failed` are the nodes where it would fail.
    """

    resource: str
    now: Places
    then: Places
    deeds: tuple[ResourceRow, ...] = ()
    failed: tuple[str, ...] = ()

    def reasons(self, lang: str) -> list[str]:
        """Why, once for each different reason."""
        return list(dict.fromkeys(told(each.reason, lang) for each in self.deeds if each.reason))


@dataclass(frozen=True, slots=True)
class Trial:
    """How a trial ended. `line` stores the configuration; "" where it was refused.

    `said` is what the tools print while they take it in, `before` and `after` the configuration as statements,
    `verdict` what crm_verify says of it, `transition` what crm_simulate would do first.
    """

    node: str
    path: str
    text: str
    before: str
    said: str
    line: str = ""
    after: str = ""
    verdict: str = ""
    transition: str = ""
    fates: tuple[Fate, ...] = field(default_factory=tuple)

    @property
    def accepted(self) -> bool:
        """Could it be stored?"""
        return bool(self.line)


class Bench:
    """A copy of the world in which anything may be tried."""

    def __init__(self, world: World, node: str) -> None:
        self.world, self.node = world, node

    def run(self, line: str) -> Result:
        """Type a line on the node."""
        return self._play(Run(self.node, line))

    def write(self, path: str, text: str) -> None:
        """Save a file on the node."""
        self._play(Write(self.node, path, text))

    def settle(self) -> None:
        """Let time pass until nothing is under way."""
        self._play(Settle())

    def view(self) -> View | None:
        """What the node believes."""
        return view(self.world, self.node)

    def _play(self, action: Run | Write | Settle) -> Result:
        step = play(self.world, Input(action))
        self.world = step.world
        return step.result


def present(session: Session, node: str, *, xml: bool) -> str:
    """The configuration that the node has, as statements or as XML."""
    line = "cibadmin --query --scope configuration" if xml else "crm configure show"
    return Bench(session.world, node).run(line).stdout


def attempt(session: Session, node: str, text: str, *, xml: bool) -> Trial:
    """Try a whole configuration. Nothing of it reaches the session."""
    path = DOCUMENT if xml else STATEMENTS
    before = present(session, node, xml=False)
    bench = Bench(session.world, node)
    bench.write(path, text)
    prepared = bench.run(PREPARE[xml])
    if prepared.exit:
        return Trial(node, path, text, before, _said(prepared))
    after = bench.run(f"CIB_file={COPY} crm configure show").stdout
    line = UPDATE if not xml and _updates(session, node, text, after) else STORE[xml]
    live = Bench(session.world, node)
    live.write(path, text)
    stored = live.run(line)
    if stored.exit:
        return Trial(node, path, text, before, _said(stored))
    verified = bench.run(f"crm_verify -VV --xml-file {COPY}")
    simulated = bench.run(f"crm_simulate --simulate --xml-file {COPY}")
    live.settle()
    fates = _fates(session, bench, live)
    return Trial(node, path, text, before, _said(stored), line, after, _said(verified), _summary(simulated), fates)


def _said(result: Result) -> str:
    """All that was printed, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", result.stderr + result.stdout)


def _updates(session: Session, node: str, text: str, wanted: str) -> bool:
    """Does it do to add and change, since nothing is taken away? That is the command that everybody knows."""
    bench = Bench(session.world, node)
    bench.write(STATEMENTS, text)
    if bench.run(f"{_COPY} {UPDATE}").exit:
        return False
    return bench.run(f"CIB_file={COPY} crm configure show").stdout == wanted


def _summary(simulated: Result) -> str:
    """The transition summary of what crm_simulate printed; all of its complaint where it failed."""
    found = re.search(r"^Transition Summary:\n((?:  \* .*\n)*)", simulated.stdout, re.MULTILINE)
    return found[1] if found else simulated.stderr


def _fates(session: Session, bench: Bench, live: Bench) -> tuple[Fate, ...]:
    now, then = session.view(bench.node), live.view()
    if now is None or then is None:
        return ()
    rows = _decided(session, bench)
    return tuple(
        Fate(
            name,
            now.resources.get(name, {}),
            then.resources.get(name, {}),
            tuple(row for row in rows if row.resource.partition(":")[0] == name),
            _more_failures(now.failcounts.get(name, {}), then.failcounts.get(name, {})),
        )
        for name in dict.fromkeys([*now.resources, *then.resources])
    )


def _more_failures(now: dict[str, int], then: dict[str, int]) -> tuple[str, ...]:
    return tuple(node for node, count in then.items() if count > now.get(node, 0))


def _decided(session: Session, bench: Bench) -> tuple[ResourceRow, ...]:
    """What the scheduler makes of the copy."""
    try:
        cib = Cib.parse(bench.world.machines[bench.node].files.read(COPY))
    except (OSError, CibError):
        return ()
    return schedule(cib, int(session.clock()), zone=zone(session.world.timezone)).summary.resources


_NUMBERED = re.compile(r"^ERROR: (\d+): ", re.MULTILINE)


def wrong_lines(trial: Trial) -> list[tuple[int, str]]:
    """The lines of the edited text that the tool's complaints are about, by their number in that text, from 1.

    crm counts statements: it leaves out empty lines and takes continued lines for one. cibadmin does not say where.
    """
    starts = statement_starts(trial.text)
    lines = trial.text.split("\n")
    numbers = [starts[int(found) - 1] for found in _NUMBERED.findall(trial.said) if 0 < int(found) <= len(starts)]
    if trial.path == DOCUMENT:
        numbers = [number for number in xml_faults(trial.text) if number <= len(lines)]
    return [(number, lines[number - 1]) for number in dict.fromkeys(numbers)]


def xml_faults(text: str) -> list[int]:
    """The line, from 1, where a text stops being XML; empty where it does not."""
    try:
        parse_xml(text)
    except CibError as error:
        found = re.search(r"line (\d+)", str(error))
        return [int(found[1])] if found else []
    return []


def statement_starts(text: str) -> list[int]:
    """The number of the line, from 1, where each statement begins."""
    starts: list[int] = []
    begun = 0
    for number, physical in enumerate(text.split("\n"), 1):
        line = physical.strip()
        begun = begun or (number if line.rstrip("\\").strip() else 0)
        if not line.endswith("\\"):
            starts += [begun] if begun else []
            begun = 0
    return [*starts, begun] if begun else starts
