"""One run of crm: where in the tree of levels it is, what was changed and not yet committed, and how lines are run."""

from __future__ import annotations

import shlex
from dataclasses import replace

from hasim.cib import Cib, Dialect, Unsupported
from hasim.crmsh.draft import Draft
from hasim.crmsh.message import Messages
from hasim.crmsh.schema import Schema
from hasim.crmsh.show import Presenter
from hasim.crmsh.tidy import as_crm_stores, as_told
from hasim.crmsh.vocabulary import BY_TAG, COMMENT_TAG, DEFAULTS_TAGS
from hasim.shell.context import Context, NotConnected
from hasim.shell.crm.console import Console
from hasim.shell.crm.preferences import Preferences
from hasim.shell.crm.tree import Command, CommandError, Level
from hasim.shell.crm.what_if import WhatIf
from hasim.shell.registry import run_program
from hasim.shell.shadow import open_shadow

_COMMENT_NAME = "<cyfunction Comment at 0x7f0000000450>"
"""What the real crm calls a comment between objects: an address in its memory, another one in each run."""


class Quit(Exception):
    """The session ends; the exit status is 1 where the last commit failed."""

    def __init__(self, whole: bool) -> None:
        super().__init__()
        self.whole = whole


class Shell:
    """Runs lines in one context."""

    def __init__(self, context: Context, root: Level) -> None:
        self.context = context
        self.live = context.cluster
        """The cluster itself, also while a shadow configuration is in use."""
        self.shadow = ""
        """The shadow configuration in use, empty for none."""
        self.shadow_is_temporary = False
        self.what_if = WhatIf()
        self.report: object = None
        """What the level ``history`` knows of the past, once it was asked."""
        self.console = Console(context)
        self.preferences = Preferences()
        self.stack = [root]
        self._mark = 1
        self.command_name = ""
        self._draft: Draft | None = None
        self.read: Cib | None = None
        """The CIB as it was when the edit began."""

    @property
    def old(self) -> bool:
        """Whether this is the crmsh of the Pacemaker 1.1 generation."""
        return self.context.dialect is Dialect.V1_1

    @property
    def level(self) -> Level:
        """The present level."""
        return self.stack[-1]

    @property
    def qualified_name(self) -> str:
        """The running command with its levels: ``resource.move``."""
        return ".".join([*(level.name for level in self.stack[1:]), self.command_name])

    def program(self, name: str, *arguments: str) -> int:
        """Run one of the node's programs; what it writes goes where crm's output goes."""
        return run_program(self.context, name, list(arguments))

    def quietly(self, name: str, *arguments: str) -> tuple[int, str, str]:
        """Run a program and keep what it writes: (exit status, standard output, standard error)."""
        context, out, err = self.context.quiet()
        status = run_program(context, name, list(arguments))
        return status, "".join(out), "".join(err)

    def use_shadow(self, name: str) -> None:
        """Let all that follows work on a shadow configuration, or with an empty name on the cluster again."""
        self.shadow = name
        self.context = replace(self.context, cluster=open_shadow(self.context, name) if name else self.live)

    def reopen_shadow(self) -> None:
        """Take up what was written to the shadow configuration in use."""
        if self.shadow:
            self.use_shadow(self.shadow)

    def live_context(self) -> Context:
        """A context that sees the cluster itself."""
        return replace(self.context, cluster=self.live)

    def cib(self) -> Cib | None:
        """The CIB; None, and said so, if there is no connection to it."""
        try:
            return self.context.cluster.query()
        except NotConnected:
            _, _, error = self.quietly("cibadmin", "-Ql")
            self.console.error(f"running cibadmin -Ql: {error}")
            return None

    def draft(self) -> Draft | None:
        """The configuration that is being edited, read when it is first asked for; None without connection."""
        if self._draft is None:
            cib = self.cib()
            if cib is not None:
                self.load(cib)
        return self._draft

    def editable(self) -> Draft:
        """The same for a command that can do nothing without it: CommandError without connection."""
        draft = self.draft()
        if draft is None:
            raise CommandError("No CIB!")
        return draft

    @property
    def begun(self) -> Draft | None:
        """The configuration that is being edited; None if nobody has asked for it yet."""
        return self._draft

    def load(self, cib: Cib) -> None:
        """Begin to edit `cib`. What reads strangely in it is told."""
        self.read = cib
        cib = cib.with_section(as_crm_stores(as_told(cib.configuration)))
        self._draft = Draft(cib, is_running=self.is_running, old=self.old)
        if not self.old:
            if cib.root.get("validate-with") == "none":
                self.tell_missing_schema("none")
            self._tell_unrecognized(cib)
            presenter = self.presenter(self._draft)
            self.console.say_all(presenter.messages)
            if presenter.fault:
                self._draft = None
                raise CommandError(presenter.fault)

    def tell_missing_schema(self, name: str) -> None:
        """Say that there is no such schema."""
        path = f"/usr/share/pacemaker/{name}.rng"
        self.console.error(f"Cannot read schema file '{path}': [Errno 2] No such file or directory: '{path}'")

    def _tell_unrecognized(self, cib: Cib) -> None:
        for section in cib.configuration.children:
            if section.tag in (*DEFAULTS_TAGS, "fencing-topology"):
                continue
            for child in section.children:
                if child.tag == COMMENT_TAG:
                    self.console.warning(f"unrecognized CIB element {_COMMENT_NAME}")
                elif child.tag not in BY_TAG:
                    self.console.warning(f"unrecognized CIB element {child.tag}")

    def forget(self) -> None:
        """Drop the configuration that is being edited."""
        self._draft = None

    def presenter(self, draft: Draft) -> Presenter:
        """What shows the objects of a draft."""
        return Presenter(draft.cib.configuration, Schema(draft.cib.root.get("validate-with") or ""))

    def tell(self, messages: Messages) -> None:
        """Say messages and forget them."""
        self.console.say_all(messages)
        messages.clear()

    def is_running(self, resource: str) -> bool:
        """Whether a resource runs anywhere, of a clone's child any instance; never so on a file."""
        if not self.context.cluster.live:
            return False
        _, text, _ = self.quietly("crm_resource", "-W", "-r", self._clone_of(resource) or resource)
        return "running" in text and "NOT" not in text

    def _clone_of(self, resource: str) -> str | None:
        item = self._draft.inventory.resource(resource) if self._draft is not None else None
        above = item.top if item is not None else None
        return above.id if above is not None and above.element.tag in ("clone", "master") else None

    def confirm(self, question: str) -> bool:
        """Ask: without a person at a terminal the answer is no, with --force it is yes."""
        if self.preferences.force:
            self.console.info(f"{question} [YES]")
        return self.preferences.force

    def run(self, line: str) -> bool:
        """Run one line. False if it failed; what was said tells why."""
        line = line.strip()
        if not line or line.startswith("#"):
            return True
        self._mark = len(self.stack)
        try:
            words = shlex.split(line)
        except ValueError as error:
            self.console.error(f"{'None' if not self.command_name else self.qualified_name}: {error}")
            return self._back_to(self._mark) and False
        command: Command | None = None
        try:
            command, arguments = self._descend(words)
            whole = command is None or self._execute(command, arguments)
        except CommandError as error:
            self.console.error(f"{self.qualified_name}: {error}")
            whole = False
        if command is not None or not whole:
            whole = self._back_to(self._mark) and whole
        if whole and command is not None and command.waits and self.preferences.wait:
            return self.wait_for_idle()
        return whole

    def _descend(self, words: list[str]) -> tuple[Command | None, list[str]]:
        rest = list(words)
        while rest:
            word = rest.pop(0)
            self.command_name = word
            found = self.level.find(word, old=self.old)
            if found is None:
                raise CommandError("No such command")
            self._announce(word, found)
            self.command_name = word if self.old else found.name
            if isinstance(found, Command):
                return found, rest
            self.enter(found)
        return None, []

    def _announce(self, word: str, found: Command | Level) -> None:
        if self.old or word == found.name:
            return
        if isinstance(found, Command) and word in found.aliases and word not in ("-h", "--help"):
            self.console.warning(f"This command '{word}' is deprecated, please use '{found.name}'")
        self.console.info(f'"{word}" is accepted as "{found.name}"')

    def enter(self, level: Level) -> None:
        """Go to a level below."""
        if level.needs_cib and self.draft() is None:
            raise CommandError("Missing requirements")
        self.stack.append(level)

    def _execute(self, command: Command, arguments: list[str]) -> bool:
        command.expect(arguments)
        if not command.modelled:
            raise Unsupported(" ".join(["crm", *(level.name for level in self.stack[1:]), command.name]))
        return command.function(self, arguments) is not False

    def _back_to(self, depth: int) -> bool:
        whole = True
        while len(self.stack) > max(depth, 1):
            whole = self.up() and whole
        return whole

    def up(self) -> bool:
        """Leave the present level, which does what is due then."""
        whole = self.leave()
        if len(self.stack) > 1:
            self.stack.pop()
        return whole

    def climb(self) -> bool:
        """Go to the level above and stay there."""
        whole = self.up()
        self.stay()
        return whole

    def stay(self) -> None:
        """Make the present level the one to come back to after the command."""
        self._mark = len(self.stack)

    def leave(self) -> bool:
        """What is due when the present level is left."""
        return self.level.when_left is None or self.level.when_left(self)

    def wait_for_idle(self) -> bool:
        """Wait until the cluster has done what is to do."""
        cluster = self.context.cluster
        try:
            controller = cluster.designated_controller()
            if not controller:
                self.console.warning("can't find DC")
                return False
            self.context.wait(0.25)
            for _ in range(3600):
                if cluster.controller_state(cluster.designated_controller()) == "S_IDLE":
                    return True
                self.context.wait(1)
        except NotConnected:
            self.console.warning("can't find DC")
        return False
