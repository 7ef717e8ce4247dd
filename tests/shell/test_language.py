"""The shell language does what a real bash does with the same line and the same files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hasim.shell.language.parser import parse
from hasim.shell.language.words import ShellSyntaxError
from tests.shell.world import output, run, stage
from tests.support import real_program

FILES = {
    "hosts": "127.0.0.1 localhost\n192.168.0.201 node1\n192.168.0.202 node2\n",
    "a.conf": "one\ntwo\nthree\n",
    "b.conf": "alpha beta\ngamma\n",
    "numbers": "3\n10\n1\n2\n",
}

LINES = [
    "echo hello   world",
    "echo 'a  b' \"c  d\" e\\ f",
    'echo "a\\"b\\$c\\\\d\\n" \'x\\ny\'',
    "echo $'a\\tb\\n'",
    'a=1; b="x y"; echo $a $b "$b" \'$b\' ${a}2 "${b}"',
    "x=5 sh -c 'echo $x'; echo \"[$x]\"",
    "export Y=7; sh -c 'echo $Y'",
    'echo $(cat a.conf) "$(cat a.conf)"',
    'echo `echo one two` "`echo \\`echo nested\\``"',
    'echo "$(echo "inner $(echo deep)")"',
    "cat < a.conf",
    "cat a.conf | head -n 2 | tail -n 1",
    "echo x > new; echo y >> new; cat new",
    "cat <<EOF\nline $((1 + 2)) $HOME_NOT_SET end\n\\$literal\nEOF",
    "cat <<'EOF'\nno $expansion `here`\nEOF",
    "cat <<-EOF\n\ttabbed\n\tEOF",
    "cat <<EOF | sed s/a/b/\nabc\nEOF",
    "cat <<A; cat <<B\nfirst\nA\nsecond\nB",
    "cat <<< 'here string'",
    "false || echo or; true && echo and; false && echo no; echo $?",
    "false; echo $?; true; echo $?",
    "! false; echo $?; ! true; echo $?",
    "ls nothing 2> errors; wc -l < errors",
    "{ echo out; echo err >&2; } > both 2>&1; cat both",
    "(cd /; pwd); pwd | wc -l",
    "{ echo a; echo b; } | tr a-z A-Z",
    "echo *.conf; echo [ab].conf; echo ?.conf; echo nomatch*; echo '*.conf'",
    "for i in 1 2 3; do echo n$i; done",
    'for f in *.conf; do echo "$f: $(wc -l < $f)"; done',
    "for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done",
    "i=0; while [ $i -lt 3 ]; do i=$((i + 1)); echo $i; done",
    "i=3; until [ $i -eq 0 ]; do echo $i; i=$((i-1)); done",
    "if [ -f a.conf ]; then echo yes; else echo no; fi",
    "if false; then echo a; elif true; then echo b; else echo c; fi",
    "case node1 in n*1) echo match;; *) echo other;; esac",
    "case x in a|b) echo ab;; x|y) echo xy;; esac",
    "f() { echo \"args: $# $1 $@\"; return 3; }; f a 'b c'; echo $?",
    "f() { local v=in; echo $v; }; v=out; f; echo $v",
    'while read a b; do echo "$b=$a"; done < hosts',
    "echo 'one two three' | { read first rest; echo \"$rest|$first\"; }",
    "x=abcabc; echo ${x#a} ${x##*b} ${x%c} ${x%%b*} ${x/b/-} ${x//b/-} ${#x} ${x:1:2} ${x: -2}",
    "echo ${unset:-default} ${unset-d} ${unset:+alt}; y=1; echo ${y:+alt} ${y:-no}",
    "echo ${z:=assigned} $z",
    "x=hello; echo ${x^} ${x^^} ${x:0:1}",
    "echo $((2 + 3 * 4)) $((10 / 3)) $((-7 % 3)) $((1 << 4)) $((3 > 2 && 1)) $((2 ** 5)) $(( (1+2)*3 ))",
    "echo {a,b,c}.txt {1..4} pre{x,y}post {01..03} '{a,b}'",
    "set -- a b c; echo $# $2; shift; echo $1 $#; for i; do echo $i; done",
    "echo a; echo b # a comment",
    "echo 'quote '\"'\"' inside'",
    "echo one \\\ntwo",
    "x='a b'; for w in $x; do echo $w; done; for w in \"$x\"; do echo $w; done",
    "x='*.conf'; echo $x \"$x\"",
    "echo a\"b\"'c'$(echo d)",
    "test -d / && echo dir; test -e none || echo none; [ 1 -lt 2 -a 3 -gt 2 ]; echo $?",
    '[ "$undefined" = \'\' ] && echo empty; [ -z "$undefined" ]; echo $?; [ -n x ]; echo $?',
    "printf '%s-%d-%03d\\n' a 5 7; printf '%5s|%-5s|\\n' ab cd; printf '%s\\n' x y z",
    "printf '%x %o %%\\n' 255 8; printf 'no newline'",
    "echo -n a; echo -e 'b\\tc'; echo -E 'd\\te'",
    "seq 3; seq 2 4; seq 1 2 5; seq 3 -1 1",
    "true | false; echo $?; false | true; echo $?",
    "set -o pipefail; false | true; echo $?",
    "echo start; exit 4; echo never",
    "eval 'echo evaluated $((1+1))'",
    "a=1; (a=2; echo $a); echo $a; a=3 | true; echo $a",
    "x=$(false); echo $?; x=$(true); echo $?",
    "a=x; a+=y; echo $a",
    'echo ${x:-$(echo sub)} "${y:-a b}"',
    "cat missing 2>/dev/null || echo failed",
    "cat missing a.conf 2>&1 >/dev/null | wc -l",
    "echo to-stderr >&2",
    "type cd > /dev/null && echo known",
    "command -v nothing_here; echo $?",
    "basename /etc/httpd/conf/httpd.conf .conf; dirname /etc/httpd/conf",
    "echo a b c | xargs -n 1 echo item; echo x | xargs -I{} echo '<{}>'",
    "diff a.conf b.conf; echo $?",
    'echo "$(cat <<EOF\nin substitution\nEOF\n)"',
    "kill -0 99999999 2>/dev/null; echo $?",
    "cd /etc && cd - > /dev/null; echo done",
    'unset a; echo "[$a]"; a=; echo "[${a-unset}]" "[${a:-empty}]"',
    "echo ~ | grep -c /",
    "echo 'a:b:c' | (IFS=: read x y z; echo $y)",
    "i=5; ((i++)); echo $i; ((i>3)) && echo big; ((i=0)); echo $? $i; let x=3+4; echo $x",
    "[[ a == a ]] && echo eq; [[ abc == a* ]] && echo pat; [[ -f a.conf && -d . ]] && echo both",
    "[[ 3 -gt 2 ]] && echo gt; [[ 3 -lt 2 ]]; echo $?",
    "[[ abc =~ ^a.c$ ]] && echo re; [[ ! -e none || ( 1 -eq 2 ) ]] && echo or; x='a b'; [[ $x == 'a b' ]]; echo $?",
    "for ((i = 0; i < 3; i++)); do echo $i; done",
    'echo {1..10..3} {z..x} x{,y}z {a,{b,c}d}e "{a,b}" ${undefined}{1,2}',
    'set -- one \'two three\'; for a in $*; do echo "[$a]"; done; for a in "$@"; do echo "<$a>"; done; echo "$*"',
    "echo $((0x1f)) $((010)) $((2 ** 3 ** 2)) $((1, 2)) $((a = 5, a += 2)) $a $((a > 6 ? a : 0))",
    "function g { echo g $1; }; g 1; type -t g cd ls_not_there",
    "printf '\\x41\\101\\n'; echo -e 'a\\\\cb\\0101'; echo -e 'cut\\chere'; seq -s, 3",
    "v=/etc/httpd/conf/httpd.conf; echo ${v##*/} ${v%/*} ${v/httpd/X} ${v//httpd/X} ${v/#\\/etc/E}",
    "IFS=,; x=a,b,c; for i in $x; do echo $i; done",
    "f() { return 2; }; f || echo failed; if f; then echo y; else echo n; fi; f; echo $?",
    "ls nothing &> err; ls nothing >> err 2>&1; wc -l < err; : > err; wc -c < err",
    "for x in a b; do for y in 1 2; do [ $y = 2 ] && continue 2; echo $x$y; done; done",
]


def real_bash(line: str, folder: Path) -> tuple[str, int]:
    """What the real bash writes and returns for a line, in a folder with the same files."""
    for name, text in FILES.items():
        (folder / name).write_text(text)
    done = subprocess.run([real_program("bash"), "-c", line], cwd=folder, capture_output=True, text=True, timeout=20)
    return done.stdout, done.returncode


@pytest.mark.parametrize("line", LINES)
def test_a_line_does_what_bash_does(line: str, tmp_path: Path) -> None:
    """Standard output and exit status agree with the real shell's."""
    expected = real_bash(line, tmp_path)
    assert expected == output(line, FILES)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("echo |", "syntax error: unexpected end of file"),
        ("echo a | | b", "syntax error near unexpected token `|'"),
        ("; echo", "syntax error near unexpected token `;'"),
        ("echo (a)", "syntax error near unexpected token `a'"),
        ("if true; then", "syntax error: unexpected end of file"),
        ("echo 'open", "unexpected EOF while looking for matching `''"),
        ('echo "open', "unexpected EOF while looking for matching `\"'"),
        ("echo $(open", "unexpected EOF while looking for matching `)'"),
        ("done", "syntax error near unexpected token `done'"),
        ("echo >", "syntax error near unexpected token `newline'"),
        ("{ echo a; )", "syntax error near unexpected token `)'"),
    ],
)
def test_a_broken_line_is_refused_in_bashs_words(line: str, message: str) -> None:
    """The message names the token at which parsing stopped; nothing of the line is run."""
    with pytest.raises(ShellSyntaxError) as refusal:
        parse(line)
    assert message == str(refusal.value)


def test_an_unknown_command_is_127() -> None:
    """bash's text for a name that is in no directory of PATH."""
    result = run(stage(), "nosuchthing --help")
    assert ("-bash: nosuchthing: command not found\n", 127) == (result.stderr, result.exit)


def test_cwd_and_variables_last_from_line_to_line() -> None:
    """One login shell a node: the next line goes on where the last ended; the other node is apart."""
    bench = stage()
    run(bench, "cd /etc; greeting=hello; export greeting; f() { echo f-$1; }; alias la='ls -a'")
    result = run(bench, "pwd; echo $greeting; sh -c 'echo $greeting'; f 1; alias la")
    assert "/etc\nhello\nhello\nf-1\nalias la='ls -a'\n" == result.stdout
    assert "/root\n\n" == run(bench, "pwd; echo $greeting", "node2").stdout


def test_the_last_status_is_kept() -> None:
    """$? on the next line is the last line's exit status."""
    bench = stage()
    run(bench, "false")
    assert "1\n" == run(bench, "echo $?").stdout


def test_commands_in_the_background_are_refused() -> None:
    """What is not modelled is said to be so, with status 3."""
    result = run(stage(), "sleep 10 &")
    assert 3 == result.exit
    assert "background" in result.stderr


def test_a_loop_without_end_is_stopped() -> None:
    """A loop ends as if it had been interrupted."""
    assert 130 == run(stage(), "while true; do :; done").exit


def test_a_node_that_is_off_answers_nothing() -> None:
    """ssh's words and status."""
    from hasim.sim.power import power_off

    bench = stage()
    power_off(bench, "node1")
    result = run(bench, "ls")
    assert ("ssh: connect to host node1 port 22: No route to host\n", 255) == (result.stderr, result.exit)


def test_a_script_with_a_first_line_runs() -> None:
    """A text file with the x bit runs in a shell of its own; without it permission is denied."""
    bench = stage()
    run(bench, "cat > s.sh <<'EOF'\n#!/bin/bash\necho $0 got $1 of $#; cd /\nexit 5\nEOF")
    assert 126 == run(bench, "./s.sh a b").exit
    run(bench, "chmod +x s.sh")
    result = run(bench, "./s.sh a b; echo $? $PWD")
    assert "./s.sh got a of 2\n5 /root\n" == result.stdout
