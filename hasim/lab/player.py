"""Playing time: through the recorded history, or live from event to event, at a chosen pace, until it is stopped."""

import asyncio
from collections.abc import Callable

Tick = Callable[[], bool]
"""One step; False where there is no further one."""


class Player:
    """Repeats a step in the event loop that serves the widgets; never two at a time, and no threads.

    `changed` is called where playing begins or ends. Whoever does something else meanwhile calls `stirred`, and the
    playing ends: the learner's own hand goes first.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._task: asyncio.Task[None] | None = None
        self._ticking = False
        self.playing = ""
        self.pace = 1.0

    def play(self, what: str, tick: Tick) -> None:
        """Repeat `tick` every `pace` seconds; `what` names it. RuntimeError where no event loop is running."""
        self.stop()
        self.playing = what
        self._task = asyncio.get_running_loop().create_task(self._run(tick))
        self._changed()

    async def _run(self, tick: Tick) -> None:
        while self._tick(tick):
            await asyncio.sleep(self.pace)
        self._task = None
        self.stop()

    def _tick(self, tick: Tick) -> bool:
        self._ticking = True
        try:
            return tick()
        finally:
            self._ticking = False

    def stop(self) -> None:
        """End it, if something is played."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self.playing:
            self.playing = ""
            self._changed()

    def stirred(self) -> None:
        """Something was done: if it was not the playing itself, that ends."""
        if self.playing and not self._ticking:
            self.stop()
