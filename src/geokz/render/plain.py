"""What the page says to a browser without JavaScript, or too old for the map: plain escaped HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ..atlas import Atlas
from ..folder.frames import records
from ..names import text_column
from ..sources import cite, source_line
from .strings import strings_of, worded

# written for the oldest browser there may be, and so in its words; an engine that could not be read is no engine
_OLD_BROWSER = """<script>
(function () {
    if (typeof DecompressionStream !== "undefined" && typeof geokzEngine !== "undefined" && Object.hasOwn) return;
    function tell() {
        var box = document.createElement("div");
        box.id = "geokz-old";
        box.setAttribute("role", "alert");
        box.style.cssText = "position:fixed;top:0;left:0;right:0;bottom:0;z-index:99999;padding:40px;" +
            "overflow:auto;background:#fdfcf9;color:#24211c;font:18px/1.5 sans-serif";
        box.innerHTML = "TEXTS";
        document.body.appendChild(box);
    }
    if (document.body) tell();
    else if (document.addEventListener) document.addEventListener("DOMContentLoaded", tell, false);
    else window.attachEvent("onload", tell);
})();
</script>"""


def old_browser_script(languages: Sequence[str]) -> str:
    """A script for the head, after the engine: one sentence in each language where the engine cannot run."""
    told = strings_of(languages)["oldBrowser"].items()
    texts = "".join(f"<p lang='{code}'>{escape(str(text))}</p>" for code, text in told)
    return _OLD_BROWSER.replace("TEXTS", texts.replace("\\", "\\\\").replace('"', "&quot;"))


def plain_page(atlas: Atlas, language: str, title: Mapping[str, str] | None = None, *, local: bool = False) -> str:
    """A ``<noscript>``: the title, every thing by layer with its life and source keys, and the sources.

    ``local``: it is part of a page that is not to be passed on, and says so.
    """
    named = [language, *(code for code in atlas.languages if code != language)]
    words = {key: worded(key, named) for key in ("undated", "sources")}
    titles = title or atlas.profile.title
    headed = next((titles[code] for code in named if titles.get(code)), "")
    parts = [
        "<noscript><style>.folium-map { display: none; } .geokz-plain { max-width: 60em; margin: 0 auto; padding: 1em; "
        "font: 16px/1.5 sans-serif; } .geokz-plain li { overflow-wrap: anywhere; } "
        ".geokz-plain :is(h1, h2, p, li) { unicode-bidi: plaintext; }</style>",
        f'<main class="geokz-plain" lang="{language}">',
        f"<h1>{escape(headed)}</h1>",
        *(
            f'<p lang="{code}">{escape(str(text))}</p>'
            for code, text in strings_of(atlas.languages)["noScript"].items()
        ),
    ]
    if local:
        parts.append(f"<p>{escape(worded('localBuild', named))}</p>")
    columns, undated = [text_column("name", code) for code in named], words["undated"]
    for key, style in reversed(list(atlas.layers.items())):
        things = atlas.layer(key)
        if len(things):
            parts.append(f"<h2>{escape(style.label[language])}</h2><ul>")
            parts.extend(
                f"<li>{escape(f'{_names(names)}, {_life(when, undated)} [{_keys(source)}]')}</li>"
                for *names, when, source in things[[*columns, "when", "source"]].itertuples(index=False)
            )
            parts.append("</ul>")
    parts.append(f"<h2>{escape(words['sources'])}</h2><ul>")
    for row in records(atlas.tables["sources"]):
        line = source_line(row, named, row["url"], row["licence"])
        parts.append(f"<li>{escape(row['key'])}: {escape(line)}</li>")
    parts.append("</ul></main></noscript>")
    return "\n".join(parts)


def _names(names: Sequence[str]) -> str:
    """The name in the page's language, then in the others, for without JavaScript nobody can switch."""
    return " / ".join(dict.fromkeys(filter(None, names))) or "–"


def _life(when: str, undated: str) -> str:
    if not when:
        return undated
    return " – ".join({"": "?", "..": "…"}.get(end, end) for end in when.split("/"))


def _keys(source: str) -> str:
    return ", ".join(dict.fromkeys(citation.key for citation in cite(source)))
