"""What hasim itself says, in English and Japanese. The output of the simulated tools is not translated.

`say("board.settle", "ja")` gives one message. The messages stand in one module a subject, each a dictionary from a key
to a `Message`; a `Message` cannot be made without each language.
"""

from hasim.text.board import MESSAGES as BOARD
from hasim.text.causes import MESSAGES as CAUSES
from hasim.text.commands import MESSAGES as COMMANDS
from hasim.text.configuring import MESSAGES as CONFIGURING
from hasim.text.events import MESSAGES as EVENTS
from hasim.text.exercises import MESSAGES as EXERCISES
from hasim.text.figures import MESSAGES as FIGURES
from hasim.text.keeping import MESSAGES as KEEPING
from hasim.text.lessons import MESSAGES as LESSONS
from hasim.text.message import LANGUAGES, Message
from hasim.text.own import MESSAGES as OWN
from hasim.text.panels import MESSAGES as PANELS
from hasim.text.picks import MESSAGES as PICKS
from hasim.text.pictures import MESSAGES as PICTURES
from hasim.text.reasons import MESSAGES as REASONS
from hasim.text.report import MESSAGES as REPORT
from hasim.text.teach import MESSAGES as TEACH
from hasim.text.travel import MESSAGES as TRAVEL
from hasim.text.whatif import MESSAGES as WHATIF
from hasim.text.why import MESSAGES as WHY

__all__ = ["CATALOGUE", "LANGUAGES", "Message", "join", "say"]

CATALOGUE: dict[str, Message] = {
    **BOARD,
    **CAUSES,
    **EVENTS,
    **COMMANDS,
    **CONFIGURING,
    **EXERCISES,
    **FIGURES,
    **KEEPING,
    **LESSONS,
    **OWN,
    **PANELS,
    **PICKS,
    **PICTURES,
    **REASONS,
    **TEACH,
    **TRAVEL,
    **REPORT,
    **WHATIF,
    **WHY,
}


def say(key: str, lang: str, **fields: object) -> str:
    """The message `key` in `lang` ("en" or "ja"); KeyError for an unknown key or a missing field."""
    return CATALOGUE[key].render(lang, fields)


def join(items: list[str], lang: str) -> str:
    """A list as running text: "a, b and c" in English, "a、b、c" in Japanese."""
    if lang == "ja":
        return "、".join(items)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
