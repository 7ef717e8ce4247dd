"""The options of ``crm_simulate``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.tool import PLAIN_FORMAT, QUIET, VERBOSE, VERSION, Tool
from hasim.sim.injection import Injections

__all__ = ["TOOL", "SimulateOptions"]


_SOURCES = ("live-check", "xml-file", "xml-pipe")
_TOPICS = ("output", "operations", "synthetic", "artifact", "source")
TOOL = Tool(
    "crm_simulate",
    "Shows what the cluster would do in a situation.",
    (
        Option("run", "R", "run", help="show what the cluster would do"),
        Option("simulate", "S", "simulate", help="also execute it, and show the status afterwards"),
        Option("in-place", "X", "in-place", help="also store the result in the input file"),
        Option("show-attrs", "A", "show-attrs", help="show node attributes"),
        Option("show-failcounts", "c", "show-failcounts", help="show fail counts and failed operations"),
        Option("show-scores", "s", "show-scores", help="show assignment scores"),
        Option("show-utilization", "U", "show-utilization", help="show utilization"),
        Option("live-check", "L", "live-check", help="use the cluster's configuration, or that of CIB_file"),
        Option("xml-pipe", "p", "xml-pipe", help="read standard input, as without any of -L -x -p", idle=True),
        Option("all-actions", "a", "all-actions", help="with -D: also actions that need not be done"),
        Option("profile", "P", "profile", Takes.VALUE, help="decide on every XML file of a directory"),
        Option(
            "repeat",
            "N",
            "repeat",
            Takes.VALUE,
            help="with -P: so many times, which takes longer",
            idle=True,
        ),
        Option("node-up", "u", "node-up", Takes.VALUE, help="a node comes online"),
        Option("node-down", "d", "node-down", Takes.VALUE, help="a node goes offline"),
        Option("node-fail", "f", "node-fail", Takes.VALUE, help="a node fails"),
        Option(
            "op-inject",
            "i",
            "op-inject",
            Takes.VALUE,
            help="an operation had this result: RESOURCE_TASK_INTERVAL@NODE=RC",
        ),
        Option("op-fail", "F", "op-fail", Takes.VALUE, help="an operation of the transition will have this result"),
        Option("set-datetime", "t", "set-datetime", Takes.VALUE, help="decide as of this time"),
        Option("quorum", "q", "quorum", Takes.VALUE, help="whether there is quorum"),
        Option("watchdog", "w", "watchdog", Takes.VALUE, help="whether there is a watchdog"),
        Option("ticket-grant", "g", "ticket-grant", Takes.VALUE, help="a ticket is granted"),
        Option("ticket-revoke", "r", "ticket-revoke", Takes.VALUE, help="a ticket is revoked"),
        Option("ticket-standby", "b", "ticket-standby", Takes.VALUE, help="a ticket is put into standby"),
        Option("ticket-activate", "e", "ticket-activate", Takes.VALUE, help="a ticket's standby ends"),
        Option("save-input", "I", "save-input", Takes.VALUE, help="write the input, with the events, to a file"),
        Option("save-output", "O", "save-output", Takes.VALUE, help="write the result to a file"),
        Option("save-graph", "G", "save-graph", Takes.VALUE, help="write the transition to a file"),
        Option("save-dotfile", "D", "save-dotfile", Takes.VALUE, help="write the transition to a file, for dot"),
        Option("xml-file", "x", "xml-file", Takes.VALUE, help="read the configuration from a file"),
        *(replace(QUIET, short="Q"), VERBOSE, VERSION),
        Option("help", "h", "help", help="show this text", more=("help-all", *(f"help-{topic}" for topic in _TOPICS))),
        *PLAIN_FORMAT,
    ),
    unknown_form=("Error creating output format {form}: Unknown output format", 105),
)


@dataclass(slots=True)
class SimulateOptions:
    """What was asked for: `flags` by long name, `values` in the order given."""

    flags: set[str] = field(default_factory=set)
    values: dict[str, list[str]] = field(default_factory=dict)
    source: str = ""
    """The option that says where the configuration comes from: the last of those given."""

    @classmethod
    def of(cls, parsed: Parsed) -> SimulateOptions:
        """The options of a command line that was read."""
        options = cls()
        for name, value in parsed.given:
            if name in _SOURCES:
                options.source = name
            if value is None:
                options.flags.add(name)
            else:
                options.values.setdefault(name, []).append(value)
        return options

    def last(self, name: str) -> str | None:
        """The last value of an option, None where it was not given."""
        given = self.values.get(name)
        return given[-1] if given else None

    def has(self, *names: str) -> bool:
        """Whether any of these flags was given."""
        return any(name in self.flags for name in names)

    @property
    def injections(self) -> Injections:
        """The synthetic events."""
        values = self.values
        return Injections(
            quorum=self.last("quorum") or "",
            watchdog=self.last("watchdog") or "",
            node_up=values.get("node-up", ()),
            node_down=values.get("node-down", ()),
            node_fail=values.get("node-fail", ()),
            ticket_grant=values.get("ticket-grant", ()),
            ticket_revoke=values.get("ticket-revoke", ()),
            ticket_standby=values.get("ticket-standby", ()),
            ticket_activate=values.get("ticket-activate", ()),
            operations=values.get("op-inject", ()),
        )

    @property
    def simulates(self) -> bool:
        """Whether the transition is executed."""
        return self.has("simulate", "in-place")

    @property
    def schedules(self) -> bool:
        """Whether a decision is made at all."""
        return (
            self.simulates
            or self.has("run", "show-scores", "show-utilization")
            or bool(self.last("save-graph") or self.last("save-dotfile"))
        )
