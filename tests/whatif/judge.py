"""The real ``crm_simulate`` as the judge of what is offered: where it has everything running after the transition."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from hasim.cib import Cib
from hasim.cib.xml import parse_xml
from tests.oracle import real

_NEWER = re.compile(r'name="fencing-(enabled|action|timeout)"')
"""Options that 3.0 calls by a new name, which the real program at hand may not know yet."""


def running_after(cib: Cib, path: Path) -> dict[str, set[str]]:
    """Primitive -> the nodes where it runs, once the real program has carried out what it decides; empty on refusal.

    It ends with 1 where some of its actions wait for each other in a circle; the rest is carried out.

    The CIB is written to `path`.
    """
    path.write_text(_NEWER.sub(r'name="stonith-\1"', cib.text()))
    done = real("crm_simulate", ["-x", str(path), "-S", "--output-as=xml"])
    found: dict[str, set[str]] = defaultdict(set)
    status = parse_xml(done.stdout).first("revised_cluster_status") if done.exit in (0, 1) else None
    for resource in status.walk() if status is not None else ():
        if resource.tag == "resource" and resource.get("role") != "Stopped":
            found[resource.id.partition(":")[0]] |= {node.get("name") or "" for node in resource.all("node")}
    return found
