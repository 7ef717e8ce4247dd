"""One run of pcs: its options, the CIB, what is said, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from hasim.cib import Cib, Dialect
from hasim.shell.context import Context, NotConnected
from hasim.shell.filehost import next_version
from hasim.shell.pcs.faults import CANNOT_CONTINUE, Failure, Stop
from hasim.shell.registry import run_program
from hasim.shell.schema import problems

__all__ = ["FORCE", "Run", "quoted_list"]

_REFUSED = "Call failed: Update does not conform to the configured schema"
_ATTRIBUTES = {
    tag: frozenset(names.split())
    for tag, names in (
        ("rsc_location", "id rsc rsc-pattern role node score score-attribute resource-discovery"),
        ("rsc_colocation", "id rsc with-rsc node-attribute score rsc-role with-rsc-role influence"),
        ("rsc_order", "id symmetrical require-all score kind first then first-action then-action"),
        ("rsc_ticket", "id rsc rsc-role ticket loss-policy"),
    )
}
"""What the schema knows of constraints."""
FORCE = ", use --force to override"


def quoted_list(words: Collection[str], separator: str = ", ") -> str:
    """Words in single quotes, sorted."""
    return separator.join(f"'{word}'" for word in sorted(words))


@dataclass
class Run:
    """One run; `options` are those that were given, by name."""

    context: Context
    options: Mapping[str, str]
    failed: bool = field(default=False, init=False)

    @property
    def dialect(self) -> Dialect:
        """The generation of the cluster's tools."""
        return self.context.dialect

    @property
    def force(self) -> bool:
        """--force was given."""
        return "--force" in self.options

    @property
    def on_file(self) -> bool:
        """It works on a CIB file, not on a cluster."""
        return not self.context.cluster.live

    @property
    def cib(self) -> Cib:
        """The CIB as it is now. Failure where the cluster does not answer."""
        try:
            return self.context.cluster.query()
        except NotConnected as error:
            raise Failure(_no_cib(error)) from error

    def store(self, cib: Cib) -> None:
        """Store a changed configuration; Failure if it breaks the schema."""
        if problems(cib) or strange_attributes(cib):
            raise Failure(f"Unable to update cib\n{_numbered(next_version(self.cib, cib))}\n{_REFUSED}\n\n")
        try:
            self.context.cluster.replace(cib, client="cibadmin", user=self.context.user)
        except NotConnected as error:
            raise Failure(_no_cib(error)) from error

    def out(self, text: str) -> None:
        """Write a line (or lines) to standard output."""
        self.context.out(text + "\n")

    def say(self, text: str) -> None:
        """Write a line to standard error: pcs keeps its standard output for what was asked for."""
        self.context.err(text + "\n")

    def warn(self, text: str) -> None:
        """Write a warning."""
        self.say(f"Warning: {text}")

    def deprecated(self, text: str) -> None:
        """Write that something will go."""
        self.say(f"Deprecation Warning: {text}")

    def error(self, text: str) -> None:
        """Write an error and go on; `check` ends the run."""
        self.say(f"Error: {text}")
        self.failed = True

    def plain_error(self, text: str) -> NoReturn:
        """An error that ends the run at once."""
        raise Failure(text)

    def forceable(self, text: str) -> None:
        """An error that --force makes a warning."""
        if self.force:
            self.warn(text)
        else:
            self.error(text + FORCE)

    def end_if_failed(self) -> None:
        """End the run if there were errors, without another word."""
        if self.failed:
            raise Stop

    def forceable_now(self, text: str) -> None:
        """An error that ends the run at once, unless it is forced."""
        self.forceable(text)
        self.end_if_failed()

    def check(self) -> None:
        """End the run if there were errors."""
        if self.failed:
            self.say(f"Error: {CANNOT_CONTINUE}")
            raise Stop

    def program(self, *words: str) -> tuple[int, str]:
        """Run another program on this node: (exit status, all it said)."""
        pieces: list[str] = []
        quiet, _, _ = self.context.quiet()
        quiet.out = quiet.err = pieces.append
        status = run_program(quiet, words[0], list(words[1:]))
        return status, "".join(pieces)


def _numbered(cib: Cib) -> str:
    """The document as cibadmin shows it when it is refused."""
    return "".join(f"{number:4} {line}\n" for number, line in enumerate(cib.text().split("\n"), 1)).rstrip("\n")


def strange_attributes(cib: Cib) -> bool:
    """Whether a constraint has an attribute that its schema does not know."""
    return any(set(each.attributes) - _ATTRIBUTES[each.tag] for each in cib.constraints.all(*_ATTRIBUTES))


def _no_cib(error: NotConnected) -> str:
    return f"unable to get cib\n{error.reason}" if error.service not in ("pacemakerd", "cib") else "unable to get cib"
