"""Between the tables of a book and those of a folder: the things by layer, columns by the names they have there."""

from __future__ import annotations

import pandas as pd

from .book import Book
from .columns import folder_name


def folder_tables(book: Book) -> dict[str, pd.DataFrame]:
    """The tables of the atlas of a book as its folder has them, with the rows of the book."""
    if book.atlas is None:
        return {}
    things = pd.DataFrame(book.things.drop(columns=[book.things.geometry.name])).rename(columns=folder_name)
    found = {}
    for table in book.atlas.source.tables:
        columns = [column.name for column in table.columns]
        if table.is_layer:
            found[table.name] = things.loc[things["layer"] == table.name, columns].reset_index(drop=True)
        elif table.name in book.sheets:
            found[table.name] = book.sheets[table.name].frame.rename(columns=folder_name)[columns]
    return found
