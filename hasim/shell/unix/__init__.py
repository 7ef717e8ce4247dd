"""The programs of the base system: files, text, processes, services, packages, the network."""
