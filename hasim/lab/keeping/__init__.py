"""Autosave and downloads: what of a Board outlives its kernel."""
