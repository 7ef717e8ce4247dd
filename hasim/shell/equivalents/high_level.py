"""What crm and pcs have in common: verbs for nodes and resources, and the low-level tools where there is no verb."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from hasim.cib.values import is_true, parse_boolean
from hasim.shell.equivalents.changes import Change, Cleared, Deleted, ValueChange
from hasim.shell.equivalents.language import Command
from hasim.shell.equivalents.low_level import LowLevel
from hasim.shell.equivalents.speaker import Speaker

__all__ = ["META_DEFAULTS", "HighLevel"]

META_DEFAULTS = {"target-role": "Started", "is-managed": "true"}
"""The meta-attributes that there are verbs for, with what counts without them."""


class HighLevel(Speaker):
    """Says changes in a language that stands above Pacemaker's own tools."""

    NODE_VERBS: ClassVar[Mapping[tuple[str, bool], str]]
    """The verb that switches a node attribute on or off."""
    WRITTEN: ClassVar[Mapping[str, str]]
    """What such a verb writes to switch it on."""

    def superfluous(self, changes: Sequence[Change]) -> Collection[Change]:
        """Constraints that go: they are taken away by themselves when a resource that they are about goes."""
        deleted = [each.element for each in changes if isinstance(each, Deleted)]
        gone = {each.id for element in deleted for each in element.walk() if each.id}
        names = ("rsc", "with-rsc", "first", "then")

        def is_implied(change: Change) -> bool:
            if isinstance(change, Cleared):
                return change.resource in gone
            return isinstance(change, Deleted) and any(change.element.get(name) in gone for name in names)

        return [change for change in changes if is_implied(change)]

    def _otherwise(self, change: Change) -> list[Command]:
        """The low-level commands, where the language has no words."""
        return [Command(each.line, native=False) for each in LowLevel(self.cib).say(change)]

    def _node_verb(self, change: ValueChange) -> str | None:
        """The verb that gives a node attribute a value of the same meaning; None where there is none."""
        off = change.new is None or parse_boolean(change.new) is False
        verb = self.NODE_VERBS.get((change.name, is_true(change.new)))
        return verb if verb is not None and (off or change.new == self.WRITTEN[change.name]) else None

    def _is_for_itself(self, change: ValueChange) -> bool:
        """Whether a verb for a meta-attribute sets it in that resource, and not in one around it or in it."""
        resource = self.resource(change.owner)
        around = next(each for each in self.cib.resources.walk() if resource in each.children)
        return around.tag in ("resources", "group") and not LowLevel(self.cib).strays(change)
