"""The real pcs, loaded once and forked for each command: run by the Python that pcs itself runs under.

It reads a JSON list of words a line, and answers with one JSON object: exit, stdout, stderr. To load pcs takes half a
second, to fork next to nothing.
"""

import json
import os
import sys
import tempfile

from pcs import app


def run(words: list[str]) -> dict[str, object]:
    """Run one command in a process of its own."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            status = 70
            try:
                app.main(words)
                status = 0
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return {"exit": status, "stdout": texts[0], "stderr": texts[1]}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
