"""What a transition is to do, as a plain value for its figure: tasks, what waits for what, how far it has come."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hasim.scheduler.transition import GraphAction, Transition

if TYPE_CHECKING:
    import networkx as nx

MOST_EXACT: Final = 400
"""Actions up to which edges that follow from others are left out; finding them takes the square of that."""

WATCHED: Final = frozenset({"start", "promote", "demote", "migrate_from", "stop"})
"""Operations after which recurring monitors of the same resource on the same node begin."""


@dataclass(frozen=True, slots=True)
class Task:
    """One or more actions of the same kind that wait for, and are waited for by, the same others.

    `operation` is Pacemaker's word (start, stop, probe, monitor, stonith, ...), "" for a mere milestone. `resources`
    name what it is done to, `node` is where ("" for nowhere in particular), `ids` are the actions' numbers. `monitors`
    are pairs of one of them and the recurring monitor that begins right after it. `state` is "", "done", "failed" or
    "flying".
    """

    operation: str
    node: str
    resources: tuple[str, ...]
    ids: tuple[int, ...]
    state: str = ""
    monitors: tuple[tuple[int, int], ...] = ()

    @property
    def monitored(self) -> bool:
        """Do recurring monitors begin right after it?"""
        return bool(self.monitors)


@dataclass(frozen=True)
class Plan:
    """The tasks in an order in which they can be done, and pairs of places: the second waits for the first."""

    tasks: tuple[Task, ...]
    waits: tuple[tuple[int, int], ...] = ()

    def before(self, place: int) -> list[Task]:
        """What a task waits for, looking through milestones."""
        found: list[Task] = []
        for first, then in self.waits:
            if then == place:
                task = self.tasks[first]
                found += [task] if task.operation else self.before(first)
        return found


def read_plan(graph: Transition, states: Mapping[int, str] | None = None) -> Plan:
    """The plan of a transition; `states` are those of the actions that were started."""
    import networkx as nx  # here, for it takes long to load and a Board without this picture does without

    known = states or {}
    actions = graph.actions
    web: nx.DiGraph[int] = nx.DiGraph()
    web.add_nodes_from(actions)
    for synapse in graph.synapses:
        web.add_edges_from((given, each.id) for each in synapse.actions for given in synapse.inputs if given in actions)
    milestones = {number for number, each in actions.items() if each.kind == "pseudo_event" and not _fences(each)}
    exact = nx.is_directed_acyclic_graph(web) and len(web) <= MOST_EXACT
    web = nx.transitive_reduction(web) if exact else web
    while _drop_milestones(web, milestones):
        web = nx.transitive_reduction(web) if exact else web
    tasks = {number: _task(actions[number], known.get(number, "")) for number in web}
    _join_monitors(web, tasks)
    _join_alike(web, tasks)
    order = list(nx.lexicographical_topological_sort(web)) if nx.is_directed_acyclic_graph(web) else sorted(web)
    places = {number: place for place, number in enumerate(order)}
    waits = sorted((places[first], places[then]) for first, then in web.edges)
    return Plan(tuple(tasks[number] for number in order), tuple(waits))


def _fences(action: GraphAction) -> bool:
    """Whether it is fencing, even where nothing has to be done for it (a guest, whose host is fenced or restarted)."""
    return action.operation == "stonith"


def _task(action: GraphAction, state: str) -> Task:
    if action.kind == "pseudo_event" and not _fences(action):
        return Task("", "", (action.operation_key,), (action.id,), state)
    primitive = action.primitive
    resource = (primitive.long_id or primitive.id) if primitive is not None else ""
    operation = "probe" if action.operation == "monitor" and not action.interval_ms else action.operation
    if operation == "notify":
        told = (action.attributes.get(f"CRM_meta_notify_{name}", "") for name in ("type", "operation"))
        operation = f"notify ({' '.join(told)})"
    if operation == "stonith":
        operation = action.attributes.get("CRM_meta_stonith_action") or operation
        operation = f"fence ({operation})"
    return Task(operation, action.node, (resource,) if resource else (), (action.id,), state)


def _drop_milestones(web: "nx.DiGraph[int]", milestones: Collection[int]) -> bool:
    """Join what waits for a milestone to what that waits for, unless that would take more edges than it saves.

    True if some were dropped.
    """
    known = len(web)
    for number in [number for number in web if number in milestones]:
        before, after = list(web.predecessors(number)), list(web.successors(number))
        if len(before) * len(after) <= len(before) + len(after):
            web.add_edges_from((first, then) for first in before for then in after if first != then)
            web.remove_node(number)
    return len(web) < known


def _join_monitors(web: "nx.DiGraph[int]", tasks: dict[int, Task]) -> None:
    """A recurring monitor that only follows one task of its resource belongs to that task."""
    for number in [number for number, task in tasks.items() if task.operation == "monitor"]:
        before = list(web.predecessors(number))
        if len(before) != 1 or list(web.successors(number)):
            continue
        first, own = tasks[before[0]], tasks[number]
        if (first.resources, first.node) == (own.resources, own.node) and first.operation in WATCHED:
            both = first.state if first.state == own.state else "flying" if first.state == "done" else first.state
            both = own.state if own.state == "failed" else both
            tasks[before[0]] = replace(first, monitors=(*first.monitors, (first.ids[0], number)), state=both)
            web.remove_node(number)
            del tasks[number]


def _join_alike(web: "nx.DiGraph[int]", tasks: dict[int, Task]) -> None:
    """Tasks that differ in nothing but their resource become one."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, task in tasks.items():
        if task.resources and task.operation:
            sides = frozenset(web.predecessors(number)), frozenset(web.successors(number))
            groups.setdefault((task.operation, task.node, task.state, task.monitored, *sides), []).append(number)
    for first, *others in groups.values():
        if others:
            tasks[first] = _joined([tasks[number] for number in (first, *others)])
            web.remove_nodes_from(others)
            for number in others:
                del tasks[number]


def _joined(tasks: Iterable[Task]) -> Task:
    first, *others = tasks
    resources = tuple(dict.fromkeys(name for task in (first, *others) for name in task.resources))
    ids = tuple(number for task in (first, *others) for number in task.ids)
    monitors = tuple(pair for task in (first, *others) for pair in task.monitors)
    return replace(first, resources=resources, ids=ids, monitors=monitors)
