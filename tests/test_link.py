"""A short text that carries a session: whole or with a clear error, never something else."""

from __future__ import annotations

import re
import zlib
from base64 import urlsafe_b64encode
from hashlib import sha512

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.cli import main
from hasim.link import MOST_CHARACTERS, LinkError, is_link, pack, unpack
from hasim.session import Session


def small() -> Session:
    session = Session("tutorial", lang="ja")
    session.run("node1", "kill -9 $(cat /var/run/httpd/httpd.pid)")
    session.settle()
    session.fault("power-off", node="node1")
    return session


def test_a_session_comes_back_the_same() -> None:
    session = small()
    assert Session.from_link(session.link()).world == session.world
    assert Session.from_link(session.link()).dumps() == session.dumps()


def test_it_needs_no_escaping_in_a_link_and_is_short() -> None:
    assert re.fullmatch(r"hasim1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{6}", small().link())
    assert len(small().link()) < 160


def test_the_format_of_version_1_is_fixed() -> None:
    """Links that were sent years ago must still open: what this text carries must never change."""
    assert unpack(KNOWN) == KNOWN_FILE


KNOWN_FILE = (
    '{"hasim":1,"scenario":"tutorial"}\n{"at":"node1","run":"crm node standby node1"}\n{"settle":true}\n{"wait":30}\n'
)
KNOWN = "hasim1.IxR8eLSipHXcTocEvzEw-AE.8_Fx9A"


@given(st.text(max_size=60), st.integers(min_value=0, max_value=10_000))
def test_any_text_survives(text: str, seconds: int) -> None:
    session = '{"hasim":1,"scenario":"bare","remark":' + f'"{text.encode("unicode_escape").hex()}"' + "}\n"
    session += f'{{"wait":{seconds}}}\n'
    assert unpack(pack(session)) == session


@given(st.data())
def test_a_text_that_was_changed_or_cut_off_is_refused(data: st.DataObject) -> None:
    link = KNOWN
    place = data.draw(st.integers(min_value=8, max_value=len(link) - 1))
    changed = link[:place] + data.draw(st.sampled_from("AbZ09-_")) + link[place + 1 :]
    if changed != link:
        with pytest.raises(LinkError):
            unpack(changed)
    with pytest.raises(LinkError):
        unpack(link[:place])


@pytest.mark.parametrize("around", ["{}", "https://example.org/lab?x=1#{}", "See <{}>.\n", "look: {} (mine)"])
def test_it_is_found_in_a_link_or_a_mail(around: str) -> None:
    assert unpack(around.format(KNOWN)) == KNOWN_FILE


def test_a_mail_program_may_break_it_into_lines() -> None:
    link = small().link()
    broken = "\n".join(link[at : at + 20] for at in range(0, len(link), 20))
    assert unpack(broken) == unpack(link)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no link to a session"),
        ("hello", "no link to a session"),
        ("hasim1.", "cut off"),
        ("hasim1.abcdef", "cut off"),
        ("hasim7.abcdef.abcdef", "version 7"),
        ("hasim99999999999999999999.abcdef.abcdef", "version 999999999,"),
        ("hasim1.abcdef.abcdef", "check sum"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(LinkError, match=said):
        unpack(text)


def forged(data: bytes) -> str:
    def encode(raw: bytes) -> str:
        return urlsafe_b64encode(raw).decode().rstrip("=")

    return f"hasim1.{encode(data)}.{encode(zlib.crc32(data).to_bytes(4, 'big'))}"


def test_a_bomb_is_refused_without_unpacking_it() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(b" " * 5_000_000) + packer.flush()
    assert len(forged(bomb)) < MOST_CHARACTERS
    with pytest.raises(LinkError, match="more than 512 KiB"):
        unpack(forged(bomb))


@pytest.mark.parametrize("data", [b"", b"\xff\xff\xff", b"\x03", b"\x4b\x4c"])
def test_damaged_content_with_a_right_check_sum_is_refused(data: bytes) -> None:
    with pytest.raises(LinkError):
        unpack(forged(data) if data else "hasim1..AAAAAA")


def test_a_session_that_is_too_large_is_told_how_large() -> None:
    session = Session("bare")
    for number in range(200):
        session.write("node1", "/root/x", sha512(str(number).encode()).hexdigest() * 3)
    with pytest.raises(LinkError, match=rf"it would have \d+ characters, at most {MOST_CHARACTERS}"):
        session.link()


def test_play_takes_a_link(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", KNOWN]) == 0
    assert "crm node standby node1" in capsys.readouterr().out
    assert main(["play", KNOWN[:-3]]) == 65
    assert "cut off" in capsys.readouterr().err


def test_is_link_tells_links_from_files() -> None:
    assert is_link(KNOWN)
    assert is_link(f"https://example.org/#{KNOWN}")
    assert not is_link("hasim1/session.jsonl")
    assert not is_link("/tmp/x.jsonl")
