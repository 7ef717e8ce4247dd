"""What the distribution and the cluster's repository bring: unit files, settings and the catalogue of packages."""
