"""What happened within one input, event by event: the time that passed, as an input for each event."""

from hasim.inputs import Settle, Wait
from hasim.session import Session


def unfoldable(session: Session) -> bool:
    """Whether the last input let time pass in which something could be seen to happen."""
    last = session.history[-1] if session.history else None
    return last is not None and isinstance(last.input.action, Wait | Settle) and bool(last.records)


def unfold(session: Session) -> None:
    """Let the time of the last input pass again, with a wait for each event; then go back to before it.

    What can be seen at the end is what was seen before: how waiting is divided does not matter to a cluster.
    """
    end, moment = session.world.time, len(session.history) - 1
    session.travel(moment)
    while session.step((end - session.world.time) / 1000) is not None:
        pass
    if session.world.time < end:
        session.wait((end - session.world.time) / 1000)
    session.travel(moment)
