"""Digests of an operation's parameters, by which a changed definition is found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import md5
from xml.sax.saxutils import escape

_LEFT_OUT = frozenset({"id", "crm_feature_set", "op-digest", "on_node", "on_node_uuid", "pcmk_external_ip"})
_QUOTES = {'"': "&quot;", "\n": "&#x0A;", "\t": "&#x09;", "\r": "&#x0D;"}


def parameter_digest(
    attributes: Mapping[str, str],
    *,
    recurring: bool = False,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> str:
    """The MD5 digest of the parameters in `attributes` (of an action or a resource), as hexadecimal text.

    Meta-attributes do not count, except the timeout of a recurring operation. `only` restricts the names (the digest
    that decides about a restart), `without` leaves some out (the digest that may be shown to others).

    >>> parameter_digest({})
    'f2317cad3d54cec5d7d7aa7d0bf35cf8'
    """
    kept = sorted(name for name in attributes if _counts(name, recurring) and name not in without)
    if only is not None:
        kept = [name for name in kept if name in only]
    text = "".join(f' {name}="{escape(attributes[name], _QUOTES)}"' for name in kept)
    return md5(f" <parameters{text}/>\n".encode(), usedforsecurity=False).hexdigest()


def _counts(name: str, recurring: bool) -> bool:
    if name.startswith("CRM_meta_"):
        return recurring and name == "CRM_meta_timeout"
    return name not in _LEFT_OUT
