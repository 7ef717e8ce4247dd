"""Where an exercise begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hasim.session import Session

Inputs = tuple[Mapping[str, Any], ...]
"""Inputs as the lines of a session file: ``{"at": "node1", "run": "..."}``, ``{"settle": True}``, ..."""


@dataclass(frozen=True, slots=True)
class Start:
    """A scenario, the settings that :class:`~hasim.session.Session` takes, and inputs that are done already."""

    scenario: str = "tutorial"
    inputs: Inputs = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def session(self, lang: str = "en", name: str = "") -> Session:
        """A fresh session at the start; `name` is that of the exercise and stays with the session when it is saved."""
        session = Session(self.scenario, lang=lang, **self.settings)
        if name:
            session.head["exercise"] = name
        for each in self.inputs:
            session.input(each)
        return session

    def begins(self, session: Session) -> bool:
        """Whether the session began here: with the same cluster, and with these inputs."""
        fresh = Session(self.scenario, lang=session.lang, **self.settings)
        # What only names the session, or how it is kept, may differ; what its world is made from may not.
        same = all(session.head.get(key) == value for key, value in fresh.head.items())
        done = [step.input.action for step in session.history[: len(self.inputs)]]
        for each in self.inputs:
            fresh.input(each)
        return same and done == [step.input.action for step in fresh.history]
