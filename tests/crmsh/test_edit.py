"""Edits of a configuration: what they change, what they leave alone, what is said."""

import pytest

from hasim.cib import Cib, Element, write_xml
from hasim.crmsh.checks import check
from hasim.crmsh.create import create
from hasim.crmsh.delete import delete, erase, rename
from hasim.crmsh.draft import Draft
from hasim.crmsh.load import load
from hasim.crmsh.message import Messages
from hasim.crmsh.schema import Schema
from hasim.crmsh.show import show
from tests.support import recordings

BASE = """
node 1: node1
node 2: node2
primitive a ocf:pacemaker:Dummy op monitor interval=10s
primitive b ocf:pacemaker:Dummy
primitive c ocf:pacemaker:Dummy
primitive d ocf:pacemaker:Dummy
"""


def draft_of(text: str = "", **options) -> Draft:
    draft = Draft(Cib.empty(), **options)
    assert load(draft, BASE + text), [message.text for message in draft.messages]
    draft.messages.clear()
    draft.changed.clear()
    return draft


def run(draft: Draft, line: str) -> bool:
    return create(draft, line.split())


def shown(draft: Draft) -> str:
    return show(draft.cib.configuration, Schema(draft.cib.root.get("validate-with") or ""))


def said(draft: Draft) -> list[str]:
    return [f"{message.level}: {message.text}" for message in draft.messages]


def element(draft: Draft, id_: str) -> str:
    found = draft.cib.by_id(id_)
    assert found is not None
    return "".join(part.strip() for part in write_xml(found).split("\n"))


def test_the_articles_commands_give_the_recorded_ids():
    draft = Draft(Cib.empty())
    command = (
        "primitive httpd ocf:heartbeat:apache params configfile=/etc/httpd/conf/httpd.conf op monitor interval=10s"
    )
    assert run(draft, command)
    assert run(draft, "property no-quorum-policy=ignore")
    assert run(draft, "location web_location httpd rule -inf: not_defined x or x lt 1000")
    assert element(draft, "httpd") == (
        '<primitive id="httpd" class="ocf" provider="heartbeat" type="apache">'
        '<instance_attributes id="httpd-instance_attributes"><nvpair name="configfile" '
        'value="/etc/httpd/conf/httpd.conf" id="httpd-instance_attributes-configfile"/></instance_attributes>'
        '<operations><op name="monitor" interval="10s" id="httpd-monitor-10s"/></operations></primitive>'
    )
    assert element(draft, "cib-bootstrap-options") == (
        '<cluster_property_set id="cib-bootstrap-options"><nvpair name="no-quorum-policy" value="ignore" '
        'id="cib-bootstrap-options-no-quorum-policy"/></cluster_property_set>'
    )
    assert element(draft, "web_location-rule") == (
        '<rule score="-INFINITY" boolean-op="or" id="web_location-rule">'
        '<expression operation="not_defined" attribute="x" id="web_location-rule-expression"/>'
        '<expression operation="lt" attribute="x" value="1000" id="web_location-rule-expression-0"/></rule>'
    )


def test_an_id_is_used_once():
    draft = draft_of()
    assert not run(draft, "primitive a ocf:pacemaker:Dummy")
    assert said(draft) == ["ERROR: Cannot create primitive with ID 'a': Found existing primitive with same ID."]


def test_the_older_crmsh_said_it_otherwise():
    draft = draft_of(old=True)
    assert not run(draft, "primitive a ocf:pacemaker:Dummy")
    assert not run(draft, "location l nosuch 100: node1")
    assert run(draft, "order o 100: a b")
    assert said(draft) == [
        "ERROR: a: id is already in use",
        "ERROR: constraint l references a resource nosuch which doesn't exist",
    ]
    assert 'score="100"' in element(draft, "o")


def test_constraints_follow_a_resource_into_a_group():
    draft = draft_of("location l a 100: node1\ncolocation k inf: a b\n")
    assert run(draft, "group g a b")
    assert said(draft) == [
        "INFO: modified colocation:k from a to g",
        "INFO: modified location:l from a to g",
        "INFO: modified colocation:k from b to g",
    ] or said(draft) == [
        "INFO: modified location:l from a to g",
        "INFO: modified colocation:k from a to g",
        "INFO: modified colocation:k from b to g",
    ]
    assert draft.cib.by_id("k") is None  # a group cannot be with itself
    assert 'rsc="g"' in element(draft, "l")


def test_a_resource_is_in_one_container():
    draft = draft_of("group g a b\n")
    assert not run(draft, "clone cl a")
    assert said(draft) == ["ERROR: Cannot create clone:cl: Child primitive:a already in group:g"]


def test_deleting_a_group_frees_its_members():
    draft = draft_of("group g a b\nlocation l g 100: node1\n")
    assert delete(draft, ["g"])
    assert said(draft) == ["INFO: modified location:l from g to a"]
    assert [each.id for each in draft.cib.resources.children] == ["c", "d", "a", "b"]


def test_deleting_the_last_member_deletes_the_group():
    draft = draft_of("group g a\n")
    assert delete(draft, ["a"])
    assert draft.cib.by_id("g") is None
    assert draft.cib.by_id("a") is None


def test_deleting_takes_constraints_along():
    draft = draft_of("colocation k inf: a b\norder o Mandatory: a b c\nlocation l a 100: node1\ntag t a b\n")
    assert delete(draft, ["a"])
    assert said(draft) == [
        "INFO: hanging colocation:k deleted",
        "INFO: constraint order:o updated",
        "INFO: hanging location:l deleted",
    ] or sorted(said(draft)) == sorted(
        [
            "INFO: hanging colocation:k deleted",
            "INFO: constraint order:o updated",
            "INFO: hanging location:l deleted",
        ]
    )
    assert 'first="b" then="c"' in element(draft, "o")  # two are left: no set is needed


def test_what_runs_is_not_deleted():
    draft = draft_of(is_running=lambda id_: id_ == "a")
    before = draft.cib
    assert not delete(draft, ["a"])
    assert said(draft) == ["ERROR: resource a is running, can't delete it"]
    draft.messages.clear()
    assert not erase(draft)
    assert said(draft) == [
        "WARNING: resource a is running, can't delete it",
        "ERROR: CIB erase aborted (nothing was deleted)",
    ]
    assert draft.cib == before


def test_erase_keeps_the_nodes():
    draft = draft_of("group g a b\nproperty stonith-enabled=false\nlocation l g 100: node1\n")
    assert erase(draft)
    assert shown(draft) == "node 1: node1\nnode 2: node2"


def test_rename_follows_into_constraints():
    draft = draft_of("location l a 100: node1\n")
    assert rename(draft, "a", "aa")
    assert said(draft) == ["INFO: modified location:l from a to aa"]
    assert not rename(draft, "b", "c")
    assert said(draft)[1:] == ["ERROR: c: id is already in use"]


def test_a_text_is_loaded_whole_or_not_at_all():
    draft = draft_of()
    before = draft.cib
    assert not load(draft, "primitive e ocf:pacemaker:Dummy\nprimitive f\n")
    assert [(message.line, message.text) for message in draft.messages] == [
        (2, "syntax in primitive: Expected at least 2 arguments near <primitive> parsing 'primitive f'")
    ]
    assert draft.cib is before
    assert not load(draft, "primitive e ocf:pacemaker:Dummy\ncolocation k inf: a nosuch\n")
    assert draft.cib is before


@pytest.mark.parametrize("path", recordings("peer", "xml/*.xml")[::8], ids=lambda path: path.stem)
def test_an_edit_leaves_all_other_objects_alone(path):
    """Of a hundred configurations: one more primitive, nothing else in the document is another object."""
    cib = Cib.parse(path.read_text())
    draft = Draft(cib)
    assert run(draft, "primitive one-more ocf:pacemaker:Dummy params fake=1")
    assert list(draft.cib.resources.children[:-1]) == list(cib.resources.children)
    assert all(new is old for new, old in zip(draft.cib.resources.children, cib.resources.children, strict=False))
    assert draft.cib.constraints is cib.constraints
    assert draft.cib.status is cib.status


@pytest.mark.parametrize(
    ("statement", "level", "expected"),
    [
        ("primitive x ocf:heartbeat:IPaddr2", 2, 'ERROR: x: required parameter "ip" not defined'),
        ("primitive x ocf:pacemaker:Dummy params y=1", 2, 'ERROR: x: parameter "y" is not known'),
        (
            "primitive x ocf:pacemaker:Dummy op monitor interval=10s timeout=5s",
            1,
            "WARNING: x: specified timeout 5s for monitor is smaller than the advised 20s",
        ),
        (
            "primitive x ocf:pacemaker:Dummy op monitor interval=10 op monitor interval=10s timeout=30",
            1,
            "WARNING: x: interval in monitor must be unique, advised is 10s",
        ),
        ("property foo=bar", 1, "WARNING: cib-bootstrap-options: unknown attribute 'foo'"),
        ("location l a 100: node3", 1, "WARNING: l: referenced node node3 does not exist"),
        ("primitive x ocf:heartbeat:NoSuch", 2, "ERROR: ocf:heartbeat:NoSuch: no such resource agent"),
    ],
)
def test_what_is_unwise_is_told(statement, level, expected):
    draft = draft_of()
    assert run(draft, statement)
    messages = Messages()
    assert check(draft, messages, list(draft.changed)) == level
    assert expected in [f"{message.level}: {message.text}" for message in messages]


def test_two_resources_do_not_share_what_must_differ():
    draft = draft_of("primitive v1 IPaddr2 ip=10.0.0.1\n")
    assert run(draft, "primitive v2 IPaddr2 ip=10.0.0.1")
    messages = Messages()
    assert check(draft, messages, list(draft.changed)) == 2
    assert [message.text for message in messages] == [
        'Resources v1,v2 violate uniqueness for parameter "ip": "10.0.0.1"'
    ]


def test_a_hyphen_in_a_parameter_becomes_what_the_agent_calls_it():
    draft = draft_of()
    assert run(draft, "primitive v IPaddr2 ip=10.0.0.1 cidr-netmask=24")
    found = draft.cib.by_id("v")
    assert found is not None
    assert [pair.get("name") for pair in found.walk() if pair.tag == "nvpair"] == ["ip", "cidr_netmask"]


def test_edits_return_new_documents():
    cib = Cib.empty()
    draft = Draft(cib)
    run(draft, "property a=b")
    assert cib.crm_config == Element("crm_config")
