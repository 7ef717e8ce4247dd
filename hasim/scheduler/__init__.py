"""Where resources go and what has to be done about it: ``schedule(cib, now) -> Decision``."""
