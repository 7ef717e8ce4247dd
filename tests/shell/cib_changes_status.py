"""Changes of the status section: where nodes are, what happened on them, and what is remembered of failures."""

from __future__ import annotations

import copy
import xml.etree.ElementTree as ET
from collections.abc import Callable

from tests.shell.cib_draft import NOW, Draft

__all__ = ["CHANGES"]

TASKS = ("monitor", "start", "stop", "promote", "demote", "migrate_to", "migrate_from", "notify", "reload")
CODES = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "124", "189", "190", "191", "193", "200", "-1")
STATUSES = ("0", "0", "0", "4", "4", "2", "3", "5", "6", "7", "8", "9", "10", "11", "12", "-1", "20")
TRANSIENT = {
    "shutdown": ("0", str(NOW), "x"),
    "standby": ("on", "off", "true"),
    "maintenance": ("true", "false"),
    "terminate": ("true", str(NOW)),
    "probe_complete": ("true",),
    "pingd": ("0", "100", "1000", "x", "-1"),
    "#health-smart": ("red", "yellow", "green", "7"),
    "#feature-set": ("3.16.1", "3.20.0"),
    "a b": ("c d", ""),
    "\u5024": ("\u5024",),
    "a" * 40: ("1", "longer than ten characters"),
}


def node_state(draft: Draft) -> None:
    """A node is seen differently."""
    for state in draft.some(draft.states(), 2):
        for name in draft.some(("in_ccm", "crmd", "join", "expected", "uname", "in_ccm"), 3):
            values = {
                "in_ccm": ("true", "false", "1", "0"),
                "crmd": ("online", "offline"),
                "join": ("member", "down", "pending", "banned"),
                "expected": ("member", "down", "nack"),
                "uname": (state.get("uname", "x"),),
            }
            state.set(name, draft.one(*values[name]))
        if draft.likely(0.1):
            state.attrib.pop(draft.one("in_ccm", "crmd", "join", "expected"), None)


def state_gone(draft: Draft) -> None:
    """A node was never seen, or nothing is known of its histories or attributes."""
    if states := draft.states():
        state = draft.one(*states)
        part = state.find(draft.one("lrm", "transient_attributes"))
        if draft.likely(0.4):
            draft.status.remove(state)
        elif part is not None:
            state.remove(part)


def state_new(draft: Draft) -> None:
    """A node has a state that had none; also one that is in no list of nodes, or a remote node."""
    known = {each.get("id") for each in draft.states()}
    free = [each for each in draft.nodes() if each.get("id") not in known]
    if free:
        chosen = draft.one(*free)
        attributes = {"id": chosen.get("id", ""), "uname": chosen.get("uname", "")}
    else:
        attributes = {"id": draft.new_id("99"), "uname": draft.one("ghost", "x y")}
    online = draft.one(("true", "online", "member"), ("false", "offline", "down"))
    attributes |= dict(zip(("in_ccm", "crmd", "join"), online, strict=True))
    attributes["expected"] = online[2]
    ET.SubElement(draft.status, "node_state", attributes)


def remote_state(draft: Draft) -> None:
    """A remote or guest node has a state."""
    names = [each.get("id", "") for each in draft.resources("primitive") if each.get("type") == "remote"]
    pairs = draft.section("resources").iter("nvpair")
    names += [each.get("value", "") for each in pairs if each.get("name") == "remote-node"]
    names = [name for name in names if name not in {each.get("id") for each in draft.states()}]
    if names:
        name = draft.one(*names)
        attributes = {"remote_node": "true", "id": name, "uname": name, "in_ccm": draft.one("true", "false")}
        state = ET.SubElement(draft.status, "node_state", attributes)
        for key, values in (("node_fenced", ("0", "1")), ("remote_was_fenced", ("1",))):
            if draft.likely(0.3):
                state.set(key, draft.one(*values))


def transient(draft: Draft) -> None:
    """A transient attribute is set."""
    for state in draft.some(draft.states(), 2):
        name = draft.one(*TRANSIENT)
        _set_transient(draft, state, name, draft.one(*TRANSIENT[name]))


def _set_transient(draft: Draft, state: ET.Element, name: str, value: str) -> None:
    holder = state.find("transient_attributes")
    if holder is None:
        holder = ET.SubElement(state, "transient_attributes", {"id": state.get("id", "")})
    draft.set_pair(holder, "instance_attributes", name, value)


def fail_count(draft: Draft) -> None:
    """A fail count, with or without the time of the last failure."""
    ids = draft.ids("primitive")
    if not ids:
        return
    for state in draft.some(draft.states(), 2):
        name = draft.one(*ids) + draft.one("", "", ":0", ":1")
        suffix = draft.one("", "#monitor_10000", "#start_0", "#stop_0")
        value = draft.one("1", "3", "INFINITY", "0", "1000000", "x", "-1", "value++")
        _set_transient(draft, state, f"fail-count-{name}{suffix}", value)
        if draft.likely(0.6):
            when = draft.one(str(NOW), str(NOW - 86400), "0", "x")
            _set_transient(draft, state, f"last-failure-{name}{suffix}", when)


def result(draft: Draft) -> None:
    """An operation ended otherwise; its magic may say so too."""
    for entry in draft.some(draft.operations(), 3):
        if draft.likely(0.8):
            entry.set("rc-code", draft.one(*CODES))
        if draft.likely(0.5):
            entry.set("op-status", draft.one(*STATUSES))
        if draft.likely(0.3):
            entry.set("exit-reason", draft.one("", "it broke", 'a "b" <c> & d', "\u3060\u3081", "it's", "a\nb"))
        if draft.likely(0.7):
            _magic(entry)


def _magic(entry: ET.Element) -> None:
    key = entry.get("transition-key", "1:1:0:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f")
    entry.set("transition-key", key)
    entry.set("transition-magic", f"{entry.get('op-status', '0')}:{entry.get('rc-code', '0')};{key}")


def pending(draft: Draft) -> None:
    """An operation is under way."""
    if entries := draft.operations():
        entry = draft.one(*entries)
        entry.attrib |= {"op-status": "-1", "rc-code": draft.one("193", "-1"), "call-id": "-1"}
        if draft.likely(0.7):
            _task(entry, draft.one(*TASKS))
        _magic(entry)


def _task(entry: ET.Element, task: str) -> None:
    old = entry.get("operation", "")
    entry.set("operation", task)
    if (key := entry.get("operation_key")) and f"_{old}_" in key:
        entry.set("operation_key", key.replace(f"_{old}_", f"_{task}_"))


def otherwise(draft: Draft) -> None:
    """An operation was another one, of another interval, at another time, in another order."""
    for entry in draft.some(draft.operations(), 2):
        match draft.one("task", "interval", "time", "call", "less", "times"):
            case "task":
                _task(entry, draft.one(*TASKS))
            case "interval":
                entry.set("interval", draft.one("0", "10000", "1500", "90000", "86400000"))
            case "time":
                entry.set("last-rc-change", draft.one("0", "1", str(NOW), str(NOW + 10**9), "x"))
            case "call":
                entry.set("call-id", draft.one("0", "-1", "1", "9999", "x"))
            case "times":
                entry.set(draft.one("exec-time", "queue-time"), draft.one("0", "62", "61234", "-1", "x", "3600000"))
            case _:
                optional = ("exit-reason", "on_node", "exec-time", "queue-time", "op-digest", "last-rc-change")
                entry.attrib.pop(draft.one(*optional, "transition-key", "operation_key"), None)


def entry(draft: Draft) -> None:
    """One more operation in a history."""
    if not (histories := draft.histories()):
        return
    history = draft.one(*histories)
    task = draft.one(*TASKS)
    interval = draft.one("0", "0", "10000") if task == "monitor" else "0"
    id = history.get("id", "")
    key = f"{id}_{task}_{interval}"
    names = [f"{id}_last_0", f"{id}_last_failure_0", key, f"{id}_{task}_{interval}0"]
    taken = {each.get("id") for each in history}
    free = [name for name in names if name not in taken]
    if free:
        attributes = {"id": draft.one(*free), "operation_key": key, "operation": task, "interval": interval}
        attributes |= {
            "call-id": draft.one("1", "50", "999"),
            "rc-code": draft.one(*CODES),
            "op-status": draft.one(*STATUSES),
        }
        attributes |= {"last-rc-change": str(NOW), "exec-time": "12", "queue-time": "0", "crm_feature_set": "3.16.1"}
        attributes |= {"transition-key": f"7:8:{draft.one('0', '7', '8')}:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"}
        made = ET.SubElement(history, "lrm_rsc_op", attributes)
        _magic(made)
        _migration(draft, made)


def _migration(draft: Draft, entry: ET.Element) -> None:
    if entry.get("operation", "").startswith("migrate"):
        entry.set("migrate_source", draft.one(*draft.names(), "nosuch"))
        entry.set("migrate_target", draft.one(*draft.names(), "nosuch"))


def migration(draft: Draft) -> None:
    """A live migration that ended, failed or is under way."""
    states = [each for each in draft.states() if each.find("lrm/lrm_resources") is not None]
    if len(states) < 2 or not (ids := draft.ids("primitive")):
        return
    id = draft.one(*ids)
    source, target = draft.random.sample(states, 2)
    for state, task in ((source, "migrate_to"), (target, "migrate_from"), (source, "stop")):
        if draft.likely(0.7):
            history = _history(draft, state, id)
            taken = {each.get("id") for each in history}
            for name in (f"{id}_last_0", f"{id}_last_failure_0", f"{id}_{task}_0"):
                if name not in taken:
                    _migrated(draft, history, name, task, source.get("uname", ""), target.get("uname", ""))
                    break


def _migrated(draft: Draft, history: ET.Element, name: str, task: str, source: str, target: str) -> None:
    rc, status = draft.one(("0", "0"), ("0", "0"), ("1", "0"), ("1", "4"), ("193", "-1"), ("1", "2"))
    attributes = {"id": name, "operation_key": f"{history.get('id')}_{task}_0", "operation": task, "interval": "0"}
    attributes |= {"call-id": draft.one("60", "999"), "rc-code": rc, "op-status": status, "last-rc-change": str(NOW)}
    attributes |= {"transition-key": "7:8:0:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"}
    made = ET.SubElement(history, "lrm_rsc_op", attributes)
    if task != "stop":
        made.attrib |= {"migrate_source": source, "migrate_target": target}
    _magic(made)


def _history(draft: Draft, state: ET.Element, id: str) -> ET.Element:
    holder = state.find("lrm/lrm_resources")
    if holder is None:
        lrm = state.find("lrm")
        lrm = ET.SubElement(state, "lrm", {"id": state.get("id", "")}) if lrm is None else lrm
        holder = ET.SubElement(lrm, "lrm_resources")
    found = next((each for each in holder if each.get("id") == id), None)
    if found is None:
        primitive = next((each for each in draft.resources("primitive") if each.get("id") == id.split(":")[0]), None)
        attributes = {"id": id, "class": "ocf", "provider": "heartbeat", "type": "Dummy"}
        if primitive is not None and primitive.get("class"):
            attributes = {name: primitive.get(name, "") for name in ("id", "class", "type")} | {"id": id}
            if primitive.get("provider"):
                attributes["provider"] = primitive.get("provider", "")
        found = ET.SubElement(holder, "lrm_resource", attributes)
    return found


def copied(draft: Draft) -> None:
    """What happened on one node happened on another too."""
    if (histories := draft.histories()) and (states := draft.states()):
        history, state = draft.one(*histories), draft.one(*states)
        holder = state.find("lrm/lrm_resources")
        if holder is not None and history.get("id") not in {each.get("id") for each in holder}:
            made = copy.deepcopy(history)
            for each in made:
                if each.get("on_node"):
                    each.set("on_node", state.get("uname", ""))
            holder.append(made)


def running(draft: Draft) -> None:
    """A resource runs on a node, or is found not to."""
    ids = draft.ids("primitive")
    if not ids or not draft.states():
        return
    state = draft.one(*draft.states())
    id = draft.one(*ids) + draft.one("", "", "", ":0", ":1", ":7")
    history = _history(draft, state, id)
    history[:] = []
    for task, interval, rc, suffix in draft.one(
        (("start", "0", "0", "last_0"), ("monitor", "10000", "0", "monitor_10000")),
        (("monitor", "0", "7", "last_0"),),
        (("monitor", "0", "0", "last_0"),),
        (("start", "0", "1", "last_0"), ("start", "0", "1", "last_failure_0")),
        (("stop", "0", "1", "last_0"), ("stop", "0", "1", "last_failure_0")),
        (("promote", "0", "0", "last_0"), ("monitor", "10000", "8", "monitor_10000")),
        (("monitor", "0", "5", "last_0"), ("monitor", "0", "5", "last_failure_0")),
        (("stop", "0", "0", "last_0"),),
    ):
        attributes = {"id": f"{id}_{suffix}", "operation_key": f"{id}_{task}_{interval}", "operation": task}
        attributes |= {"interval": interval, "call-id": str(len(history) + 40), "rc-code": rc, "op-status": "0"}
        expected = rc if rc != "1" and rc != "5" else "0"
        attributes |= {"last-rc-change": str(NOW), "exec-time": "1", "queue-time": "0", "crm_feature_set": "3.16.1"}
        attributes |= {"transition-key": f"7:8:{expected}:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"}
        made = ET.SubElement(history, "lrm_rsc_op", attributes)
        _magic(made)


def orphaned(draft: Draft) -> None:
    """A history belongs to a resource, or an instance, that is not configured."""
    if histories := draft.histories():
        history = draft.one(*histories)
        old = history.get("id", "")
        new = draft.one(draft.new_id("orphan"), f"{old}:{draft.one('0', '1', '5')}", old.partition(":")[0])
        holder = draft.parent(history)
        if new in {each.get("id") for each in holder}:
            return
        history.set("id", new)
        for each in history:
            for name in ("id", "operation_key"):
                if each.get(name, "").startswith(f"{old}_"):
                    each.set(name, new + each.get(name, "")[len(old) :])


def forgotten(draft: Draft) -> None:
    """A history, or an entry of one, is gone."""
    if found := [*draft.histories(), *draft.operations()]:
        gone = draft.one(*found)
        draft.parent(gone).remove(gone)


def container(draft: Draft) -> None:
    """Parts of a bundle run: its containers, addresses, connections, and what is inside."""
    bundles = draft.resources("bundle")
    if not bundles or not draft.states():
        return
    bundle = draft.one(*bundles)
    id = bundle.get("id", "")
    for number in range(draft.one(1, 2)):
        state = draft.one(*draft.states())
        kind = next((each.tag for each in bundle if each.tag in ("docker", "podman", "rkt")), "docker")
        parts = {
            f"{id}-{kind}-{number}": kind,
            f"{id}-{number}": "remote",
            f"{id}-ip-192.168.122.{131 + number}": "IPaddr2",
        }
        for name, agent in parts.items():
            if draft.likely(0.8):
                history = _history(draft, state, name)
                history.set("type", agent)
                history.set("provider", "pacemaker" if agent == "remote" else "heartbeat")
                history[:] = []
                key = "7:8:0:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"
                rc = draft.one("0", "0", "0", "7", "1")
                attributes = {"id": f"{name}_last_0", "operation_key": f"{name}_start_0", "operation": "start"}
                attributes |= {"interval": "0", "call-id": "3", "rc-code": rc, "op-status": "0", "transition-key": key}
                made = ET.SubElement(history, "lrm_rsc_op", attributes)
                _magic(made)


def root(draft: Draft) -> None:
    """Quorum, the DC, who changed what last."""
    for name, values in (
        ("have-quorum", ("0", "1")),
        ("dc-uuid", (*(each.get("id", "") for each in draft.nodes()), "nosuch")),
        ("update-user", ("root", "hacluster", "")),
        ("update-client", ("cibadmin",)),
        ("update-origin", ("node1",)),
        ("cib-last-written", ("Fri Nov 27 22:22:57 2026", "")),
        ("crm_feature_set", ("3.0.9", "3.0.14", "3.16.1", "3.19.0")),
    ):
        if draft.likely(0.3):
            draft.root.set(name, draft.one(*values))
        elif draft.likely(0.1) and name != "crm_feature_set":
            draft.root.attrib.pop(name, None)


CHANGES: tuple[Callable[[Draft], None], ...] = (
    *(node_state, node_state, state_gone, state_new, remote_state, transient, transient, fail_count, fail_count),
    *(result, result, result, pending, pending, otherwise, otherwise, entry, entry, migration, migration, copied),
    *(running, running, running, orphaned, orphaned, forgotten, container, root),
)
