"""Redirections: where a command's descriptors lead."""

from __future__ import annotations

from dataclasses import dataclass

from hasim.shell.language.expansion import Expander
from hasim.shell.language.state import Host, Input, Sink, State, Streams
from hasim.shell.language.tree import Redirect
from hasim.sim.files import normal


class RedirectionError(Exception):
    """A file that cannot be opened; ``str()`` is bash's message without the program's name."""


@dataclass
class Redirector:
    """Opens files for one command of a shell."""

    host: Host
    state: State
    expander: Expander

    def apply(self, redirects: tuple[Redirect, ...], streams: Streams) -> Streams:
        """The streams after these redirections, in their order."""
        result = Streams(streams.stdin, dict(streams.sinks))
        for redirect in redirects:
            self._redirect(redirect, result)
        return result

    def _redirect(self, redirect: Redirect, streams: Streams) -> None:
        operator = redirect.operator
        if operator in ("<<", "<<<"):
            text = self.expander.text(redirect.target)
            streams.stdin = Input(text + "\n" if operator == "<<<" else text)
            return
        fields = self.expander.fields([redirect.target])
        if len(fields) != 1:
            raise RedirectionError(f"{self.expander.text(redirect.target)}: ambiguous redirect")
        target = fields[0]
        if operator in (">&", "<&") and (target == "-" or target.isdigit()):
            self._duplicate(redirect.fd, target, streams)
        elif operator == "<":
            streams.stdin = Input(self._read(target))
        elif operator in ("&>", "&>>", ">&"):
            streams.sinks[1] = streams.sinks[2] = self._open(target, append=operator == "&>>")
        else:
            streams.sinks[redirect.fd] = self._open(target, append=operator == ">>")

    def _duplicate(self, fd: int, target: str, streams: Streams) -> None:
        if target == "-":
            streams.sinks.pop(fd, None)
        elif int(target) in streams.sinks:
            streams.sinks[fd] = streams.sinks[int(target)]
        elif int(target) != 0:
            raise RedirectionError(f"{target}: Bad file descriptor")

    def _read(self, target: str) -> str:
        try:
            return self.host.tree.read(normal(target, self.state.cwd))
        except OSError as error:
            raise RedirectionError(f"{target}: {error.strerror}") from None

    def _open(self, target: str, *, append: bool) -> Sink:
        path = normal(target, self.state.cwd)
        slash = "/" if target.endswith("/") and path != "/" else ""
        try:
            if not append or self.host.tree.find(path) is None or self.host.tree.is_dir(path):
                self.host.write(path + slash, "", append=append)
        except OSError as error:
            raise RedirectionError(f"{target}: {error.strerror}") from None
        return lambda text: self.host.write(path, text, append=True)
