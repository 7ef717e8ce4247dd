"""Configuration and status of a cluster.

========== =============================================================
element    an XML element as an immutable value
xml        text to elements and back
document   `Cib`: the whole document, its sections and versions
history    node states and operation histories as typed values
dialect    the generation of the installed software
errors     `CibError` and `Unsupported`
score      scores and their arithmetic
duration   intervals and timeouts
rule       rules and what they are evaluated against
nvset      sets of names and values
========== =============================================================
"""

from hasim.cib.dialect import Dialect
from hasim.cib.document import Cib
from hasim.cib.element import Element
from hasim.cib.errors import CibError, Unsupported
from hasim.cib.history import NodeState, Operation
from hasim.cib.xml import CDATA, one_line, parse_xml, write_xml

INFINITY = 1_000_000
"""A score of this much or more is infinite."""

__all__ = [
    "CDATA",
    "INFINITY",
    "Cib",
    "CibError",
    "Dialect",
    "Element",
    "NodeState",
    "Operation",
    "Unsupported",
    "one_line",
    "parse_xml",
    "write_xml",
]
