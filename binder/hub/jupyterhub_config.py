"""A JupyterHub on this machine alone, for `benchmarks/hub.py`: never for people.

Anybody gets in, all learners are one system user, and it ends by itself. For a class see `tljh.yaml` and `values.yaml`.
Environment: HASIM_HUB_PLACE (its folder), HASIM_HUB_PORTS (public, hub, proxy), HASIM_HUB_PROXY (the proxy's command)
and HASIM_HUB_SECONDS (when to end).
"""

import os
import signal
import sys
import threading
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821

place = Path(os.environ["HASIM_HUB_PLACE"])
public, hub, proxy = os.environ["HASIM_HUB_PORTS"].split(",")
seconds = float(os.environ.get("HASIM_HUB_SECONDS", "1800"))

c.JupyterHub.bind_url = f"http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{hub}"
c.JupyterHub.db_url = f"sqlite:///{place / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(place / "cookie_secret")
c.JupyterHub.cleanup_servers = True
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = [os.environ.get("HASIM_HUB_PROXY", "configurable-http-proxy")]
c.ConfigurableHTTPProxy.pid_file = str(place / "proxy.pid")

c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True

# A class starts at the same moment; on a small machine the last server waits for all others.
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.concurrent_spawn_limit = 100
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.default_url = "/lab/tree/hasim-lessons/en/01-failover.ipynb"
c.Spawner.environment = {"JUPYTER_CONFIG_PATH": str(Path(__file__).parent)}
c.Spawner.env_keep = ["PATH", "PYTHONPATH", "LANG", "LC_ALL"]
c.SimpleLocalProcessSpawner.home_dir_template = str(place / "home" / "{username}")

# A server that is left behind ends by itself.
c.Spawner.args = ["--ServerApp.ip=127.0.0.1", f"--ServerApp.shutdown_no_activity_timeout={seconds:.0f}"]
if getattr(os, "geteuid", lambda: 1)() == 0:
    c.Spawner.args += ["--allow-root"]

timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
timer.daemon = True
timer.start()
