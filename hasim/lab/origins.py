"""Which line of the configuration a cause comes from."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from hasim.cib import Cib, Element
from hasim.crmsh.inventory import Item
from hasim.crmsh.schema import Schema
from hasim.crmsh.show import Presenter, shown_order
from hasim.scheduler.scores import CauseKind, ScoreCause

OPTIONS: Final = {
    CauseKind.STICKINESS: "resource-stickiness",
    CauseKind.THRESHOLD: "migration-threshold",
    CauseKind.TARGET_ROLE: "target-role",
    CauseKind.UNMANAGED: "is-managed",
    CauseKind.LIMIT: "clone-max",
    CauseKind.HEALTH: "node-health-strategy",
    CauseKind.CAPACITY: "placement-strategy",
}
"""The option behind the causes that have no constraint."""


AROUND: Final = 2
"""How many statements are shown before and after the one that is looked for."""


class Origins:
    """The statements of one configuration, as ``crm configure show`` has them, found by what they cause."""

    def __init__(self, cib: Cib) -> None:
        self._presenter = Presenter(cib.configuration, Schema(cib.root.get("validate-with") or ""))

    def of_cause(self, cause: ScoreCause, resource: str) -> str:
        """The statement behind a cause in the bill of `resource`, on one line; "" where it is no one's statement."""
        about = cause.resource or resource
        if cause.kind in OPTIONS:
            return self.of_option(OPTIONS[cause.kind], about)
        if cause.id:
            found = self._holding(cause.id)
            if found is not None:
                return self._text(found)
        outer = self._parent(about)
        return self._text(outer) if outer is not None and cause.id.startswith("#group") else ""

    def of_option(self, name: str, about: str = "") -> str:
        """The statement that sets an option for a resource or node (or for all of them); "" where none does."""
        return next((self._text(item) for item in self._candidates(about) if _sets(item.element, name)), "")

    def word_of(self, cause: ScoreCause) -> str:
        """What to look for in the statement behind a cause: the option's name, or the id of the constraint."""
        return OPTIONS.get(cause.kind, cause.id)

    @cached_property
    def statements(self) -> list[str]:
        """The whole configuration, a statement an entry, in the order of ``crm configure show``."""
        return [self._text(item) for item in shown_order(self._presenter.inventory.items)]

    def context(self, statement: str) -> list[tuple[str, bool]]:
        """The statement between its neighbours, and which of them it is."""
        if statement not in self.statements:
            return [(statement, True)]
        place = self.statements.index(statement)
        first = max(0, place - AROUND)
        return [
            (each, first + index == place) for index, each in enumerate(self.statements[first : place + AROUND + 1])
        ]

    def _candidates(self, about: str) -> Iterator[Item]:
        """What may set an option of it: itself, what it belongs to, the defaults, the cluster's properties."""
        item = self._item(about)
        while item is not None:
            yield item
            item = item.parent
        yield from self._presenter.inventory.of("rsc_defaults", "property")

    def _item(self, about: str) -> Item | None:
        """The resource or node of that name; an instance such as ``ping:0`` stands for its resource."""
        inventory = self._presenter.inventory
        return inventory.find(about) or inventory.find(about.partition(":")[0])

    def _parent(self, about: str) -> Item | None:
        item = self._item(about)
        return item.parent if item is not None else None

    def _holding(self, id_: str) -> Item | None:
        """The object that is called so, or the innermost that has a part called so."""
        inventory = self._presenter.inventory
        found = inventory.resource(id_)
        holders = [item for item in inventory.items if any(each.id == id_ for each in item.element.walk())]
        return found or (holders[-1] if holders else None)

    def _text(self, item: Item) -> str:
        return self._presenter.statement(item, broken=False)


def _sets(element: Element, name: str) -> bool:
    """Whether an object has this option, itself (not in an object inside it)."""
    sets = [element, *element.all("meta_attributes", "instance_attributes")]
    return any(pair.get("name") == name for each in sets for pair in each.all("nvpair"))
