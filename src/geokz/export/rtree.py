"""SQLite's R-tree, filled from below (ext/rtree/rtree.c has how it is kept): row by row it takes long.

Neighbours are packed together by sort-tile-recursive packing (Leutenegger, Lopez and Edgington, ICDE 1997), a run of
rows at a time, so that a layer of millions takes no more memory than a run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
import shapely

from .columns import chunks

CELLS, NODE = 51, 1228  # of a node with pages of 4096: 4 bytes, then cells of 24
RUN = 250_000  # rows that are packed together
_CELL = np.dtype([("id", ">i8"), ("box", ">f4", 4)])


def fill_tree(file: sqlite3.Connection, name: str, shapes: np.ndarray) -> list[float | None]:
    """Put the boxes of geometries, numbered from 1, into a new R-tree, and give the box of all: west, south, east,
    north, or four times nothing. What is missing or empty is in no box."""
    located = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    count = int(located.sum())
    if not count:
        return [None] * 4
    edges = np.array([np.inf, np.inf, -np.inf, -np.inf])
    levels: list[np.ndarray] = []
    node = 2
    for first, last in chunks(len(shapes), RUN if count > CELLS else len(shapes)):
        there = np.flatnonzero(located[first:last]) + first
        if not len(there):
            continue
        boxes = shapely.bounds(shapes[there])
        edges[:2] = np.minimum(edges[:2], boxes[:, :2].min(axis=0))
        edges[2:] = np.maximum(edges[2:], boxes[:, 2:].max(axis=0))
        tight = _outward(boxes[:, [0, 2, 1, 3]])
        if count <= CELLS:
            _root(file, name, "rowid", tight, there + 1, 0)
            return edges.tolist()
        levels.append(_level(file, name, "rowid", node, tight, there + 1))
        node += len(levels[-1])
    above, first, depth = np.concatenate(levels), 2, 1
    while len(above) > CELLS:
        numbers = np.arange(first, first + len(above))
        first, above, depth = node, _level(file, name, "parent", node, above, numbers), depth + 1
        node += len(above)
    _root(file, name, "parent", above, np.arange(first, first + len(above)), depth)
    return edges.tolist()


def _level(
    file: sqlite3.Connection, name: str, holder: str, node: int, boxes: np.ndarray, numbers: np.ndarray
) -> np.ndarray:
    """Write nodes, numbered from ``node``, that hold some boxes; returns the box of each."""
    order = _packed(boxes)
    starts = np.arange(0, len(order), CELLS)
    rows = zip(range(node, node + len(starts)), _nodes(boxes[order], numbers[order], 0), strict=True)
    file.executemany(f'INSERT INTO "{name}_node" VALUES (?, ?)', rows)
    held_by = np.empty(len(order), dtype=np.int64)
    held_by[order] = node + np.arange(len(order)) // CELLS
    _held(file, name, holder, numbers, held_by)
    low, high = (edge.reduceat(boxes[order], starts) for edge in (np.minimum, np.maximum))
    return np.stack([low[:, 0], high[:, 1], low[:, 2], high[:, 3]], axis=1)


def _root(file: sqlite3.Connection, name: str, holder: str, boxes: np.ndarray, numbers: np.ndarray, depth: int) -> None:
    """Write the root: node 1, which is there already and tells how deep the tree is."""
    (data,) = _nodes(boxes, numbers, depth)
    file.execute(f'UPDATE "{name}_node" SET data = ? WHERE nodeno = 1', (data,))
    _held(file, name, holder, numbers, np.ones(len(numbers), dtype=np.int64))


def _held(file: sqlite3.Connection, name: str, holder: str, numbers: np.ndarray, nodes: np.ndarray) -> None:
    """Write which node holds a row or a node."""
    for first, last in chunks(len(numbers)):
        pairs = zip(numbers[first:last].tolist(), nodes[first:last].tolist(), strict=True)
        file.executemany(f'INSERT INTO "{name}_{holder}" VALUES (?, ?)', pairs)


def _nodes(boxes: np.ndarray, numbers: np.ndarray, depth: int) -> Iterator[bytes]:
    """Nodes as bytes: each full but the last."""
    cells = np.empty(len(boxes), dtype=_CELL)
    cells["id"], cells["box"] = numbers, boxes
    for first in range(0, len(cells), CELLS):
        held = cells[first : first + CELLS]
        head = depth.to_bytes(2, "big") + len(held).to_bytes(2, "big")
        yield (head + held.tobytes()).ljust(NODE, b"\0")


def _packed(boxes: np.ndarray) -> np.ndarray:
    """The order of boxes in which neighbours are together: strips of x, each by y."""
    nodes = -(-len(boxes) // CELLS)
    order = np.argsort(boxes[:, 0] + boxes[:, 1], kind="stable")
    strip = -(-nodes // max(1, round(nodes**0.5))) * CELLS
    y = (boxes[:, 2] + boxes[:, 3])[order]
    for first in range(0, len(order), strip):
        part = slice(first, first + strip)
        order[part] = order[part][np.argsort(y[part], kind="stable")]
    return order


def _outward(boxes: np.ndarray) -> np.ndarray:
    """Boxes (min x, max x, min y, max y) as 32-bit numbers that hold them."""
    rounded = boxes.astype(np.float32)
    low, high = np.float32(-np.inf), np.float32(np.inf)
    for column, side in ((0, low), (1, high), (2, low), (3, high)):
        short = rounded[:, column] > boxes[:, column] if side == low else rounded[:, column] < boxes[:, column]
        rounded[short, column] = np.nextafter(rounded[short, column], side)
    return rounded
