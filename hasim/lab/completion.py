"""What Tab makes of a line: the rest of the word where it is certain, else what the word could become."""

from dataclasses import dataclass
from itertools import takewhile

from hasim.shell.completion import Scene
from hasim.shell.completion import complete as candidates
from hasim.sim import World


@dataclass(frozen=True, slots=True)
class Completion:
    """The line with what is certain put in, the cursor in it, and what it could become where that is not one thing."""

    line: str
    at: int
    offers: tuple[str, ...] = ()


def complete(world: World, node: str, line: str, at: int) -> Completion:
    """Complete the word that ends at the cursor."""
    before, after = line[:at], line[at:]
    start, offered = candidates(line, at, Scene(world, node))
    found = [each.text for each in offered]
    if not found:
        return Completion(line, at)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(found[0], found[-1], strict=False))
    sure = "".join(first for first, _ in same)
    end = "" if len(found) > 1 or sure.endswith(("/", "=")) else " "
    whole = before[:start] + sure + end
    return Completion(whole + after.removeprefix(end), len(whole), tuple(found) if len(found) > 1 else ())
