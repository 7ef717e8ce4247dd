"""A text that the browser saves as a file, without a server that has it."""

from base64 import b64encode
from html import escape

LINK = (
    "display:inline-block;margin:2px;padding:3px 10px;border:1px solid #b3b9bf;border-radius:2px;background:#eee;"
    "color:#1a1a1a;font-size:13px;text-decoration:none"
)


def download(text: str, name: str, kind: str, label: str, mark: str) -> str:
    """A link that looks like a button; `kind` is the media type, `mark` the last part of its class."""
    data = b64encode(text.encode()).decode()
    target = f'href="data:{kind};charset=utf-8;base64,{data}" download="{escape(name)}"'
    return f'<a class="hasim-{mark}" {target} style="{LINK}">{escape(label)}</a>'
