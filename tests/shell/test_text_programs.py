"""sed, grep and the other text programs do what the real ones do with the same files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.shell.world import in_folder, output, run
from tests.support import real_program

FILES = {
    "repo": "[base]\nname=CentOS-$releasever - Base\nenabled=1\n"
    "\n[updates]\nname=Updates\n\n# comment\n[extras]\nname=Extras\n",
    "unit": "[Service]\nExecStart=/usr/sbin/corosync -f\n"
    "#Restart=on-failure\n#RestartSec=70\n#ExecStartPre=/sbin/modprobe softdog\n",
    "words": "apple 3\nbanana 10\ncherry 1\napple 3\nDate 7\n",
    "tabs": "a\tb\tc\nd\te\tf\n",
    "noend": "first\nlast without end",
    "empty": "",
    "numbers": "\n".join(str(n) for n in range(1, 31)) + "\n",
}

LINES = [
    "sed 's/name/NAME/' repo",
    "sed 's/e/E/g' repo",
    "sed 's/e/E/2' repo",
    "sed -n '/^\\[/p' repo",
    "sed -n '2,4p' repo",
    "sed '2,4d' repo",
    "sed '/^#/d' repo",
    "sed '/^$/d' repo",
    "sed '/^\\[base\\]/a exclude=pacemaker* corosync*' repo",
    "sed -e '/^\\[base\\]/a exclude=x' -e '/^\\[updates\\]/a exclude=y' repo",
    "sed '/updates/i before' repo",
    "sed '/updates/a one\\ntwo\\tthree\\x41\\d066\\o103\\q' repo",
    "sed '/updates/a \\tone' repo",
    "sed '/updates/i a\\\\nb' repo",
    "sed '/updates/c changed' repo",
    "sed '$a at the end' repo",
    "sed '1i at the start' repo",
    "sed -e 's/^#Restart=on/Restart=on/' -e 's@^#ExecStartPre=/sbin/mod@ExecStartPre=/sbin/mod@' unit",
    "sed 's/^#//' unit",
    "sed -n 's/^#\\(Restart.*\\)/\\1/p' unit",
    "sed -E 's/(Restart)([A-Z]?)/<\\1|\\2>/' unit",
    "sed -r 's/[0-9]+/N/' words",
    "sed 's/[a-z]*/(&)/' words",
    "sed 's/[[:upper:]]/_/; s/ /-/' words",
    "sed 's/\\(app\\)le/\\1LE/;/banana/d' words",
    "sed '/banana/,/cherry/s/^/> /' words",
    "sed '/banana/,$d' words",
    "sed '2q' words",
    "sed -n '$p' words",
    "sed -n '$=' words",
    "sed '1!d' words",
    "sed 'y/abc/ABC/' words",
    "sed 'N;s/\\n/+/' words",
    "sed -n 'h;n;G;p' words",
    "sed '1~2d' words",
    "sed '2,+1d' words",
    "sed 's/a\\|e/X/g' words",
    "sed -E 's/a|e/X/g; s/X{2}/Y/' words",
    "sed 's/x*/-/g' tabs",
    "sed 's/\\t/ /g' tabs",
    "sed 's/last/LAST/' noend",
    "sed 's/a/b/' empty",
    "sed '/b/{s/a/A/;s/n/N/g}' words",
    "sed 's/apple/\\U&/' words",
    "sed 's|/sbin|/usr/sbin|' unit",
    "sed = words",
    "sed -e :a -e '$!N;s/\\n/,/;ta' words; sed -n '/banana/{n;p}' words",
    "sed '0,/a/s//X/' words; sed '/apple/b;s/$/!/' words",
    "sed '$!N;$!D' words; sed 'n;d' words; sed -n '1!G;h;$p' words",
    "sed -i 's/apple/pear/' words; cat words",
    "sed -i.bak '/apple/d' words; cat words words.bak",
    "sed -i -e 's/two_node: 1/x/' words && echo same",
    "sed 's/a/b' words; echo $?",
    "sed k words; echo $?",
    "sed s/a/b/ missing; echo $?",
    "grep name repo",
    "grep -n name repo",
    "grep -c name repo",
    "grep -v name repo",
    "grep -i DATE words",
    "grep -o '[0-9]*' words",
    "grep -E 'apple|Date' words",
    "grep 'apple\\|Date' words",
    "grep -F '[base]' repo",
    "grep '^\\[' repo unit",
    "grep -h '^\\[' repo unit",
    "grep -l Restart *",
    "grep -L Restart *",
    "grep -q apple words; echo $?",
    "grep nothing words; echo $?",
    "grep x missing; echo $?",
    "grep -A1 banana words",
    "grep -B1 -n banana words",
    "grep -C 1 banana words",
    "grep -w app words; echo $?",
    "grep -x 'cherry 1' words",
    "grep -m1 apple words",
    "grep -r Restart . | sort",
    "grep -e apple -e Date words",
    "grep -vE '^#|^$' repo",
    "grep -E '^[a-z]+ [0-9]{2}$' words",
    "grep '[[:digit:]]\\+' words",
    "grep -on a words",
    "egrep 'b(an)+a' words",
    "cat words | grep -c a",
    "ps_like='a b'; echo \"$ps_like\" | grep -v grep",
    "head -3 numbers; head -n -27 numbers; head -c 5 numbers",
    "tail -3 numbers; tail -n +29 numbers; tail -n 2 words",
    "head -n 1 words tabs",
    "wc -l words; wc words; wc -w < words; cat words | wc -c; wc -l words tabs",
    "sort words; sort -r words; sort -u words",
    "sort -n numbers | head -3; sort -k2 -n words; sort -k2,2nr words",
    "sort -t: -k2 <<EOF\nb:2\na:1\nEOF",
    "sort words | uniq; sort words | uniq -c; sort words | uniq -d",
    "tr a-z A-Z < words; tr -d '0-9' < words; tr -s ' ' < words; tr '\\n' ',' < words",
    "tr -cd 'a-z\\n' < words",
    "cut -d' ' -f2 words; cut -f1,3 tabs; cut -c1-3 words; cut -d' ' -f2- words",
    "cat -n words; cat -A tabs; cat -b repo",
    "tac words; nl words",
    "echo x | tee copy; cat copy; echo y | tee -a copy > /dev/null; cat copy",
    "diff repo repo; echo $?",
    "sed 's/name/title/' repo > new; diff repo new; echo $?",
    "sed '3d' words > new; diff words new; sed '1i top' words > new; diff words new",
    "cmp -s words repo; echo $?",
    "md5sum words",
    "awk '{print $2}' words",
    "awk -F= '/name/ {print $2}' repo",
    "awk 'NR==2' words; awk 'END {print NR}' words",
    "awk '{s += $2} END {print s}' words",
    "awk '$2 > 5 {print $1, $2}' words",
    "awk '/banana/,/cherry/' words; awk '!/apple/' words; awk 'NF' repo",
    "awk 'BEGIN {x = 1} {print x++, $NF, length($1)}' words",
    "awk '{printf \"%-10s|%3d\\n\", $1, $2}' words",
    "awk '$1 == \"apple\" {n++} END {print n+0}' words",
    "awk '{print toupper($1) \"-\" substr($1, 2, 3)}' words",
    "awk '{c[$1]++} END {for (k in c) print k, c[k]}' words | sort",
    "awk -v x=5 '$2 >= x' words; awk '{if ($2 % 2) print $1; else print \"-\"}' words",
    "awk '{gsub(/a/, \"A\"); print}' words; awk '{sub(/p+/, \"[&]\"); print $0}' words",
]


@pytest.mark.parametrize("line", LINES)
def test_a_program_writes_what_the_real_one_writes(line: str, tmp_path: Path) -> None:
    """Standard output and exit status agree with the real programs'."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    environment = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [real_program("bash"), "-c", line], cwd=tmp_path, capture_output=True, text=True, env=environment, timeout=20
    )
    assert (done.stdout, done.returncode) == output(line, FILES)


def test_vi_is_refused_with_a_way_out() -> None:
    """There is no screen to edit on; the refusal names what to do instead."""
    result = run(in_folder({}), "vi /etc/hosts")
    assert 3 == result.exit
    assert "sed -i" in result.stderr


def test_tail_f_prints_one_screen() -> None:
    """A program without an end prints what there is and stops."""
    assert "x\ny\n" == run(in_folder({"log": "x\ny\n"}), "tail -f log").stdout
