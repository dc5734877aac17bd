"""The browser part as one script: the ES modules of ``js/`` in order of their imports, each in a function of its own.

A module takes what it imports from those before it and gives what it exports, so two modules may use one name for
two things. Only ``import { … } from './…';`` and ``export`` before a declaration are understood; anything else is an
error here, not in the reader's browser.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r"^import \{(?P<names>[^}]*)\} from '(?P<path>\.[\w./-]+)\.js';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<what>(?:async )?(?:function|class|const|let)\*? (?P<name>\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def module_order(entry: str = "main") -> list[str]:
    """The modules an entry needs, by their paths below ``js/``, each after those it imports."""
    order: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"modules import each other in a circle: {' > '.join((*above, name))}")
        if name in order:
            return
        for match in _IMPORT.finditer(_source(name)):
            visit(_beside(name, match["path"]), (*above, name))
        order.append(name)

    visit(entry, ())
    return order


@cache
def engine_script() -> str:
    """One classic script that defines ``geokzEngine``, with all other names kept inside."""
    body = "".join(_wrapped(name, _source(name)) for name in module_order())
    head = "var geokzEngine = (() => {\n'use strict';\nconst modules = {};\n"
    return f"{head}{body}return modules['main'].engine;\n}})();\n"


@cache
def style_sheet() -> str:
    """The page's style sheet: the files of ``css/``, ``page.css`` first."""
    sheets = sorted(files(__package__).joinpath("css").iterdir(), key=lambda file: (file.name != "page.css", file.name))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _wrapped(name: str, source: str) -> str:
    """One module as a function called at once that gives its exports."""

    def taken(match: re.Match[str]) -> str:
        names = " ".join(match["names"].replace(" as ", ": ").split())
        return f"const {{ {names} }} = modules['{_beside(name, match['path'])}'];\n"

    exports = [match["name"] for match in _EXPORT.finditer(source)]
    body = _EXPORT.sub(lambda match: match["what"], _IMPORT.sub(taken, _COMMENT.sub("", source)))
    if left := _LEFT.search(body):
        raise ValueError(f"js/{name}.js: cannot join '{left[0]}'; write it as import {{ … }} from './….js';")
    return f"modules['{name}'] = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _beside(name: str, path: str) -> str:
    """The path below ``js/`` of what a module names from where it stands."""
    return normpath(join(dirname(name), path))


@cache
def _source(name: str) -> str:
    return files(__package__).joinpath("js", *f"{name}.js".split("/")).read_text(encoding="utf-8")
