"""How the documentation is built: `make docs`, with no network; a warning is an error.

Short pages in Markdown, the API from the docstrings. Two pictures are drawn from what they show while it is built.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geokz

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "scripts"))

from draw_imports import package, page  # noqa: E402
from draw_imports import picture as rooms  # noqa: E402
from draw_model import picture as model  # noqa: E402

made = HERE / "made"
made.mkdir(exist_ok=True)
(made / "model.svg").write_text(model(), encoding="utf-8")
(made / "rooms.svg").write_text(rooms([package(), page()]), encoding="utf-8")

project = "geokz"
author = copyright = "the geokz contributors"
version = release = geokz.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["made"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = f"geokz {version}"
html_copy_source = False
html_show_sphinx = False
