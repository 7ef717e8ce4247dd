"""awk's words and marks; a slash where a value cannot stand begins a regular expression."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hasim.shell.unix.awk_values import AwkFault

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+|\\\n|\#[^\n]*)|(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*)
    |(?P<string>"(?:[^"\\]|\\.)*")|(?P<mark>\n|\+\+|--|[-+*/%^]=|==|<=|>=|!=|!~|&&|\|\||[-+*/%^!<>~?:=,;(){}\[\]$|])""",
    re.VERBOSE | re.DOTALL,
)
WORDS = frozenset(
    {
        "BEGIN",
        "END",
        "if",
        "else",
        "while",
        "for",
        "in",
        "do",
        "print",
        "printf",
        "next",
        "exit",
        "break",
        "continue",
        "delete",
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str


def tokens(source: str) -> list[Token]:
    found: list[Token] = []
    place = 0
    while place < len(source):
        before = found[-1] if found else None
        value = before is not None and (before.kind in ("number", "string", "name") or before.text in (")", "]", "$"))
        if source[place] == "/" and not value:
            match = re.compile(r"/((?:[^/\\\n]|\\.|\[[^\]]*\])*)/").match(source, place)
            if match is None:
                raise AwkFault(f"unterminated regexp at source line 1\n source line: {source}")
            found.append(Token("regex", match[1].replace("\\/", "/")))
        else:
            match = _TOKEN.match(source, place)
            if match is None:
                raise AwkFault(f"syntax error at source line 1 near {source[place : place + 10]}")
            if match.lastgroup != "blank":
                found.append(Token(match.lastgroup or "", match[0]))
        place = match.end()
    return found


class TokenReader:
    """Reads tokens one ahead."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.no_in = False
        self.no_greater = False

    # -- tokens ------------------------------------------------------------------------------------------------

    @property
    def _text(self) -> str:
        """The present token's text if it is a mark or a reserved word, else ""."""
        token = self._token
        return token.text if token.kind == "mark" or token.text in WORDS else ""

    @property
    def _token(self) -> Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else Token("end", "")

    def _take(self, *texts: str) -> str:
        if self._text in texts and self._token.kind != "end":
            self.place += 1
            return self.tokens[self.place - 1].text
        return ""

    def _need(self, wanted: str) -> None:
        if not self._take(wanted):
            raise AwkFault(f"syntax error at source line 1 near {self._token.text or 'end of program'}")

    def _skip(self, *texts: str) -> None:
        while self._take(*texts):
            pass
