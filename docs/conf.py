"""Sphinx reads this; docs/build.py gathers what it reads."""

from __future__ import annotations

import hasim

project = "hasim"
author = "the hasim developers"
copyright = "the hasim developers"
version = release = hasim.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "index"
html_theme = "furo"
html_title = "hasim"
html_show_sphinx = False
html_copy_source = False

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

default_role = "literal"  # docstrings say `name`
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_default_options = {"members": True, "show-inheritance": False}
