"""An Excel workbook: a sheet a table, every date and EDTF text as text, headings frozen, links to the things.

What a spreadsheet would take for a formula, a number or a date stays the text it is. The last sheet, hidden, tells how
the folder was described, for :func:`geokz.read`. Needs the extra ``geokz[xlsx]``.
"""

from __future__ import annotations

import io
import json
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import ExportError
from .book import WKT, Book, sequence
from .columns import cells
from .described import description

ABOUT = "_package"
MOST_ROWS, LONGEST, MOST_LINKS = 1_048_575, 32_767, 65_000
_PIECE, EXACT = 30_000, 10**15  # a spreadsheet keeps 15 figures of a number; an id of more stays a text


def write_xlsx(book: Book, path: Path) -> None:
    """See the module; raises :class:`geokz.errors.ExportError` for what no sheet can hold."""
    try:
        import xlsxwriter
    except ImportError as problem:
        raise ExportError("XLSX needs xlsxwriter; pip install 'geokz[xlsx]'") from problem
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    made = io.BytesIO()  # written at once: a zip file that the disk refused would complain when it is thrown away
    workbook = xlsxwriter.Workbook(made, options)
    try:
        date = book.credit.date or "1970-01-01"
        told = {"title": book.credit.title, "comments": book.credit.notice, "author": book.credit.authors}
        workbook.set_properties({**told, "created": datetime.fromisoformat(date)})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        text = workbook.add_format({"num_format": "@"})
        rows = {identity: at for at, identity in enumerate(book.things["id"], 1)}
        for name, frame in sequence(book):
            if len(frame) > MOST_ROWS:
                raise ExportError(f"the table '{name}' has {len(frame)} rows, a sheet holds {MOST_ROWS}; choose .gpkg")
            sheet = workbook.add_worksheet(name[:31])
            sheet.freeze_panes(1, 1)
            links = {at for at, other, _ in getattr(book.sheets.get(name), "references", ()) if other == "things"}
            _fill(sheet, name, frame, rows if len(frame) <= MOST_LINKS else {}, links, bold, text)
        if book.atlas is not None:
            about = workbook.add_worksheet(ABOUT)
            said = json.dumps(description(book.atlas, book.sheets), ensure_ascii=False)
            for at in range(0, len(said), _PIECE):
                about.write_string(at // _PIECE, 0, said[at : at + _PIECE])
            about.hide()
    finally:
        try:
            workbook.close()
        except xlsxwriter.exceptions.FileCreateError as problem:  # of the files it makes meanwhile
            told = getattr(problem.__cause__ or problem.args[0], "strerror", None) or problem
            raise ExportError(f"{path.name} cannot be written: {told}; is the disk full?") from problem
    path.write_bytes(made.getbuffer())


def _fill(sheet: Any, name: str, frame: Any, rows: dict[Any, int], links: set[str], bold: Any, text: Any) -> None:
    for at, column in enumerate(frame.columns):
        sheet.write_string(0, at, str(column), bold)
        values = cells(frame[column])
        longest = max((len(str(value)) for value in values if value is not None), default=0)
        sheet.set_column(
            at, at, min(max(longest, len(str(column))) + 1, 48), text if frame[column].dtype == object else None
        )
        for row, value in enumerate(values, 1):
            if value is None:
                continue
            if isinstance(value, bool | int | float) and not (isinstance(value, int) and abs(value) >= EXACT):
                sheet.write(row, at, value)
                continue
            value = str(value)
            if len(value) > LONGEST and column == WKT:
                told = (
                    f"the outline of row {row + 1} has {len(value):,} letters, a cell holds {LONGEST:,}: it is left out"
                )
                warnings.warn(f"{told}; choose .gpkg or .zip for it", stacklevel=2)
                continue
            if len(value) > LONGEST:
                raise ExportError(f"{name}, row {row + 1}, {column}: {len(value)} letters; a cell holds {LONGEST}")
            if column in links and value in rows:
                sheet.write_url(row, at, f"internal:'things'!A{rows[value] + 1}", text, value)
            else:
                sheet.write_string(row, at, value, text)
    sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
