"""What the figures say, in words: the alternative text, made from the same state."""

from collections.abc import Iterable, Iterator

from hasim.cib import INFINITY
from hasim.draw.snapshot import NodeShot, ResourceShot, Snapshot
from hasim.text import join, say


def placement_sentence(snapshot: Snapshot, lang: str) -> str:
    """The placement figure in words."""
    if all(node.state in ("off", "booting", "stopped") for node in snapshot.nodes):
        names = join([node.name for node in snapshot.nodes], lang)
        return say("placement.sentence.nothing", lang, nodes=names)
    parts = [_node(node, lang) for node in snapshot.nodes]
    parts += [part for resource in snapshot.resources for part in _resource(resource, lang)]
    parts += list(_network(snapshot, lang))
    parts += list(_client(snapshot, lang))
    return say("sentence.join", lang).join(parts) + say("sentence.end", lang)


def _node(node: NodeShot, lang: str) -> str:
    dc = say("placement.sentence.dc", lang) if node.dc else ""
    return say("placement.sentence.node", lang, node=node.name, state=say(f"node.{node.state}", lang), dc=dc)


def _resource(resource: ResourceShot, lang: str) -> Iterator[str]:
    yield where(resource.id, sorted(resource.roles), lang)
    for node in sorted(resource.dead):
        yield say("placement.sentence.dead", lang, resource=resource.id, node=node)
    for state, nodes in (("blocked", resource.blocked), ("failed_now", resource.failed)):
        for node in sorted(nodes):
            yield say(f"placement.sentence.{state}", lang, resource=resource.id, node=node)
    for node, operation in sorted(resource.pending.items()):
        yield say("placement.sentence.pending", lang, resource=resource.id, node=node, operation=operation)
    for state, holds in (("unmanaged", not resource.managed), ("orphan", resource.orphan)):
        if holds:
            yield say(f"placement.sentence.{state}", lang, resource=resource.id)
    for node, count in sorted(resource.fail_counts.items()):
        yield failed(resource.id, node, count, lang)
    for node, constraint in sorted(resource.banned.items()):
        yield say("placement.sentence.banned", lang, resource=resource.id, node=node, constraint=constraint)


def where(resource: str, nodes: list[str], lang: str) -> str:
    """Where a resource runs, as half a sentence."""
    if not nodes:
        return say("placement.sentence.nowhere", lang, resource=resource)
    return say("placement.sentence.runs", lang, resource=resource, nodes=join(nodes, lang))


def failed(resource: str, node: str, count: int, lang: str) -> str:
    """How often a resource failed on a node, as half a sentence."""
    if count >= INFINITY:
        return say("placement.sentence.failed_for_good", lang, resource=resource, node=node)
    if count == 1:
        return say("placement.sentence.failed_once", lang, resource=resource, node=node)
    return say("placement.sentence.failed", lang, resource=resource, node=node, count=count)


def _network(snapshot: Snapshot, lang: str) -> Iterator[str]:
    for node, host in sorted(snapshot.lost):
        if host in snapshot.others:
            yield say("placement.sentence.cut", lang, one=node, other=host)
        else:
            yield say("placement.sentence.unreachable", lang, node=node)
    side_of = {node.name: node.side for node in snapshot.nodes}
    within = [sorted(pair) for pair in snapshot.cut if len({side_of.get(name, 0) for name in pair}) == 1]
    for pair in sorted(within):  # between partitions, that they are two says it all
        yield say("placement.sentence.cut", lang, one=pair[0], other=pair[-1])
    for side in sorted({node.side for node in snapshot.nodes if node.side}):
        names = [node.name for node in snapshot.nodes if node.side == side]
        yield say("placement.sentence.side", lang, side=side, nodes=join(names, lang))
    for fenced in (node for node in snapshot.nodes if node.fencing):
        yield say("placement.sentence.fencing", lang, node=fenced.name)
    without = [node.name for node in snapshot.nodes if node.quorate is False]
    if without:
        yield say("placement.sentence.no_quorum", lang, nodes=join(without, lang))


def _client(snapshot: Snapshot, lang: str) -> Iterator[str]:
    client = snapshot.client
    if client is not None:
        key = "placement.sentence.client" if client.servers else "placement.sentence.client.nobody"
        servers, seen = join(list(client.servers), lang), seen_words(client.seen, lang)
        yield say(key, lang, address=client.address, seen=seen, servers=servers)


def seen_words(seen: str, lang: str) -> str:
    """What the client saw, in words; an outage may have several, joined by commas."""
    return join([say(f"client.{word}", lang) for word in seen.split(", ")], lang)


def timeline_sentence(lines: Iterable[tuple[str, str, list[int]]], thresholds: Iterable[int], lang: str) -> str:
    """The fail-count timeline in words: for each (resource, node, counts in order) one sentence."""
    sentences = [
        say("timeline.sentence", lang, resource=resource, node=node, counts=" → ".join(map(count_text, counts)))
        for resource, node, counts in lines
    ]
    if not sentences:
        return say("timeline.none", lang) + say("sentence.end", lang)
    sentences += [say("timeline.sentence.threshold", lang, threshold=threshold) for threshold in thresholds]
    return ("" if lang == "ja" else " ").join(sentences)


def count_text(count: int) -> str:
    """A fail count as Pacemaker's tools would write it in words."""
    return "INFINITY" if count >= INFINITY else str(count)
