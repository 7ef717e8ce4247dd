"""The placement figure shows what the snapshot holds, in words too, and never by colour alone."""

import re

import pytest
from matplotlib.figure import Figure

from hasim.cib import INFINITY, Cib
from hasim.draw import placement, placement_sentence, png, svg
from hasim.draw.configured import bans, layout, threshold
from hasim.draw.placement import box_height, lines_in_box
from hasim.draw.snapshot import NodeShot, ResourceShot, Snapshot
from hasim.draw.wires import network
from hasim.text import LANGUAGES
from tests.draw.looks import faults

VIP = ResourceShot("vip", ("web",), {"node2": "Started"}, {}, 3, {"node1": "cli-ban-web-on-node1"})
HTTPD = ResourceShot("httpd", ("web",), {}, {"node1": 3, "node2": INFINITY}, 3, {"node1": "cli-ban-web-on-node1"})
PING = ResourceShot("ping", ("clone_ping",), {"node1": "Started", "node2": "Started"}, dead=frozenset({"node2"}))
NODES = (NodeShot("node1", "online", dc=True, quorate=True), NodeShot("node2", "standby", quorate=False))
BROKEN = Snapshot(
    NODES,
    (VIP, HTTPD, PING),
    ("192.168.0.1",),
    frozenset({("node2", "192.168.0.1")}),
    frozenset({frozenset(("node1", "node2"))}),
)


def words(figure: Figure) -> str:
    return " | ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg(figure)))


def test_english_figure_names_what_runs_fails_and_is_banned() -> None:
    shown = words(placement(BROKEN, "en"))
    for word in ("node1", "online", "DC · quorum", "standby", "no quorum", "web &gt; vip", "cli-ban-web-on-node1"):
        assert word in shown
    assert "httpd barred: 3 failures" in shown
    assert "httpd barred: ∞ failures" in shown
    assert "dead, not noticed yet" in shown
    assert "runs nowhere: httpd" in shown
    assert shown.count("web banned") == 1  # one constraint, though it covers two members


def test_japanese_figure_says_the_same_in_japanese() -> None:
    shown = words(placement(BROKEN, "ja"))
    for word in ("オンライン", "スタンバイ", "クォーラムなし", "web 禁止", "どこでも動いていない: httpd"):
        assert word in shown


def test_the_sentence_says_what_the_figure_shows() -> None:
    said = placement_sentence(BROKEN, "en")
    assert said == (
        "node1 is online and the DC; node2 is standby; vip runs on node2; vip is banned from node1 by"
        " cli-ban-web-on-node1; httpd runs nowhere; httpd failed 3 times on node1; httpd may not start on node2 again"
        " (fail count INFINITY); httpd is banned from node1 by cli-ban-web-on-node1; ping runs on node1 and node2; ping"
        " died on node2, which the cluster has not noticed yet; node2 cannot reach the gateway; the link between node1"
        " and node2 is cut; there is no quorum on node2."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_glyph_is_missing(lang: str, recwarn: pytest.WarningsRecorder) -> None:
    assert png(placement(BROKEN, lang), 50)[:4] == b"\x89PNG"
    assert [str(warning.message) for warning in recwarn if "Glyph" in str(warning.message)] == []


def test_the_picture_does_not_jump_when_things_move() -> None:
    elsewhere = ResourceShot("vip", ("web",), {"node1": "Started"}, {}, 3, {})
    moved = Snapshot(NODES, (elsewhere, ResourceShot("httpd", ("web",)), PING), ("192.168.0.1",))
    before = Snapshot(NODES, (ResourceShot("vip"), ResourceShot("httpd"), PING), ("192.168.0.1",))
    assert box_height(moved) == box_height(before)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 16, 32])
def test_clusters_of_any_size_are_drawn_with_every_node(count: int) -> None:
    nodes = tuple(NodeShot(f"node{i}", "online") for i in range(count))
    many = tuple(ResourceShot(f"dummy{i}", (), {"node0": "Started"}) for i in range(40))
    shown = words(placement(Snapshot(nodes, many), "en"))
    assert all(node.name in shown for node in nodes)
    assert f"... and {40 - lines_in_box(Snapshot(nodes, many)) + 1} more" in shown


def test_a_cut_between_machines_that_are_not_neighbours_is_drawn() -> None:
    nodes = tuple(NodeShot(f"node{i}", "online") for i in range(3))
    cut = network(Snapshot(nodes, cut=frozenset({frozenset(("node0", "node2"))})))
    assert [pair for pair, broken in cut.items() if broken] == [("node0", "node2")]


def test_svg_is_fit_for_a_page() -> None:
    text = svg(placement(BROKEN, "en"), 'a "quoted" <alt>', "one")
    assert text.startswith('<svg class="hasim-figure" role="img" aria-label="a &quot;quoted&quot; &lt;alt&gt;"')
    assert "<metadata>" not in text
    assert "{stroke-linejoin" not in text.replace(".hasim-figure *{stroke-linejoin", "")
    assert text == svg(placement(BROKEN, "en"), 'a "quoted" <alt>', "one")


def test_the_users_own_figures_keep_their_settings() -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    svg(placement(BROKEN, "ja"))
    assert dict(matplotlib.rcParams) == before


CIB = """<cib><configuration><crm_config/><nodes/>
<resources>
  <group id="web"><meta_attributes id="m"><nvpair id="n" name="migration-threshold" value="2"/></meta_attributes>
    <primitive id="vip"/><primitive id="httpd"><meta_attributes id="m2">
      <nvpair id="n2" name="migration-threshold" value="5"/></meta_attributes></primitive></group>
  <clone id="clone_ping"><primitive id="ping"/></clone>
  <primitive id="free"><meta_attributes id="m3"><nvpair id="n3" name="migration-threshold" value="INFINITY"/>
    </meta_attributes></primitive>
</resources>
<constraints><rsc_location id="cli-ban-web-on-node2" rsc="web" role="Started" node="node2" score="-INFINITY"/>
  <rsc_location id="cli-prefer-web" rsc="web" node="node1" score="INFINITY"/></constraints>
<rsc_defaults><meta_attributes id="d"><nvpair id="n4" name="migration-threshold" value="3"/></meta_attributes>
</rsc_defaults></configuration><status/></cib>"""


def test_thresholds_come_from_the_nearest_place() -> None:
    cib = Cib.parse(CIB)
    found = {each.id: threshold(each, cib) for each in layout(cib).primitives}
    assert found == {"vip": 2, "httpd": 5, "ping": 3, "free": None}


def test_bans_are_read_from_the_constraints() -> None:
    found = [(ban.constraint, ban.resource, ban.node) for ban in bans(Cib.parse(CIB).constraints)]
    assert found == [("cli-ban-web-on-node2", "web", "node2")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("names", [["ClusterIP", "a", "b"], ["a" * 90], [f"resource-number-{n}" for n in range(30)]])
def test_what_runs_nowhere_fits_below_a_single_node(lang: str, names: list[str]) -> None:
    resources = tuple(ResourceShot(name) for name in names)
    figure = placement(Snapshot((NodeShot("node1", "online"),), resources), lang)
    assert faults(figure) == []
    assert "runs nowhere" in words(figure) or "どこでも動いていない" in words(figure)
