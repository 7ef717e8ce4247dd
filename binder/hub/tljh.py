"""The Littlest JupyterHub: copy to /opt/tljh/config/jupyterhub_config.d/hasim.py, then `sudo tljh-config reload`."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# A class starts at the same moment, and the last server waits for all others: give it more than the usual minute.
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.Spawner.default_url = "/lab/tree/hasim-lessons/en/01-failover.ipynb"
