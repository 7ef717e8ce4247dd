"""One thing that hasim itself says, in every language that it speaks."""

from dataclasses import dataclass
from string import Formatter

LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The same message in English and Japanese; both must be given, and both must use the same fields."""

    en: str
    ja: str

    def __post_init__(self) -> None:
        if not self.en or not self.ja:
            raise ValueError(f"a message needs every language: {self}")
        if fields(self.en) != fields(self.ja):
            raise ValueError(f"the languages use different fields: {self}")

    def render(self, lang: str, values: dict[str, object]) -> str:
        """The message in `lang` with its fields filled in; KeyError for a field that is not given."""
        if lang not in LANGUAGES:
            raise ValueError(f"unknown language {lang!r}; hasim speaks {', '.join(LANGUAGES)}")
        template: str = getattr(self, lang)
        return template.format_map(values)


def fields(template: str) -> frozenset[str]:
    """The names of the fields that a template uses."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)
