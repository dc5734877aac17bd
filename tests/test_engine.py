"""The page's modules joined into one script: each in a scope of its own, after those it imports."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from geokz.render import engine

NODE = shutil.which("node")


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch):
    """What node prints of ``geokzEngine`` when the modules are these."""

    def run(modules: dict[str, str], print_: str = "geokzEngine") -> str:
        monkeypatch.setattr(engine, "_source", modules.__getitem__)
        engine.engine_script.cache_clear()
        try:
            script = engine.engine_script()
        finally:
            engine.engine_script.cache_clear()
        if NODE is None:
            pytest.skip("node is not installed")
        told = subprocess.run(
            [NODE, "--eval", f"{script}console.log(JSON.stringify({print_}))"], capture_output=True, text=True
        )
        assert told.returncode == 0, told.stderr
        return told.stdout.strip()

    return run


def test_two_modules_may_use_one_name_for_two_things(joined) -> None:
    modules = {
        "data/one": "const SIZE = 1;\nexport const one = SIZE;\n",
        "data/two": "const SIZE = 2;\nexport const two = SIZE;\n",
        "main": "import { one } from './data/one.js';\nimport { two } from './data/two.js';\n"
        "export const engine = [one, two];\n",
    }
    assert joined(modules) == "[1,2]"
    assert joined(modules, "typeof SIZE") == '"undefined"'


def test_an_import_is_followed_up_and_into_folders_and_may_take_another_name(joined) -> None:
    modules = {
        "data/life": "export function state() {\n  return 'certain';\n}\n",
        "map/hub": "import {\n  state as known,\n} from '../data/life.js';\nexport const hub = known();\n",
        "main": "import { hub } from './map/hub.js';\nexport const engine = hub;\n",
    }
    assert joined(modules) == '"certain"'


def test_a_module_that_two_others_import_runs_once(joined) -> None:
    modules = {
        "data/count": "export const seen = [];\nseen.push('run');\n",
        "map/a": "import { seen } from '../data/count.js';\nexport const a = seen;\n",
        "map/b": "import { seen } from '../data/count.js';\nexport const b = seen;\n",
        "main": "import { a } from './map/a.js';\nimport { b } from './map/b.js';\n"
        "export const engine = [a.length, a === b];\n",
    }
    assert joined(modules) == "[1,true]"


def test_modules_that_import_each_other_are_refused_by_name(joined) -> None:
    modules = {
        "a": "import { b } from './b.js';\nexport const a = b;\n",
        "b": "import { a } from './a.js';\nexport const b = a;\n",
        "main": "import { a } from './a.js';\nexport const engine = a;\n",
    }
    with pytest.raises(ValueError, match="main > a > b > a"):
        joined(modules)


@pytest.mark.parametrize(
    "line", ["import * as all from './data/life.js';", "export default 1;", "export { hub };", "import './side.js';"]
)
def test_what_cannot_be_joined_is_refused_here_and_not_in_the_browser(joined, line: str) -> None:
    with pytest.raises(ValueError, match=r"js/main\.js: cannot join"):
        joined({"main": f"{line}\nexport const engine = 1;\n"})


def test_the_page_needs_every_module_there_is() -> None:
    folder = engine.files("geokz.render").joinpath("js")
    there = {f"{room.name}/{file.name}" for room in folder.iterdir() if room.is_dir() for file in room.iterdir()}
    assert {f"{name}.js" for name in engine.module_order()} - {"main.js"} == {
        name for name in there if name.endswith(".js")
    }
