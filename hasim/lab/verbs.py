"""What a Board does: one method for each verb, all without widgets. `Board` adds the buttons and the pictures.

Every verb goes through `step`, so that errors are shown, one click is one Undo, and the Board is refreshed after it.
"""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from hasim.cib import Unsupported
from hasim.journal import same_start
from hasim.lab import units
from hasim.lab.branches import BranchError, Branches
from hasim.lab.deeds import Crm, Deed, Outcome, power, run
from hasim.lab.moments import Moments
from hasim.lab.offers import killable
from hasim.lab.unfold import unfold, unfoldable
from hasim.session import Session
from hasim.sim.telling import told
from hasim.text import join, say


class NoMember(Exception):
    """No node can carry out a cluster command; the message is the command."""


class Verbs:
    """The verbs on a session. `session` is that of the branch that is shown; `outcome` is what the last step did."""

    def __init__(self, session: Session, lang: str) -> None:
        self.session = session
        self.lang = lang
        self.outcome = Outcome()
        self.branches = Branches(session, lang)
        self.moments = Moments(lang)

    @property
    def auto(self) -> bool:
        """Whether the cluster is left to settle after each step."""
        return True

    def refresh(self) -> None:
        """Show the session as it is now; there is nothing to show here."""

    # -- nodes and resources ----------------------------------------------------------------------------------------

    def kill(self, resource: str, node: str) -> None:
        """Kill the resource's process on the node."""
        self.act(lambda: self._killed(resource, node))

    def _killed(self, resource: str, node: str) -> Deed | None:
        """How to kill it; where it does not run, that is told like the answer to a command."""
        line = killable(self.session, node).get(resource)
        if line:
            return run(node, line)
        self.outcome.lines.append(say("board.kill.command", self.lang, resource=resource, node=node))
        self.outcome.printed = say("board.kill.absent", self.lang, resource=resource, node=node)
        return None

    def power(self, node: str, on: bool) -> None:
        """Switch the machine on or off."""
        self.act(lambda: power(node, on, self.lang))

    def fault(self, kind: str, **where: Any) -> None:
        """Break or mend the network: a fault of the session format and where it is."""
        names = [name for value in where.values() for name in (value if isinstance(value, list) else [value])]
        verb = say(f"panel.faults.{kind}", self.lang)
        note = say("panel.faults.command", self.lang, verb=verb, where=join(names, self.lang))
        self.act(lambda: Deed({"fault": kind, **where}, note))

    def standby(self, node: str) -> None:
        """Let the node run nothing."""
        self.act(lambda: self._crm().standby(node))

    def online(self, node: str) -> None:
        """Let the node run things again."""
        self.act(lambda: self._crm().online(node))

    def cleanup(self, resource: str) -> None:
        """Forget the resource's failures."""
        self.act(lambda: self._crm().cleanup(resource))

    def move(self, resource: str, node: str, force: bool = False) -> None:
        """Ask for the resource to run on the node; by force it is banned from where it is."""
        self.act(lambda: self._crm().move(resource, node, force))

    def unmove(self, resource: str) -> None:
        """Lift what a move left behind."""
        self.act(lambda: self._crm().unmove(resource))

    def _crm(self) -> Crm:
        return Crm(self.member("crm"), self.session.dialect)

    def member(self, command: str) -> str:
        """The first node where a command has a cluster to talk to. Raises NoMember where there is none."""
        at = next((name for name in self.session.nodes if self.session.view(name) is not None), None)
        if at is None:
            raise NoMember(command)
        return at

    # -- time -------------------------------------------------------------------------------------------------------

    def next(self) -> None:
        """Let time go on to the next event."""

        def do() -> None:
            step = self.session.step()
            seen = [told(record, self.lang) for record in step.records] if step else [say("board.quiet", self.lang)]
            self.outcome.printed = "\n".join(seen)

        self.step(say("board.next.command", self.lang), do, unit=True)

    def settle(self) -> None:
        """Let time go on until nothing is under way."""
        self.step(say("board.settle.command", self.lang), self._settle, unit=True)

    def undo(self) -> None:
        """Take the last click (or the last cell that did something) back."""
        self.step(say("board.undo.command", self.lang), lambda: units.undo(self.session))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.step(say("board.redo.command", self.lang), lambda: units.redo(self.session))

    def reset(self) -> None:
        """Back to the beginning."""
        self.step(say("board.reset.command", self.lang), self.session.reset)

    def travel(self, moment: int) -> None:
        """Go to the moment after so many inputs; the later ones stay in the future, until something new is done."""
        last = len(self.session.history) + len(self.session.future)
        moment = min(max(moment, 0), last)
        note = say("panel.travel.to", self.lang, moment=moment, last=last)
        self.step(note, lambda: self.session.travel(moment))

    def hop(self, by: int) -> None:
        """Go so many inputs forth (or back, below 0)."""
        self.travel(len(self.session.history) + by)

    def jump(self, forth: bool, kind: str = "") -> None:
        """Go to the nearest later (or earlier) moment of interest; `kind` is one of `moments.KINDS`, "" for any."""
        self.step("", lambda: self._jump(forth, kind))

    def _jump(self, forth: bool, kind: str) -> None:
        moment = self.moments.jump(self.session, forth, kind)
        if moment is None:
            self.outcome.lines = [say("moment.none", self.lang)]
            return
        last = len(self.session.history) + len(self.session.future)
        self.session.travel(moment)
        before = self.session.history[-2].world if moment > 1 else self.session.origin
        found = self.moments.interest(before, self.session.history[-1])
        self.outcome.lines = [say("panel.travel.to", self.lang, moment=moment, last=last)]
        self.outcome.printed = "\n".join(
            f"{say(f'moment.{each}', self.lang)}: {'; '.join(texts)}" for each, texts in found.items()
        )

    # -- branches ---------------------------------------------------------------------------------------------------

    def fork(self, name: str) -> None:
        """Begin a branch here and go on with it: `session` is another one then. The present one keeps its future."""
        self.step(say("panel.travel.forked", self.lang, name=name), lambda: self._take(self.branches.fork(name)))

    def unfold(self) -> None:
        """Begin a branch in which the time of the last input passes again, an input for each event."""

        def do() -> None:
            if not unfoldable(self.session):
                self.outcome = Outcome([say("panel.travel.folded", self.lang)])
                return
            branch = self.branches.fork(name)
            unfold(branch)
            self._take(branch)

        name = say("panel.travel.unfolded.name", self.lang, moment=len(self.session.history))
        self.step(say("panel.travel.unfolded", self.lang, name=name), do)

    def switch(self, name: str) -> None:
        """Go on to another branch, at the moment where it was left."""
        self.step(say("panel.travel.switched", self.lang, name=name), lambda: self._take(self.branches.switch(name)))

    def take_up(self, branches: Branches, note: str = "") -> None:
        """Go on with branches that were kept, or that are another session's, at the moment where each was left."""

        def do() -> None:
            moves = not same_start(self.session.head, branches.present.head)
            self.branches = branches
            self._take(branches.present)
            if moves:
                self._moved_in()

        self.step(note or say("keep.resumed", self.lang), do)

    def _moved_in(self) -> None:
        """The session that is shown may have other machines now."""

    def rename(self, name: str) -> None:
        """Give the present branch another name."""
        note = say("panel.travel.renamed", self.lang, old=self.branches.name, new=name.strip())
        self.step(note, lambda: self._take(self.branches.rename(name)))

    def delete(self) -> None:
        """Forget the present branch and go on to the oldest other one."""
        note = say("panel.travel.deleted", self.lang, name=self.branches.name)
        self.step(note, lambda: self._take(self.branches.delete()))

    def _take(self, branch: Session) -> None:
        self.session = branch

    # -- how a step is done -----------------------------------------------------------------------------------------

    def act(self, find: Callable[[], Deed | None]) -> None:
        """Do what `find` gives, let the cluster settle where that is wished, and show it; errors are shown too."""

        def do() -> None:
            deed = find()
            if deed is None:
                return
            for each in (*deed.first, deed):
                if not self._do(each) and not deed.always:
                    break
            if self.auto:
                self._settle()

        self.step("", do, unit=True)

    def _do(self, deed: Deed) -> bool:
        """Do one thing; False where it went wrong."""
        self.outcome.lines += self.outcome.printed.splitlines()
        self.outcome.lines.append(deed.shown(self.session.world))
        result = self.session.input(deed.data).result
        self.outcome.printed = result.stdout + result.stderr
        if result.exit:
            self.outcome.printed += "# " + say("board.exit", self.lang, status=result.exit)
        return not result.exit

    def step(self, note: str, do: Callable[[], Any], *, unit: bool = False) -> None:
        """Do something with the session and show what came of it, an error too.

        `note` stands in the log in place of a command; with `unit`, the inputs that were added are one Undo.
        """
        self.outcome = Outcome([note] if note else [])
        try:
            with self.session.together() if unit else nullcontext():
                do()
        except Unsupported as error:
            self.outcome.error = say("board.unsupported", self.lang, error=error)
        except BranchError as error:
            self.outcome = Outcome(error=str(error))
        except NoMember as error:
            self.outcome.error = say("board.no_member", self.lang, command=error)
        except Exception as error:
            self.outcome.error = self._fault_of_ours(error)
        self.refresh()

    def failed(self, error: Exception) -> None:
        """Show an error that no step has caught."""
        self.outcome = Outcome(error=self._fault_of_ours(error))
        self.refresh()

    def _fault_of_ours(self, error: Exception) -> str:
        return say("board.error", self.lang, error=f"{type(error).__name__}: {error}")

    def ran(self, outcome: Outcome) -> None:
        """Inputs were done elsewhere; show what came of them."""
        self.outcome = outcome
        self.refresh()

    def _settle(self) -> None:
        if not self.session.settle():
            self.outcome.error = say("board.unsettled", self.lang, seconds=600)
