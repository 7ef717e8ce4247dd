"""What of the present state of a session the verbs depend on: which of them fit, and the words that it gives them."""

from collections.abc import Mapping

from hasim.cib import Element
from hasim.cib.duration import parse_duration
from hasim.crmsh.vocabulary import is_promotable
from hasim.lab.deeds import break_line, signal_line
from hasim.session import Session
from hasim.sim.process import Process
from hasim.sim.references import primitives

PROMOTION = ("promote", "demote")
OF_PRIMITIVES = ("break", "failcount-set")


def fits(session: Session, key: str, name: str) -> bool:
    """Does the verb make sense for that resource? Verbs that ask for nothing special always do."""
    if key in PROMOTION:
        found = _element(session, name)
        return found is not None and is_promotable(found)
    return key not in OF_PRIMITIVES or primitive(session, name) is not None


def primitive(session: Session, name: str) -> Element | None:
    """The primitive of that name, None where there is none."""
    cib = session.cib()
    return next((each for each in primitives(cib) if each.id == name), None) if cib is not None else None


def _element(session: Session, name: str) -> Element | None:
    cib = session.cib()
    return cib.by_id(name) if cib is not None else None


def words(session: Session, key: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The words that the state gives a verb: the command line that breaks something, the operation that fails."""
    found = primitive(session, chosen["target"]) if key in OF_PRIMITIVES else None
    if key == "break" and found is not None and chosen["node"]:
        return {"line": break_line(found, chosen["node"], session.world) or ""}
    if key == "failcount-set" and found is not None:
        return {"operation": monitor(found)}
    if key == "signal" and chosen["process"]:
        machine = session.world.machines[chosen["target"]]
        process = machine.process(int(chosen["process"]))
        return {"line": signal_line(process, machine, chosen["signal"]) if process is not None else ""}
    return {}


def monitor(element: Element) -> str:
    """The primitive's first recurring monitor as its fail count names it: ``monitor_10000``."""
    operations = [each for group in element.all("operations") for each in group.all("op")]
    spans = [parse_duration(each.get("interval") or "0") for each in operations if each.get("name") == "monitor"]
    return f"monitor_{next((span for span in spans if span), 10_000)}"


def processes(session: Session, node: str) -> tuple[tuple[str, str], ...]:
    """The processes of a node that can be chosen, by name and id: of a program's own workers, only the first."""
    machine = session.world.machines[node]
    found = [each for each in machine.processes.by_pid.values() if not _is_worker(each, machine.processes.by_pid)]
    return tuple((f"{each.name} ({each.pid})", str(each.pid)) for each in found) if machine.on else ()


def _is_worker(process: Process, table: Mapping[int, Process]) -> bool:
    parent = table.get(process.parent)
    return parent is not None and parent.name == process.name
