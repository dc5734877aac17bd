"""The browser part as one script: the ES modules of ``js/`` in order of their imports, in one scope."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r"^import \{[^}]*\} from '\./(?P<name>[\w-]+)\.js';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)


def module_order(entry: str = "main") -> list[str]:
    """The names of the modules an entry needs, each after those it imports."""
    order: list[str] = []

    def visit(name: str) -> None:
        for match in _IMPORT.finditer(_source(name)):
            if match["name"] not in order:
                visit(match["name"])
        order.append(name)

    visit(entry)
    return list(dict.fromkeys(order))


@cache
def engine_script() -> str:
    """One classic script that defines ``geokzEngine``; the names at the top of modules are all distinct."""
    body = "".join(_EXPORT.sub("", _COMMENT.sub("", _IMPORT.sub("", _source(name)))) for name in module_order())
    return f"var geokzEngine = (() => {{\n'use strict';\n{body}return engine;\n}})();\n"


@cache
def style_sheet() -> str:
    """The page's style sheet: the files of ``css/``, ``page.css`` first."""
    sheets = sorted(files(__package__).joinpath("css").iterdir(), key=lambda file: (file.name != "page.css", file.name))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


@cache
def _source(name: str) -> str:
    return files(__package__).joinpath("js", f"{name}.js").read_text(encoding="utf-8")
