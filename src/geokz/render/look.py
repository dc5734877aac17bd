"""How a layer of one's own looks: colours, shape and size, for all things alike or by a column, checked by name.

A wrong value is told with the name of its argument before anything is drawn.
"""

from __future__ import annotations

import colorsys
import math
import operator
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from branca.colormap import ColorMap, LinearColormap, linear
from rapidfuzz import fuzz, process

from ..dates import iso_day
from ..days import is_whole
from ..errors import LayerError
from ..folder.layers import SHAPES
from ..layers import headings
from ..layers.headings import wrong_column
from ..layers.numbers import read_numbers
from ..layers.read import texts_of
from ..layers.series import numbers_of

# Okabe and Ito, "Color Universal Design": told apart by nearly every eye; black is left for what has no value
CATEGORIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7b1e2b", "#8c8000")
MISSING = "#8a857c"
SIZES = (2.5, 14.0)
LARGEST = 40.0
STEPS = 64
_SCHEMES = (  # those below the first two are mapclassify's
    *("quantiles", "equal_interval", "box_plot", "fisher_jenks", "fisher_jenks_sampled", "head_tail_breaks"),
    *("jenks_caspall", "jenks_caspall_forced", "jenks_caspall_sampled", "max_p", "maximum_breaks", "natural_breaks"),
    *("percentiles", "pretty_breaks", "std_mean"),
)
_QUALITATIVE = {"Accent", "Dark2", "Paired", "Pastel1", "Pastel2", "Set1", "Set2", "Set3"}  # those of ColorBrewer
_FUNCTION = re.compile(r"(rgb|hsl)a?\(\s*([\d.]+)\s*[, ]\s*([\d.]+)%?\s*[, ]\s*([\d.]+)%?\s*(?:[,/]\s*[\d.]+%?\s*)?\)")


@dataclass(frozen=True)
class Paint:
    """Colours by a column: which of ``colours`` each row has, and for the legend the ``labels`` of the colours; and
    what is to be told of how its numbers were read."""

    column: str
    colours: list[str]
    of: np.ndarray
    labels: list[str]
    told: Sequence[str] = ()

    @property
    def known(self) -> list[str]:
        """The colours of what the column knows, but for that of the rows without a value."""
        return [colour for colour in self.colours if colour != MISSING] or self.colours


def css_colour(value: Any, argument: str) -> str:
    """Any colour that CSS knows by name, ``#rgb``, ``#rrggbb``, ``rgb()`` or ``hsl()``, as ``#rrggbb``; how solid it is
    is passed over.

    >>> css_colour("tomato", "color"), css_colour("#abc", "color"), css_colour("rgb(0, 109, 119)", "color")
    ('#ff6347', '#aabbcc', '#006d77')
    """
    text = str(value).strip().lower()
    if re.fullmatch(r"#([0-9a-f]{2}){3,4}", text):
        return text[:7]
    if re.fullmatch(r"#[0-9a-f]{3,4}", text):
        return "#" + "".join(2 * letter for letter in text[1:4])
    if function := _FUNCTION.fullmatch(text):
        first, second, third = (float(part) for part in function.groups()[1:])
        if function[1] == "hsl":
            parts = [255 * part for part in colorsys.hls_to_rgb(first / 360, third / 100, second / 100)]
        else:
            parts = [first, second, third]
        if max(parts) <= 255:
            return "#" + "".join(f"{round(part):02x}" for part in parts)
    elif text == "rebeccapurple":  # the youngest name, which branca has not
        return "#663399"
    elif isinstance(value, str) and text.isalpha():
        try:
            return str(LinearColormap([text, text]).rgb_hex_str(0)).lower()
        except ValueError:
            pass
    raise LayerError(f"{argument}={value!r} is no colour; give a name such as tomato, or write it as #7b1e2b")


def checked_shape(shape: Any) -> str:
    """One of the shapes; another is refused."""
    if shape not in SHAPES:
        raise LayerError(f"shape={shape!r}: the shape '{shape}' is unknown; choose one of {', '.join(SHAPES)}")
    return str(shape)


def checked_number(value: Any, argument: str, low: float, high: float, what: str) -> float:
    """A number in its range; a text, a list, nothing and what is no number are refused."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not low < value <= high:
        raise LayerError(f"{argument}={value!r} is not {what}; give a number above {low:g}, up to {high:g}")
    return float(value)


def checked_range(sizes: Any) -> tuple[float, float]:
    """The smallest and the largest size, in pixels."""
    if not isinstance(sizes, Sequence) or isinstance(sizes, str) or len(sizes) != 2:
        raise LayerError(f"size_range={sizes!r} is no pair; give the smallest and the largest size, such as (3, 14)")
    low, high = (
        checked_number(size, "size_range", 0, LARGEST, "half the width of a symbol in pixels") for size in sizes
    )
    if high < low:
        raise LayerError(f"size_range={sizes!r} is reversed; give the smaller size first")
    return low, high


def sizes_by(values: pd.Series, size_range: tuple[float, float]) -> tuple[np.ndarray, float, float, list[str]]:
    """Half widths in pixels whose areas grow with the values, the smallest where there is none, or none above zero;
    the least and the greatest value above zero; and what is to be told of cells that hold no number."""
    numbers, told = numbers_of(values)
    if len(numbers) and not np.isfinite(numbers).any():
        raise LayerError(f"size={values.name!r}: the column '{values.name}' holds no numbers")
    amounts = np.where(np.isfinite(numbers) & (numbers > 0), numbers, 0)
    low, high = size_range
    top = float(amounts.max()) if len(amounts) and amounts.max() > 0 else 1.0
    least = float(amounts[amounts > 0].min()) if (amounts > 0).any() else 0.0
    return low + (high - low) * np.sqrt(amounts / top), least, top, told


def examples_of(top: float, least: float = 0) -> list[float]:
    """Round numbers whose symbols a legend shows: the greatest below ``top``, and about a quarter and a twentieth; or,
    where no number is that small, two between the ``least`` and the greatest.

    >>> examples_of(27504), examples_of(7), examples_of(0.9)
    ([20000.0, 5000.0, 1000.0], [5.0, 1.0], [0.5, 0.2])
    >>> examples_of(9.1, 5.5), examples_of(5, 5)
    ([9.0, 6.0], [5.0])
    """
    found: list[float] = []
    for share in (1, 4, 20):
        number = _round_below(top / share)
        if number not in found and (number >= 1 or top < 1):
            found.append(number)
    found = found[:2] if top < 1 else found
    if found[-1] >= least:
        return found
    step = _round_below((top - least) / 3) if top > least else top
    high, low = math.floor(top / step + 1e-9) * step, math.ceil(least / step - 1e-9) * step
    return [float(f"{number:g}") for number in dict.fromkeys((high, low))]


def _round_below(number: float) -> float:
    """The greatest of 1, 2 and 5 times a power of ten that is not above a number."""
    power = 10.0 ** math.floor(math.log10(number))
    return float(f"{next(digit for digit in (5, 2, 1) if digit * power <= number * (1 + 1e-12)) * power:g}")


def paint_by(
    values: pd.Series,
    *,
    categories: Mapping[Any, Any] | Sequence[Any] | bool | None = None,
    cmap: str | Sequence[str] | None = None,
    scheme: str | None = None,
    k: int = 5,
    drawn: np.ndarray | None = None,
) -> Paint:
    """Colours by a column: of numbers along ``cmap`` (in classes by ``scheme``), of anything else by category.

    ``categories`` maps values to colours, or lists the values in order, or says by ``True`` that numbers are names.
    ``drawn`` are the positions of values that are on the map; others, such as sums, go no further than these do.
    """
    if scheme is not None and not isinstance(scheme, str):
        raise LayerError(f"scheme={scheme!r} is no name of a way to class; say quantiles, equal_interval or another")
    kind = values.dtype
    truths = pd.api.types.is_bool_dtype(values) or pd.api.types.infer_dtype(values) == "boolean"
    if categories is not None or truths or (isinstance(kind, pd.CategoricalDtype) and scheme is None):
        return _by_category(values, categories, cmap)
    if pd.api.types.is_datetime64_any_dtype(values):
        days = values.astype("datetime64[s]") if values.dt.tz is None else values.dt.tz_localize(None)
        numbers = (days - pd.Timestamp(0)).dt.days.to_numpy(dtype=float, na_value=np.nan)
        return _continuous(pd.Series(numbers, name=values.name), cmap, lambda day: iso_day(int(day)))
    numeric = pd.api.types.is_numeric_dtype(values)
    numbers, told = read_numbers(values)
    empty = np.array([text == "" for text in texts_of(values)], dtype=bool)
    if numeric or scheme or (np.isfinite(numbers[~empty]).all() and not empty.all()):
        if drawn is not None and np.isfinite(numbers[drawn]).any():
            numbers = np.clip(numbers, np.nanmin(numbers[drawn]), np.nanmax(numbers[drawn]))
        known = pd.Series(numbers, name=values.name)
        paint = _classes(known, cmap, scheme, k) if scheme else _continuous(known, cmap)
        return replace(paint, told=told)
    return _by_category(values, categories, cmap)


def _by_category(values: pd.Series, categories: Any, cmap: Any) -> Paint:
    if isinstance(categories, np.ndarray | pd.Series | pd.Index):
        categories = categories.tolist()
    if isinstance(categories, Mapping | list | tuple) and not categories:
        raise LayerError(f"categories={categories!r} is empty; give the values in order, or their colours by value")
    if not (categories is None or isinstance(categories, Mapping | Sequence | bool)) or isinstance(categories, str):
        raise LayerError(f"categories={categories!r} is no list; give the values in order, or their colours by value")
    texts = pd.Series(texts_of(values), name=values.name)
    present = [text for text in texts.value_counts().index if text]
    if isinstance(categories, Mapping):
        colours = {str(value): css_colour(colour, f"categories[{value!r}]") for value, colour in categories.items()}
        order = list(colours)
    else:
        order = sorted(present, key=_natural)
        if isinstance(values.dtype, pd.CategoricalDtype):
            order = [str(value) for value in values.dtype.categories if str(value) in present]
        if isinstance(categories, Sequence):
            order = list(dict.fromkeys(str(value) for value in categories if not pd.isna(value)))
        ramp = _in_order(cmap, len(order)) if cmap is not None else [category(at) for at in range(len(order))]
        colours = dict(zip(order, ramp, strict=True))
    other = any(text not in colours for text in texts)
    if len(order) > 250:
        raise LayerError(f"column={values.name!r}: has {len(order)} different values; group them into at most 250")
    place = {text: at for at, text in enumerate(order)}
    of = texts.map(lambda text: place.get(text, len(order))).to_numpy(dtype=np.uint8)
    extra = ([MISSING], ["–"]) if other else ([], [])
    return Paint(str(values.name), [colours[text] for text in order] + extra[0], of, order + extra[1])


def _natural(text: str) -> list[Any]:
    """Texts in order, numbers in them by their value."""
    return [int(part) if at % 2 else part for at, part in enumerate(re.split(r"([0-9]+)", text))]


def category(at: int) -> str:
    """The colour of a category by its position: the eight, then the same paler, then darker; then all over again.

    >>> category(0), category(8), category(16), category(24)
    ('#0072b2', '#80b8d8', '#00446b', '#0072b2')
    """
    ground, share = (("#ffffff", 0.0), ("#ffffff", 0.5), ("#000000", 0.4))[at // len(CATEGORIES) % 3]
    pairs = zip(_parts(CATEGORIES[at % len(CATEGORIES)]), _parts(ground), strict=True)
    return "#" + "".join(f"{round(part + (other - part) * share):02x}" for part, other in pairs)


def _parts(colour: str) -> list[int]:
    """Red, green and blue of ``#rrggbb``."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _continuous(values: pd.Series, cmap: Any, shown: Callable[[float], str] | None = None) -> Paint:
    numbers = values.to_numpy(dtype=float)
    known = np.isfinite(numbers)
    if not known.any():
        return Paint(str(values.name), [MISSING], np.zeros(len(numbers), dtype=np.uint8), ["–"])
    low, high = float(numbers[known].min()), float(numbers[known].max())
    steps = np.zeros(len(numbers), dtype=np.uint8)
    steps[known] = np.minimum(STEPS - 1, (numbers[known] - low) / ((high - low) or 1) * STEPS).astype(np.uint8)
    steps[~known] = STEPS
    labels = [""] * STEPS
    labels[0], labels[-1] = (shown or _figure)(low), (shown or _figure)(high)
    extra = [] if known.all() else [MISSING]
    return Paint(str(values.name), _ramp(cmap, STEPS) + extra, steps, labels + ["–"] * len(extra))


def _figure(number: float) -> str:
    """A number for a legend: four figures of it at the least, and all before the decimal point.

    >>> _figure(1234567), _figure(1738.6), _figure(0.25), _figure(1e-9)
    ('1,234,567', '1,739', '0.25', '1e-09')
    """
    if number and not 1e-4 <= abs(number) < 1e15:
        return f"{number:g}"
    digits = max(0, 3 - math.floor(math.log10(abs(number)))) if number else 0
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _classes(values: pd.Series, cmap: Any, scheme: str, k: int) -> Paint:
    numbers = values.to_numpy(dtype=float)
    known = np.isfinite(numbers)
    tops = _tops(numbers[known], scheme, k, str(values.name))
    whole = bool((numbers[known] % 1 == 0).all())
    if whole:
        tops = [top for top in dict.fromkeys(map(math.floor, tops)) if top >= numbers[known].min()]
    of = np.full(len(numbers), len(tops), dtype=np.uint8)
    of[known] = np.minimum(len(tops) - 1, np.searchsorted(tops, numbers[known]))
    bottoms = [numbers[known].min(), *tops[:-1]]
    if whole:  # from the first to the last of each class
        bottoms = [bottoms[0], *(low + 1 for low in bottoms[1:])]
    ends = zip(bottoms, tops, strict=True)
    labels = [_figure(high) if low >= high else f"{_figure(low)} – {_figure(high)}" for low, high in ends]
    extra = [] if known.all() else [MISSING]
    return Paint(str(values.name), _ramp(cmap, len(tops)) + extra, of, labels + ["–"] * len(extra))


def _tops(numbers: np.ndarray, scheme: str, k: int, column: str) -> list[float]:
    """The upper ends of the classes: quantiles and equal intervals worked out here, others by mapclassify."""
    if not is_whole(k) or not 1 <= operator.index(k) <= 200:
        raise LayerError(f"k={k!r} is no number of classes; give a whole number from 1 to 200")
    if not len(numbers):
        raise LayerError(f"column={column!r}: the column '{column}' holds no numbers to be classed")
    folded = headings.folded(scheme)
    if folded == "quantiles":
        return [float(top) for top in np.unique(np.quantile(numbers, np.arange(1, k + 1) / k))]
    if folded in {"equalinterval", "equalintervals"}:
        return [float(top) for top in np.unique(np.linspace(numbers.min(), numbers.max(), k + 1)[1:])]
    if folded == "userdefined":
        raise LayerError(
            f"scheme='{scheme}' needs limits, which nothing here takes; make classes by pandas.cut, and say column="
        )
    near = process.extractOne(folded, _SCHEMES, scorer=fuzz.ratio, score_cutoff=80, processor=headings.folded)
    if near and near[1] < 100:
        raise LayerError(f"scheme='{scheme}' is unknown; perhaps '{near[0]}'?")
    try:
        import mapclassify
    except ImportError:
        raise LayerError(
            f"scheme='{scheme}' needs mapclassify (pip install mapclassify); quantiles and equal_interval do not"
        ) from None
    try:
        return [float(top) for top in mapclassify.classify(numbers, scheme, k=k).bins]
    except (KeyError, ValueError, TypeError) as problem:
        why = str(problem).partition("\n")[0]
        raise LayerError(f"scheme='{scheme}' is none that mapclassify can use here: {why}") from None


def _in_order(cmap: Any, count: int) -> list[str]:
    """Colours for so many categories: of a colour map made for them its first, of another from end to end."""
    largest = sorted(name for name in dir(linear) if name.startswith(f"{str(cmap).partition('_')[0].capitalize()}_"))
    if isinstance(cmap, str) and largest and largest[0].partition("_")[0] in _QUALITATIVE:
        colours = getattr(linear, largest[-1]).colors
        if count <= len(colours):
            return ["#" + "".join(f"{round(255 * part):02x}" for part in colour[:3]) for colour in colours[:count]]
    return _ramp(cmap, count)


def _ramp(cmap: Any, count: int) -> list[str]:
    """So many colours from the first to the last of a colour map: its name, or a list of colours."""
    if cmap is None or isinstance(cmap, str):
        name = (cmap or "viridis").lower()
        known = sorted((scheme for scheme in dir(linear) if not scheme.startswith("_")), reverse=True)
        by_folded = {scheme.lower(): scheme for scheme in known}
        found = by_folded.get(name) or next((s for s in known if s.lower().startswith(f"{name}_")), None)
        if found is None and name.endswith("_r"):
            return _ramp(name.removesuffix("_r"), count)[::-1]
        if found is None:
            names = sorted({scheme.partition("_")[0] for scheme in known})
            near = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=75, processor=str.lower)
            hint = f"perhaps '{near[0]}'? " if near else ""
            raise LayerError(
                f"cmap={cmap!r} is unknown; {hint}take viridis, plasma, YlOrRd_09 or another of branca.colormap, or "
                f"one of matplotlib's itself, as matplotlib.colormaps[{cmap!r}]"
            )
        colours = getattr(linear, found)
    elif isinstance(cmap, ColorMap):
        colours = cmap
    elif callable(cmap):  # a colour map of matplotlib: shares of red, green and blue for a number from 0 to 1
        try:
            shares = [[float(part) for part in cmap(at / max(1, count - 1))[:3]] for at in range(count)]
        except (TypeError, ValueError):
            raise LayerError("cmap= gives no shares of red, green and blue, as colour maps of matplotlib do") from None
        return ["#" + "".join(f"{round(255 * part):02x}" for part in parts) for parts in shares]
    elif isinstance(cmap, Sequence) and cmap:
        ends = [css_colour(colour, "cmap") for colour in cmap]
        colours = LinearColormap(ends if len(ends) > 1 else 2 * ends)
    else:
        raise LayerError(f"cmap={cmap!r} is no colour map; give its name, a list of colours, or one of matplotlib's")
    low, high = colours.vmin, colours.vmax
    steps = np.linspace(low, high, count) if count > 1 else [low]
    return [str(colours.rgb_hex_str(float(step)))[:7].lower() for step in steps]


def columns_of(value: Any, columns: Sequence[Any], argument: str) -> list[str]:
    """The columns that ``tooltip`` or ``popup`` names: ``True`` for all, one heading or several."""
    if value is None or value is False:
        return []
    if value is not True and not isinstance(value, str | Sequence | pd.Index):
        raise LayerError(f"{argument}={value!r} names no columns; give a heading, a list of them, or True for all")
    counts = Counter(columns)
    every = [str(column) for column in counts if column != "geometry" and counts[column] == 1 and str(column).strip()]
    named = every if value is True else value
    named = [named] if isinstance(named, str) else list(named)
    for column in named:
        if wrong := wrong_column(columns, column):
            raise LayerError(f"{argument}={column!r}: the column '{column}' {wrong}")
    return named


def rounded(size: float) -> int:
    """A size in quarters of a pixel, as it goes on the wire."""
    return max(1, min(255, math.floor(size * 4 + 0.5)))
