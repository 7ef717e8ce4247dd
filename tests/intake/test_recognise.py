"""What is pasted or loaded: recognised for what it is, or refused by its name."""

from __future__ import annotations

import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.intake import IntakeError, take
from hasim.intake.prompts import statements
from hasim.intake.recognise import MOST_BYTES, Kind, recognise
from hasim.text import LANGUAGES
from tests.sim.test_own import cib, primitive

XML = cib(primitive("sap", "ocf:heartbeat:SAPInstance"))
CRM = """\
node 1: alpha \\
\tattributes standby=off
node 2: beta
primitive vip IPaddr2 \\
\tparams ip=10.0.0.5 cidr_netmask=24 \\
\top monitor interval=10s
primitive sap ocf:heartbeat:SAPInstance \\
\top monitor interval=10s
group g vip sap
location l g 50: alpha
property cib-bootstrap-options: \\
\tstonith-enabled=false
"""


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "\n\n{}\n",
        "[root@db1 ~]# cibadmin -Q\n{}\n[root@db1 ~]# ",
        "db1:~ # cibadmin -Q\n{}\ndb1:~ # exit\n",
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- of Monday -->\n{}',
    ],
)
def test_a_cib_is_found_among_prompts(around: str) -> None:
    found = recognise(around.format(XML))
    assert found.kind is Kind.CIB
    assert take(around.format(XML)).nodes == ("db-1.example.com", "db3", "db_2")


@pytest.mark.parametrize(
    "data",
    [
        XML.encode(),
        b"\xef\xbb\xbf" + XML.encode(),
        XML.encode("utf-16"),
        XML.replace(">", ">\r\n").encode(),
        XML.replace(">", ">\r").encode(),
        XML.replace("<resources>", "<resources><!-- the data base -->").encode(),
    ],
    ids=["plain", "BOM", "UTF-16", "CRLF", "CR", "comment"],
)
def test_any_usual_encoding_and_line_end_will_do(data: bytes) -> None:
    assert take(data).resources == 1


@pytest.mark.parametrize(
    "text",
    [
        CRM,
        CRM.replace("\n", "\r\n"),
        "\ufeff" + CRM,
        "[root@alpha ~]# crm configure show\n" + CRM + "[root@alpha ~]# ",
        "alpha:~ # crm configure show\n" + CRM,
        "root@alpha:~# crm configure show\n" + CRM + "root@alpha:~# exit",
        "crm(live)configure# show\n" + CRM + "crm(live)configure# quit",
        "crm(live/alpha)configure# " + CRM.replace("\nprimitive", "\ncrm(live/alpha)configure# primitive"),
        "# the data base\n" + CRM,
        CRM.replace("primitive", "crm configure primitive"),
        CRM.replace("\n\t", "\n   > "),
    ],
    ids=["plain", "CRLF", "BOM", "bash", "suse", "debian", "crm", "typed", "comment", "commands", "continued"],
)
def test_configure_statements_are_found_among_prompts(text: str) -> None:
    taken = take(text)
    assert taken.kind is Kind.CRM
    assert taken.nodes == ("alpha", "beta")
    assert taken.resources == 2
    assert taken.session().nodes == ("alpha", "beta")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        (b"%PDF-1.7\n\x93\x00", "pdf"),
        (gzip.compress(XML.encode()), "packed"),
        (b"\x00\x01\x02" * 50, "binary"),
        (bytes(range(128, 256)), "binary"),
        ("<!DOCTYPE html><html><body>primitive</body></html>", "html"),
        ("<html><head></head></html>", "html"),
        ('{"hasim": 1, "scenario": "tutorial"}\n', "session"),
        ("https://example.org/#hasim1.abc.abcdef", "link"),
        ('[{"a": 1}]', "json"),
        ("totem {\n  version: 2\n}\n", "corosync"),
        ("# see the manual\n\nquorum {\n provider: corosync_votequorum\n}\n", "corosync"),
        ("Cluster Name: hacluster\nCorosync Nodes:\n node1 node2\n", "pcs"),
        ("Cluster Summary:\n  * Stack: corosync\n", "status"),
        ("Stack: corosync\nCurrent DC: node1\n", "status"),
        ("From: me\nSubject: cluster\n\nprimitive things happen\n", "email"),
        ("Dear colleague,\n\norder is everything.\n\nRegards\n", "unknown"),
        ("<crm_mon version='2'/>", "root"),
        ("<pacemaker-result api-version='2'><x/></pacemaker-result>", "root"),
        ("<cib><configuration>", "xml"),
        ("<cib>", "xml"),
        ("<", "xml"),
        (XML[:200], "xml"),
        (XML.replace("<nodes>", "<nodes>&nbsp;"), "xml"),
        ('<!DOCTYPE lolz [<!ENTITY lol "lol">]><cib>&lol;</cib>', "doctype"),
        ('<?xml version="1.0"?><!DOCTYPE cib SYSTEM "http://example.org/x.dtd"><cib/>', "doctype"),
        ("x" * (MOST_BYTES + 1), "large"),
        ("primitive vip IPaddr2 params ip=10.0.0.5 op monitor interval=10s\nprimitive\n", "crm"),
        ("group g a b\n", "crm"),
    ],
)
def test_everything_else_is_refused_by_its_name(data: str | bytes, key: str) -> None:
    with pytest.raises(IntakeError) as error:
        take(data)
    assert error.value.key == f"own.error.{key}"
    for lang in LANGUAGES:
        assert error.value.said(lang)


def test_fifty_mebibytes_are_refused_at_once() -> None:
    with pytest.raises(IntakeError, match=r"it has 50\.0 MiB"):
        take(b"<cib>" + b" " * (50 * 2**20 - 5))


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(IntakeError, match="nested deeper"):
        take("<cib>" + "<a>" * 5000)


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_nothing_crashes_it(data: str | bytes) -> None:
    with suppress(IntakeError):
        take(data)


@given(st.integers(min_value=0, max_value=len(XML)), st.text(max_size=5))
def test_no_damage_crashes_it(place: int, inserted: str) -> None:
    for text in (XML[:place] + inserted + XML[place:], XML[:place] + inserted, CRM[:place] + inserted + CRM[place:]):
        with suppress(IntakeError):
            take(text)


def test_a_line_that_is_no_statement_is_left_out_and_told() -> None:
    taken = take("INFO: hello\n" + CRM)
    assert [each.fields["first"] for each in taken.findings if each.key == "dropped"] == ["INFO: hello"]


def test_a_letter_is_no_configuration_though_a_line_begins_with_a_keyword() -> None:
    assert statements("We talked.\norder was restored\nAll is well.\n").lines == ()
