"""The branches of a Board: sessions that share a past. Forking keeps the first one's future."""

from collections.abc import Mapping

from hasim.session import Session
from hasim.text import say


class BranchError(ValueError):
    """A branch that cannot be made, renamed or deleted; the message says why, in the Board's language."""


class Branches:
    """All branches by name, and the one that is shown."""

    def __init__(self, session: Session, lang: str) -> None:
        self._lang = lang
        self.name = session.name or say("panel.travel.first", lang)
        self._known = {self.name: session}

    @classmethod
    def of(cls, branches: Mapping[str, Session], shown: str, lang: str) -> "Branches":
        """Branches that were kept: by name, and the name of the one that is shown."""
        made = cls(branches[shown], lang)
        first = made.name
        made._known = {name or first: branch for name, branch in branches.items()}
        made.name = shown or first
        return made

    @property
    def all(self) -> Mapping[str, Session]:
        """The branches by name."""
        return self._known

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the branches, oldest first."""
        return tuple(self._known)

    @property
    def present(self) -> Session:
        """The branch that is shown."""
        return self._known[self.name]

    def get(self, name: str) -> Session | None:
        """The branch of that name, None for none."""
        return self._known.get(name)

    def fork(self, name: str) -> Session:
        """Begin a branch at the present moment and go on to it. Raises BranchError for no name or one in use."""
        name = self._free(name)
        self._known[name] = self.present.fork(name)
        self.name = name
        return self.present

    def switch(self, name: str) -> Session:
        """Go on to a branch. KeyError for one that does not exist."""
        self._known[name]
        self.name = name
        return self.present

    def rename(self, name: str) -> Session:
        """Give the present branch another name. Raises BranchError for no name or one in use."""
        name = self._free(name)
        self.present.name = name
        self._known = {name if known == self.name else known: each for known, each in self._known.items()}
        self.name = name
        return self.present

    def delete(self) -> Session:
        """Forget the present branch and go on to the oldest other one. Raises BranchError where it is the only one."""
        if len(self._known) == 1:
            raise BranchError(say("panel.travel.last", self._lang, name=self.name))
        del self._known[self.name]
        self.name = next(iter(self._known))
        return self.present

    def _free(self, name: str) -> str:
        name = name.strip()
        if not name:
            raise BranchError(say("panel.travel.nameless", self._lang))
        if name in self._known:
            raise BranchError(say("panel.travel.taken", self._lang, name=name))
        return name
