"""Whether two built maps of the atlas say the same: every card in every language, the table and ``visible()``.

    python scripts/compare_maps.py maps/atlas.html other/atlas.html
    python scripts/compare_maps.py maps/atlas.html said.json       # keeps what the map says, to compare with later
    python scripts/compare_maps.py said.json other/atlas.html

Run it before and after a change of the page's code that should change nothing a reader sees. Prints what differs and
ends with 1 when something does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser import Visit, chromium, visit

LANGUAGES = ("en", "ru", "kk")
YEARS = [(year, year) for year in range(1919, 1964)] + [(1919, 1963), (1930, 1940), (1941, 1945), (1953, 1963)]
SPANS = [(1919, 1930), (1930, 1940), (1940, 1953), (1919, 1963)]
SHOWN = 20

CARDS = """async ([ids, language]) => {
  geokz.setLanguage(language);
  const texts = {};
  for (const id of ids) {
    await geokz.setTime(1937);
    geokz.select(id);
    await geokz.setTime(geokz.state().from);
    const card = document.querySelector('.geokz-card');
    const { from, to, view, undated } = geokz.state();
    const place = [JSON.stringify([from, to, undated]), JSON.stringify(view)];
    texts[id] = [card.getAttribute('aria-label'), card.innerText, ...place].join('\\n');
  }
  geokz.select(null);
  return texts;
}"""

TIMES = """async ([years, possible, undated]) => {
  const [may, not] = document.querySelectorAll('.geokz-clock-side input');
  if (may.checked !== possible) may.click();
  if (not.checked !== undated) not.click();
  const texts = {};
  for (const [from, to] of years) {
    await geokz.setTime(from, to);
    texts[`${from}-${to}`] = [
      JSON.stringify(geokz.visible().sort((a, b) => (a.id < b.id ? -1 : 1))),
      document.querySelector('.geokz-panel').innerText,
      document.querySelector('.geokz-clock-side').innerText,
    ].join('\\n');
  }
  return texts;
}"""

TABLE = """async ([years, language]) => {
  geokz.setLanguage(language);
  document.querySelectorAll('.geokz-toolbar button')[1].click();
  const texts = {};
  for (const [from, to] of years) {
    await geokz.setTime(from, to);
    const sheet = document.querySelector('.geokz-sheet-table');
    const cells = (row) => [...row.children].map((cell) => cell.textContent).join(' | ');
    const head = ['caption', '.geokz-sum'].map((part) => sheet.querySelector(part).textContent);
    texts[`${from}-${to}`] = [...head, ...[...sheet.querySelectorAll('tbody tr')].map(cells)].join('\\n');
  }
  document.querySelector('.geokz-sheet-table .geokz-close').click();
  return texts;
}"""

CHANGES = """async ([spans, language]) => {
  geokz.setLanguage(language);
  document.querySelectorAll('.geokz-toolbar button')[2].click();
  const texts = {};
  for (const [from, to] of spans) {
    await geokz.setTime(from, to);
    await new Promise((done) => setTimeout(done, 120));
    texts[`${from}-${to}`] = document.querySelector('.geokz-sheet-changes').textContent;
  }
  document.querySelector('.geokz-sheet-changes .geokz-close').click();
  return texts;
}"""

ABOUT = """async () => {
  const texts = {};
  for (const language of ['en', 'ru', 'kk']) {
    geokz.setLanguage(language);
    const parts = ['.geokz-sheet-about', '.geokz-according', '.geokz-sheet-tours'];
    texts[language] = parts.map((part) => document.querySelector(part).textContent).join('\\n');
  }
  return texts;
}"""

SEARCHES = """([words]) => Object.fromEntries(words.map((word) => [word, JSON.stringify(geokz.search(word))]))"""


def said(page: Visit, ids: list[str], words: list[str]) -> dict[str, dict[str, str]]:
    """Everything a map says, by part."""
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        found[f"cards {language}"] = page.run(CARDS, [ids, language])
    for possible, undated in ((True, False), (False, False), (True, True)):
        found[f"times {possible} {undated}"] = page.run(TIMES, [YEARS, possible, undated])
    for language in LANGUAGES:
        found[f"table {language}"] = page.run(TABLE, [[*YEARS[::4], (1919, 1963)], language])
        found[f"changes {language}"] = page.run(CHANGES, [SPANS, language])
    found["about"] = page.run(ABOUT)
    found["search"] = page.run(SEARCHES, [words])
    found["complaints"] = {"": "\n".join(page.complaints)}
    return found


def read(browser: Any, path: Path, ids: list[str], words: list[str]) -> dict[str, dict[str, str]]:
    """What one map says, in a window of one size; or what was kept of one."""
    if path.suffix == ".json":
        kept: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        return kept
    with visit(browser, path) as page:
        return said(page, ids, words)


def compare(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> int:
    """Print part by part what differs; how many texts do."""
    different = 0
    for part, texts in before.items():
        unlike = [key for key in texts.keys() | after[part].keys() if texts.get(key) != after[part].get(key)]
        different += len(unlike)
        print(f"{part}: {len(texts)} compared, {len(unlike)} differ")
        for key in sorted(unlike)[:SHOWN]:
            one, other = texts.get(key, "").split("\n"), after[part].get(key, "").split("\n")
            at = next(
                (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
            )
            for lines in (one, other):
                print(f"  {key}: {' / '.join(lines[at : at + 1])[:300]}")
    return different


def main(one: str, other: str) -> int:
    """Compare two maps, or keep what the first says; the number that ends the program."""
    import geokz

    atlas = geokz.Atlas.load()
    names = [name for column in ("name_en", "name_ru", "name_kk") for name in atlas.things[column] if name]
    words = sorted({*names, *(name[: len(name) // 2 + 2] for name in names)})
    with chromium() as browser:
        before = read(browser, Path(one), list(atlas.things.index), words)
        if other.endswith(".json"):
            Path(other).write_text(json.dumps(before, ensure_ascii=False), encoding="utf-8")
            return 0
        after = read(browser, Path(other), list(atlas.things.index), words)
    return 1 if compare(before, after) else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
