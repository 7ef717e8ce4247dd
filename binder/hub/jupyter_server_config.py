"""What each learner's Jupyter server does with hasim: the same file on every hub.

The Littlest JupyterHub: /opt/tljh/user/etc/jupyter/jupyter_server_config.py. In a container: /usr/local/etc/jupyter/.
"""

from hasim.lab.lessons import home, working_copy

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# The learner's own copy of the lessons, in HASIM_LESSONS or ~/hasim-lessons. What is there already is left alone.
working_copy(home())

# A lesson that was closed gives its memory back. The session is in its file: the Board offers to resume.
c.MappingKernelManager.cull_idle_timeout = 1200
c.MappingKernelManager.cull_interval = 120
c.MappingKernelManager.cull_connected = False
