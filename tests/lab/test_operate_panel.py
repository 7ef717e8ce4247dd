"""The panel with every verb: what is chosen becomes commands, which are shown, copied and run."""

from hasim.lab import Board
from hasim.lab.panels.operate import OperatePanel


def opened(board: Board) -> OperatePanel:
    board.drawer.open("operate")
    panel: OperatePanel = board.drawer.panel("operate")
    return panel


def choose(panel: OperatePanel, kind: str, target: str, verb: str, **words: str) -> list[str]:
    """Choose all that a verb needs; the commands that are shown then."""
    panel._more.value = True
    panel._target.value = (kind, target)
    panel._verb.value = verb
    for key, value in words.items():
        panel._words[key].value = value
    return [each["text"] for each in panel._commands.lines]


def test_common_verbs_come_first_and_the_rest_behind_more(board: Board) -> None:
    panel = opened(board)
    few = len(panel._verb.options)
    panel._more.value = True
    assert 0 < few < len(panel._verb.options)


def test_a_move_shows_its_commands_and_is_done_by_the_chosen_tool(board: Board) -> None:
    panel = opened(board)
    assert choose(panel, "resource", "web", "force") == []
    assert panel._do.disabled
    lines = choose(panel, "resource", "web", "force", node="node2", lifetime="PT5M")
    assert lines == [
        "crm resource move web node2 PT5M force",
        "crm_resource --move --resource web --node node2 --lifetime PT5M --force",
    ]
    panel._tool.value = "low"
    panel._do.click()
    assert board.outcome.lines == ["[root@node1 ~]# " + lines[1]]
    assert board.session.running()["httpd"] == ["node2"]


def test_only_the_fields_that_a_verb_needs_are_shown(board: Board) -> None:
    panel = opened(board)
    choose(panel, "node", "node2", "attribute", name="rack", value="left")
    shown = [key for key, made in panel._words.items() if made.layout.display != "none"]
    assert shown == ["name", "value"]
    panel._do.click()
    cib = board.session.cib()
    assert cib is not None
    assert 'name="rack" value="left"' in cib.text()


def test_a_daemon_is_killed_where_it_runs(board: Board) -> None:
    panel = opened(board)
    panel._more.value = True
    panel._target.value = ("node", "node2")
    panel._verb.value = "signal"
    daemon = next(value for text, value in panel._words["process"].options if text.startswith("pacemaker-attrd"))
    assert choose(panel, "node", "node2", "signal", process=daemon) == ["kill -9 $(pidof pacemaker-attrd)"]
    panel._do.click()
    assert board.outcome.lines == ["[root@node2 ~]# kill -9 $(pidof pacemaker-attrd)"]
    assert any("pacemaker-attrd on node2 was killed" in each.text for each in board.session.records())


def test_an_address_is_broken_where_it_is_and_nowhere_else(board: Board) -> None:
    panel = opened(board)
    assert choose(panel, "resource", "vip", "break", node="node2") == []
    assert "no command" in panel._tip.value
    assert choose(panel, "resource", "vip", "break", node="node1") == ["ip addr del 192.168.0.203/24 dev ens33"]
    panel._do.click()
    view = board.session.view()
    assert view is not None
    assert view.failcounts == {"vip": {"node1": 1}}


def test_without_a_cluster_the_nodes_can_still_be_operated(board: Board) -> None:
    for node in ("node1", "node2"):
        board.power(node, False)
    panel = opened(board)
    assert choose(panel, "node", "node1", "standby") != []
    panel._do.click()
    assert "standby" in board.outcome.error
