"""The same change in several languages: what crm, pcs and Pacemaker's low-level tools call what was just done.

========== =====================================================================================
language   the languages, and one command
meaning    when two configurations say the same
changes    what differs between two configurations, as a list of changes that can be said
diff       how that list is found
speaker    what every language has in common
low_level  the changes in crm_resource, crm_attribute, crm_standby and cibadmin
high_level what crm and pcs have in common
crm        the changes in crm
pcs        the changes in pcs
deeds      commands that change no configuration: cleaning up, restarting, looking, starting and stopping
========== =====================================================================================

>>> from hasim.cib import Cib, Element
>>> before = Cib.empty().with_section(Element("nodes", {}, (Element("node", {"id": "1", "uname": "node1"}),)))
>>> pair = Element("nvpair", {"id": "nodes-1-standby", "name": "standby", "value": "on"})
>>> node = before.nodes.children[0].with_child(Element("instance_attributes", {"id": "nodes-1"}, (pair,)))
>>> after = before.edit(before.nodes.children[0], node)
>>> for language, commands in equivalents(before, after).items():
...     print(f"{language}: {commands[0].line}")
crm: crm node standby node1
pcs: pcs node standby node1
low-level: crm_standby --node node1 --update on
>>> same_as("crm_resource -C -r vip")[Language.PCS][0].line
'pcs resource cleanup vip'
"""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Cib
from hasim.shell.equivalents.crm import Crm
from hasim.shell.equivalents.deeds import same_as
from hasim.shell.equivalents.diff import changes
from hasim.shell.equivalents.language import Command, Language
from hasim.shell.equivalents.low_level import LowLevel
from hasim.shell.equivalents.meaning import same_meaning
from hasim.shell.equivalents.pcs import Pcs
from hasim.shell.equivalents.speaker import Speaker

__all__ = ["Command", "Language", "equivalents", "same_as", "same_meaning"]


def equivalents(before: Cib, after: Cib) -> Mapping[Language, list[Command]]:
    """The commands, by language, that turn the configuration of `before` into one with the meaning of `after`'s.

    They are to be given one after the other on a node, or on a file by `CIB_file`. Where a language has no verb for a
    part of the change, the low-level command stands in its place and is marked as not native. What is not
    configuration (the status section, versions) is not looked at, except to see where a resource that is moved runs.
    Nothing changed: empty lists.
    """
    found = changes(before, after)
    speakers: dict[Language, Speaker] = {
        Language.CRM: Crm(before),
        Language.PCS: Pcs(before),
        Language.LOW_LEVEL: LowLevel(before),
    }
    return {language: speaker.say_all(found) for language, speaker in speakers.items()}
