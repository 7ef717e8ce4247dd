"""Whatever is typed, the shell answers: no line makes the simulator itself fail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hasim.shell import registry
from tests.shell.world import in_folder, run

WORDS = st.sampled_from(
    [
        *(
            "echo",
            "cat",
            "ls",
            "grep",
            "sed",
            "awk",
            "cd",
            "test",
            "[",
            "[[",
            "]]",
            "]",
            "kill",
            "ps",
            "ip",
            "find",
            "sort",
        ),
        *(
            "if",
            "then",
            "fi",
            "for",
            "in",
            "do",
            "done",
            "while",
            "case",
            "esac",
            "{",
            "}",
            "!",
            "function",
            "systemctl",
        ),
        *(
            "$x",
            "${x",
            "${x:-y}",
            "$(",
            ")",
            "`",
            "$((",
            "))",
            "'",
            '"',
            "\\",
            "<<EOF",
            "EOF",
            "\n",
            "<",
            ">",
            ">>",
            "2>&1",
        ),
        *(
            "|",
            "||",
            "&&",
            ";",
            ";;",
            "&",
            "(",
            "*",
            "?",
            "[a-z]",
            "~",
            "=",
            "x=1",
            "-n",
            "-e",
            "--",
            "-z",
            "1",
            "/etc",
            "a",
        ),
        *("s/a/b/", "/x/d", "{print $1}", "NR==1", "#", "{a,b}", "{1..3}", "-f", "a.conf", "status", "start", "httpd"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=10), st.sampled_from(["", " "]))
def test_no_line_breaks_the_shell(words: list[str], gap: str) -> None:
    """Every line gives texts and a status from 0 to 255."""
    result = run(in_folder({"a.conf": "one\ntwo\n"}), gap.join(words))
    assert 0 <= result.exit <= 255


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([n for n in registry.names() if not n.startswith(("crm", "cib", "attrd", "corosync"))]),
    st.lists(
        st.sampled_from(
            [
                "-n",
                "-e",
                "-f",
                "-r",
                "-x",
                "--help",
                "-5",
                "a.conf",
                "/etc",
                "none",
                "1",
                "s/a/b/",
                "-",
                "--",
                "x=1",
                "start",
                "show",
            ]
        ),
        max_size=4,
    ),
)
def test_no_program_breaks_on_its_arguments(name: str, arguments: list[str]) -> None:
    """Every program answers odd arguments with a status."""
    result = run(in_folder({"a.conf": "one\ntwo\n"}), " ".join([name, *arguments]))
    assert 0 <= result.exit <= 255
