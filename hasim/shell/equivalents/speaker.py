"""What every language has in common: changes are said one after the other, each to what those before it led to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence

from hasim.cib import Cib, Element
from hasim.shell.equivalents.changes import (
    Change,
    Cleared,
    Created,
    Deleted,
    OperationChange,
    Replaced,
    SectionReplaced,
    Unwrapped,
    ValueChange,
    Wrapped,
)
from hasim.shell.equivalents.language import Command

__all__ = ["Speaker"]


class Speaker(ABC):
    """Says changes in one language: one method a kind of change."""

    def __init__(self, before: Cib) -> None:
        self.cib = before
        """The present configuration: the one that what was said so far leads to."""

    def say_all(self, changes: Sequence[Change]) -> list[Command]:
        """The commands for changes that are made one after the other."""
        said: list[Command] = []
        superfluous = self.superfluous(changes)
        for change in changes:
            if change not in superfluous:
                said += self.say(change)
            self.cib = change.applied(self.cib)
        return said

    def superfluous(self, changes: Sequence[Change]) -> Collection[Change]:
        """Changes that the commands for the others make by the way."""
        return ()

    def say(self, change: Change) -> list[Command]:
        """The commands for one change to the present configuration."""
        match change:
            case ValueChange():
                return self._value(change)
            case OperationChange():
                return self._operation(change)
            case Created():
                return self._created(change)
            case Deleted():
                return self._deleted(change)
            case Cleared():
                return self._cleared(change)
            case Replaced():
                return self._replaced(change)
            case Wrapped():
                return self._wrapped(change)
            case Unwrapped():
                return self._unwrapped(change)
            case SectionReplaced():
                return self._section(change)

    def resource(self, id: str) -> Element:
        """The resource of the present configuration with that id."""
        return next(each for each in self.cib.resources.walk() if each.id == id)

    @abstractmethod
    def _value(self, change: ValueChange) -> list[Command]:
        """A named value."""

    @abstractmethod
    def _operation(self, change: OperationChange) -> list[Command]:
        """An operation of a resource."""

    @abstractmethod
    def _created(self, change: Created) -> list[Command]:
        """A new object."""

    @abstractmethod
    def _deleted(self, change: Deleted) -> list[Command]:
        """An object that goes."""

    @abstractmethod
    def _cleared(self, change: Cleared) -> list[Command]:
        """What moving and banning made goes."""

    @abstractmethod
    def _replaced(self, change: Replaced) -> list[Command]:
        """An object that becomes another one."""

    @abstractmethod
    def _wrapped(self, change: Wrapped) -> list[Command]:
        """A group or clone around resources that are there."""

    @abstractmethod
    def _unwrapped(self, change: Unwrapped) -> list[Command]:
        """A group or clone that is dissolved."""

    @abstractmethod
    def _section(self, change: SectionReplaced) -> list[Command]:
        """A section as a whole."""
