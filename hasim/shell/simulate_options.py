"""The options of ``crm_simulate``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hasim.sim.injection import Injections

__all__ = ["SimulateOptions", "UsageError"]


class UsageError(Exception):
    """An option that does not exist, or one without its argument; the message is what the tool says."""


_FLAGS = {
    "R": "run",
    "S": "simulate",
    "X": "in-place",
    "A": "show-attrs",
    "c": "show-failcounts",
    "s": "show-scores",
    "U": "show-utilization",
    "L": "live-check",
    "p": "xml-pipe",
    "a": "all-actions",
    "Q": "quiet",
    "V": "verbose",
    "$": "version",
    "h": "help",
}
_VALUES = {
    "P": "profile",
    "N": "repeat",
    "u": "node-up",
    "d": "node-down",
    "f": "node-fail",
    "i": "op-inject",
    "F": "op-fail",
    "t": "set-datetime",
    "q": "quorum",
    "w": "watchdog",
    "g": "ticket-grant",
    "r": "ticket-revoke",
    "b": "ticket-standby",
    "e": "ticket-activate",
    "I": "save-input",
    "O": "save-output",
    "G": "save-graph",
    "D": "save-dotfile",
    "x": "xml-file",
}
_ONLY_LONG_FLAGS = frozenset(
    f"help-{topic}" for topic in ("all", "output", "operations", "synthetic", "artifact", "source")
) | {"text-fancy"}
_ONLY_LONG_VALUES = ("output-as", "output-to")


@dataclass(slots=True)
class SimulateOptions:
    """What was asked for: `flags` by long name, `values` in the order given."""

    flags: set[str] = field(default_factory=set)
    values: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def parse(cls, arguments: Sequence[str]) -> SimulateOptions:
        """Read a command line as the real tool does; raises UsageError."""
        options = cls()
        rest = iter(arguments)
        for argument in rest:
            if argument == "--":
                break
            if argument.startswith("--"):
                options._long(argument[2:], rest)
            elif argument.startswith("-") and argument != "-":
                options._short(argument[1:], rest)
        return options

    def _long(self, text: str, rest: Iterator[str]) -> None:
        name, equals, value = text.partition("=")
        if name in _FLAGS.values() or name in _ONLY_LONG_FLAGS:
            self.flags.add(name)
        elif name in _VALUES.values() or name in _ONLY_LONG_VALUES:
            self._take(name, f"--{name}", value if equals else None, rest)
        else:
            raise UsageError(f"Unknown option --{name}")

    def _short(self, letters: str, rest: Iterator[str]) -> None:
        for place, letter in enumerate(letters):
            if letter in _FLAGS:
                self.flags.add(_FLAGS[letter])
            elif letter in _VALUES:
                self._take(_VALUES[letter], f"-{letter}", letters[place + 1 :] or None, rest)
                return
            else:
                raise UsageError(f"Unknown option -{letter}")

    def _take(self, name: str, shown: str, value: str | None, rest: Iterator[str]) -> None:
        if value is None:
            value = next(rest, None)
        if value is None:
            raise UsageError(f"Missing argument for {shown}")
        self.values.setdefault(name, []).append(value)

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
