"""What can be done with a session's machines and resources now."""

from hasim.draw.configured import layout
from hasim.lab.deeds import kill_line
from hasim.session import Session
from hasim.sim.references import primitives


def killable(session: Session, node: str) -> dict[str, str]:
    """What truly runs on the node and can be killed, with the command that does it."""
    cib = session.cib()
    if cib is None:
        return {}
    running = session.running()
    here = [each for each in primitives(cib) if node in running.get(each.id, ())]
    lines = {each.id: kill_line(each, node, session.world) for each in here}
    return {name: line for name, line in lines.items() if line}


def movable(session: Session) -> tuple[str, ...]:
    """The resources a person speaks of: groups and clones, then what is in them."""
    cib = session.cib()
    primitives = layout(cib).primitives if cib else []
    outer = [each.parents[0].id for each in primitives if each.parents]
    return tuple(dict.fromkeys([*outer, *(each.id for each in primitives)]))
