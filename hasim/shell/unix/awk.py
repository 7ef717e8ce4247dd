"""awk: rules on the lines of its input."""

from __future__ import annotations

import re

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.awk_program import Rule, parse_program
from hasim.shell.unix.awk_run import Finish, NextRecord, Run
from hasim.shell.unix.awk_values import AwkFault, InputText, truth
from hasim.shell.unix.command import UsageFault, command, getopt, inputs, lines_of, path_of


@command("awk", "gawk")
def awk(context: MachineContext, arguments: list[str]) -> int:
    """awk [-F SEPARATOR] [-v NAME=VALUE]... [-f FILE | PROGRAM] [FILE...]"""
    given = getopt("awk", arguments, "F:v:f:", status=2, permute=False)
    operands = list(given.operands)
    if not given.value("f") and not operands:
        raise UsageFault("Usage: awk [POSIX or GNU style options] -f progfile [--] file ...", 2)
    source = context.tree.read(path_of(context, given.value("f"))) if given.value("f") else operands.pop(0)
    run = Run(context.out)
    if "F" in given:
        run.variables["FS"] = {"t": "\t"}.get(given.value("F"), given.value("F").replace("\\t", "\t"))
    for each in given.values("v"):
        name, _, value = each.partition("=")
        run.variables[name] = InputText(value.replace("\\n", "\n").replace("\\t", "\t"))
    try:
        return _Work(context, run, parse_program(source)).go(operands)
    except AwkFault as fault:
        raise UsageFault(f"awk: {fault}", fault.status) from None


class _Work:
    def __init__(self, context: MachineContext, run: Run, rules: list[Rule]) -> None:
        self.context = context
        self.run = run
        self.rules = rules
        self.inside: set[int] = set()

    def go(self, operands: list[str]) -> int:
        """BEGIN, the records, END; an exit in the first two goes on with END."""
        status = 0
        try:
            self._all("BEGIN")
            if any(rule.kind != "BEGIN" for rule in self.rules):
                status = self._records(operands)
        except Finish as end:
            status = end.status
        try:
            self._all("END")
        except Finish as end:
            status = end.status or status
        return status

    def _all(self, kind: str) -> None:
        for rule in self.rules:
            if rule.kind == kind:
                rule.action(self.run)

    def _records(self, operands: list[str]) -> int:
        files = [each for each in operands if not re.match(r"[A-Za-z_]\w*=", each)]
        for each in operands:
            if each not in files:
                name, _, value = each.partition("=")
                self.run.variables[name] = InputText(value)
        texts, status = inputs(self.context, "awk", files)
        count = 0
        for name, text in texts:
            self.run.variables["FILENAME"] = "" if name == "-" else name
            for number, line in enumerate(lines_of(text), 1):
                count += 1
                self.run.variables.update(NR=float(count), FNR=float(number))
                self.run.read(line)
                self._record()
        return 2 * status

    def _record(self) -> None:
        try:
            for index, rule in enumerate(self.rules):
                if rule.kind in ("", "range") and self._selected(index, rule):
                    rule.action(self.run)
        except NextRecord:
            pass

    def _selected(self, index: int, rule: Rule) -> bool:
        if rule.first is None:
            return True
        if rule.last is None:
            return truth(rule.first(self.run))
        if index not in self.inside:
            if not truth(rule.first(self.run)):
                return False
            self.inside.add(index)
        if truth(rule.last(self.run)):
            self.inside.discard(index)
        return True
