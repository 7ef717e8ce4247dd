"""A small session as a short text that survives mail, chat and the address bar: ``hasim1.DATA.CHECK``.

DATA is the session file, compressed with a dictionary of what session files are made of, in the URL-safe alphabet of
base64; CHECK is a check sum of it. The number after ``hasim`` is the version of the format; the dictionary belongs to
it and must never change within one.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from hasim.inputs import SessionError, read_lines

VERSION: Final = 1
MOST_CHARACTERS: Final = 8_000
"""A longer text does not pass through every browser and mail program."""
MOST_BYTES: Final = 512 * 1024
"""A text that unpacks to more is no session that somebody made into a link."""

_DICTIONARY: Final = (
    b'"nodes":["node1","node2","node3"],"start":"2026-05-03T09:00:00","timezone":"Asia/Tokyo",'
    b'"fault":"unreachable","node":"node1","host":"192.168.0.1"\n{"fault":"reachable","fault":"host-down","host-up",'
    b'"fault":"cut","between":["node1","node2"]}\n{"fault":"heal","between":["node2","node1"]}\n'
    b'"fault":"unplug","node":"node1"}\n{"fault":"plug","node":"node2"}\n'
    b'"write":"/etc/corosync/corosync.conf","text":"systemctl start pacemaker","run":"systemctl stop corosync"'
    b"property no-quorum-policy=ignore stonith-enabled=false\\nrsc_defaults resource-stickiness=INFINITY "
    b"migration-threshold=3\\nprimitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24 op "
    b"monitor interval=10s timeout=20s\\nprimitive httpd ocf:heartbeat:apache params configfile=/etc/httpd/conf/"
    b"httpd.conf\\ngroup web vip httpd\\nclone clone_ping ping\\nlocation colocation order inf: Mandatory: "
    b"crm configure show crm node standby crm node online crm resource cleanup crm resource move crm resource unmove "
    b"crm resource clear cibadmin -Q crm_mon -1rAf crm_mon -Afr1 crm_resource --resource pcs resource pcs constraint "
    b'"lang":"ja"}\n"lang":"en"}\n{"hasim":1,"scenario":"own","cib":"{"hasim":1,"scenario":"bare","dialect":"1.1",'
    b'{"hasim":1,"scenario":"two-servers","dialect":"2.1","configure":"{"hasim":1,"scenario":"tutorial"'
    b'{"wait":60}\n{"at":"node2","run":"kill -9 $(cat /var/run/httpd/httpd.pid)"}\n{"settle":true}\n'
    b'{"fault":"power-on","node":"node2"}\n{"settle":true}\n{"fault":"power-off","node":"node1"}\n{"settle":true}\n'
    b'{"at":"node1","run":"crm resource cleanup httpd"}\n{"settle":true}\n{"at":"node1","run":"crm '
)

_TEXT: Final = re.compile(r"hasim(\d+)\.([\w-]+)\.([\w-]{6})(?![\w-])", re.ASCII)
_BEGINNING: Final = re.compile(r"hasim\d+\.", re.ASCII)


class LinkError(SessionError):
    """A text that carries no session, or a session that no short text can carry."""


def is_link(text: str) -> bool:
    """Whether a text is meant to be one, right or wrong: it, or what follows the ``#`` of a link, begins so."""
    return _BEGINNING.match(text.strip().rpartition("#")[2]) is not None


def pack(session_file: str) -> str:
    """The short text for a session file. Raises LinkError where it would be too long."""
    head, rows = read_lines(session_file)
    lines = [head, *(data for _, data in rows)]
    dense = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zdict=_DICTIONARY)
    data = packer.compress(dense) + packer.flush()
    text = f"hasim{VERSION}.{_encode(data)}.{_check(data)}"
    if len(text) > MOST_CHARACTERS or len(dense) > MOST_BYTES:
        raise LinkError(
            f"this session is too large for a link: it would have {len(text)} characters, at most {MOST_CHARACTERS} "
            "are allowed; pass on the session file instead"
        )
    return text


def unpack(text: str) -> str:
    """The session file that a short text carries, wherever in a link or a mail it stands. Raises LinkError."""
    dense = re.sub(r"\s+", "", text[: 4 * MOST_CHARACTERS])
    found = _TEXT.search(text) or _TEXT.search(dense)
    if found is None:
        if _BEGINNING.search(text):
            raise LinkError("the link is cut off: its end is missing")
        raise LinkError('this is no link to a session: it has no part such as "hasim1.DATA.CHECK"')
    data = _data(found)
    if data is None and _TEXT.search(dense):  # a mail program may have broken it into lines
        data = _data(_TEXT.search(dense) or found)
    if data is None:
        raise LinkError("the link was changed or cut off on its way: its check sum is wrong")
    return _inflate(data)


def _data(found: re.Match[str]) -> bytes | None:
    """The bytes of a text whose check sum is right. Raises LinkError for another version and for one too long."""
    version, body, check = found.groups()
    if version != str(VERSION):
        raise LinkError(f"the link has version {version[:9]}, this hasim reads version {VERSION}")
    if len(found[0]) > MOST_CHARACTERS:
        raise LinkError(f"the link is longer than {MOST_CHARACTERS} characters")
    try:
        data = urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except ValueError:
        return None
    return data if _check(data) == check else None


def _inflate(data: bytes) -> str:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_DICTIONARY)
    try:
        dense = unpacker.decompress(data, MOST_BYTES)
    except zlib.error:
        raise LinkError("the link's content is damaged") from None
    if not unpacker.eof:
        size = f"more than {MOST_BYTES // 1024} KiB" if unpacker.unconsumed_tail else "an incomplete text"
        raise LinkError(f"the link unpacks to {size}: refused")
    try:
        return dense.decode()
    except UnicodeDecodeError:
        raise LinkError("the link's content is no text") from None


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _check(data: bytes) -> str:
    return _encode(zlib.crc32(data).to_bytes(4, "big"))
