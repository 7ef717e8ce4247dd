"""Lists in words that do not get too long."""

from hasim.text import join, say


def some(items: list[str], most: int, lang: str) -> str:
    """The first of them, and how many more there are."""
    if len(items) <= most:
        return join(items, lang)
    comma = "、" if lang == "ja" else ", "
    return say("picture.items", lang, items=comma.join(items[:most]), count=len(items) - most)
