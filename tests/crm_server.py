"""Runs the real crm many times from one start of the interpreter.

The real program takes half a second to start and thirty milliseconds to work. This script, run by the Python that crm
is installed for, loads crm's code once as its own start script does and then forks for each run: the child gets its
own arguments, standard streams, working directory and environment, calls crm's entry point and exits as it does. A
request and an answer are one line of JSON each. `tests/shell/test_crm_real.py` compares it with runs of the program.
"""

import atexit
import json
import os
import signal
import sys
import tempfile
import traceback

sys.argv = ["/usr/sbin/crm"]
sys.path.insert(0, "/usr/sbin")
sys.path = [each for each in sys.path if os.path.abspath(each) != os.path.dirname(os.path.abspath(__file__))]

from crmsh import log  # noqa: E402

log.setup_logging()
from crmsh import main  # noqa: E402


def _child(request, streams):
    os.chdir(request["cwd"])
    os.environ.update(request["environment"])
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
    sys.argv = ["/usr/sbin/crm", *request["arguments"]]
    sys.stdout.reconfigure(line_buffering=True)  # what crm and its tools print comes in the order of a terminal
    signal.alarm(120)
    try:
        code = main.run()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)


def answer(request):
    """Run crm once."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(request["stdin"].encode())
        given.flush()
        given.seek(0)
        child = os.fork()
        if child == 0:
            code = 70
            try:
                code = _child(request, (given, out, err))
            finally:
                os._exit(code & 255)
        _, status = os.waitpid(child, 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode(errors="replace"))
    return [os.waitstatus_to_exitcode(status), *texts]


with os.fdopen(os.dup(1), "w") as pipe:
    for line in sys.stdin:
        pipe.write(json.dumps(answer(json.loads(line))) + "\n")
        pipe.flush()
