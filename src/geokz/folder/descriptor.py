"""What a descriptor may say: the members of ``datapackage.json`` and of a schema, each of its kind.

A rule that is misspelt checks nothing, and nobody notices; so every member is known here, or told. A further rule of a
column is a line in ``RULES`` and the lines in :mod:`.tables` that hold cells to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from .letters import unseen
from .pattern import pattern_problem

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
KINDS = ("edtf", "citations", "attested", "text", "thing", "things", "named", "places", "lon", "lat", "optional")
TYPES = ("string", "number", "integer")
RULES = ("required", "unique", "pattern", "enum", "minimum", "maximum")

_ADDRESS = "path"
_LICENCE = {"name": str, "title": str, _ADDRESS: str}
_SOURCE = {"title": str, _ADDRESS: str, "email": str}
_PERSON = {"title": str, _ADDRESS: str, "email": str, "role": str, "organization": str}
_TEXTS = ("$schema", "id", "name", "title", "description", "homepage", "version", "created", "profile", "image")
_PACKAGE = {
    **dict.fromkeys(_TEXTS, str),
    "keywords": [str],
    "licenses": [_LICENCE],
    "contributors": [_PERSON],
    "sources": [_SOURCE],
    "resources": list,
}
_RESOURCE = {
    **dict.fromkeys(
        ("name", "path", "profile", "title", "description", "format", "mediatype", "encoding", "hash"), str
    ),
    "bytes": int,
    "licenses": [_LICENCE],
    "sources": [_SOURCE],
    "schema": (str, dict),
    "geokz": (str, dict),
}
_SCHEMA = {
    **dict.fromkeys(("$schema", "name", "title", "description"), str),
    "fields": list,
    "missingValues": [str],
    "primaryKey": (str, list),
    "foreignKeys": list,
}
_FIELD = {
    **dict.fromkeys(("name", "title", "description", "type", "geokz"), str),
    "constraints": dict,
    "example": (str, int, float),
}
_NEEDED: dict[str, tuple[str, ...]] = {
    "package": ("resources",),
    "resource": ("name", "path"),
    "schema": ("fields",),
    "field": ("name",),
}
_KIND_WORDS = {str: "a text", int: "a whole number", float: "a number", list: "a list", dict: "an object"}


def package_problems(package: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything wrong with a data package but for its resources: which member, and what."""
    yield from _misfits(package, _PACKAGE, "package")
    for member, value in package.items():
        for text in _texts_in(value):
            if hidden := unseen(text.replace("\n", " ")):
                yield member, hidden
    created = package.get("created")
    if isinstance(created, str) and created and not _is_date(created):
        yield "created", f"'{created[:60]}' is no date; write it as 2026-11-21 or 2026-11-21T00:00:00Z"
    for home in ("licenses", "sources", "contributors"):
        for entry in package.get(home) or () if isinstance(package.get(home), list) else ():
            if not isinstance(entry, dict):
                continue
            needed = "name" if home == "licenses" else "title"
            if needed not in entry:
                yield home, f"has an entry without '{needed}'; add it"
            path = entry.get(_ADDRESS, "")
            if isinstance(path, str) and path and not path.startswith(("https://", "http://")):
                yield home, f"has the address '{path[:60]}'; write one that begins with https://"


def _is_date(text: str) -> bool:
    """Whether a text is a day, or a time of one, as a data package writes them."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.match(text) is not None


def _texts_in(value: Any) -> Iterator[str]:
    """Every text of a member, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one


def resource_problems(resource: Any) -> Iterator[tuple[str, str]]:
    """Everything wrong with a resource but for its schema."""
    if not isinstance(resource, dict):
        yield "resources", f"have {_short(resource)}, which is no resource; write an object"
        return
    yield from _misfits(resource, _RESOURCE, "resource")
    for member in ("path", "schema"):
        path = resource.get(member)
        if isinstance(path, str) and (path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/")):
            yield member, f"'{path[:60]}' leaves the data folder; write a path inside it"


def schema_problems(schema: Any) -> Iterator[tuple[str, str]]:
    """Everything wrong with a schema by itself: which column, and what."""
    if not isinstance(schema, dict):
        yield "-", "is no object; a schema is { ... } with its fields"
        return
    yield from _misfits(schema, _SCHEMA, "schema")
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields:
        return
    names: list[str] = []
    for number, item in enumerate(fields, 1):
        if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"]:
            yield "fields", f"has no column with a name as number {number}; write an object with its name"
            continue
        if item["name"] in names:
            yield item["name"], "is described twice; keep one"
        names.append(item["name"])
        for member, message in _field_problems(item):
            yield item["name"], f"{member}: {message}" if member else message
    yield from _key_problems(schema, names)


def _field_problems(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _misfits(item, _FIELD, "field")
    type_, kind = item.get("type", "string"), item.get("geokz", "")
    if type_ not in TYPES:
        yield "type", f"{_short(type_)} is unknown; choose one of {', '.join(TYPES)}"
    if kind not in ("", *KINDS):
        yield "geokz", f"{_short(kind)} is unknown; choose one of {', '.join(KINDS)}"
    rules = item.get("constraints", {})
    if not isinstance(rules, dict):
        return
    for rule in rules.keys() - set(RULES):
        yield "constraints", f"'{rule}' is no rule; the rules are {', '.join(RULES)}"
    for rule in ("required", "unique"):
        if not isinstance(rules.get(rule, True), bool):
            yield rule, f"is {_short(rules[rule])}; write true or false"
    for rule in ("minimum", "maximum"):
        if rule in rules and not _is_number(rules[rule]):
            yield rule, f"is {_short(rules[rule])}; write a number"
        elif rule in rules and type_ == "string":
            yield rule, "is a rule for numbers, but the column holds text; give its type, or take the rule out"
        elif rule not in rules and kind in ("lon", "lat"):
            yield rule, f"is missing; '{kind}' needs both edges of the map"
    edges = [rules[rule] for rule in ("minimum", "maximum") if _is_number(rules.get(rule))]
    if len(edges) == 2 and edges[0] > edges[1]:
        yield "minimum", f"{edges[0]} is above the maximum, {edges[1]}; correct one of them"
    if kind in ("lon", "lat") and type_ != "number":
        yield "type", f'\'{kind}\' is a number; write "type": "number"'
    if "pattern" in rules:
        pattern = rules["pattern"]
        message = pattern_problem(pattern) if isinstance(pattern, str) else "is no text"
        if message:
            yield "pattern", f"{_short(pattern)} {message}"
    choices = rules.get("enum", ["-"])
    if not isinstance(choices, list) or not choices or not all(isinstance(one, str) for one in choices):
        yield "enum", f"is {_short(choices)}; write a list of texts"


def _key_problems(schema: dict[str, Any], names: list[str]) -> Iterator[tuple[str, str]]:
    key = schema.get("primaryKey")
    if key is not None and _one(key) not in names:
        yield "primaryKey", f"{_short(key)} is no column of this table; name one"
    references = schema.get("foreignKeys", [])
    for reference in references if isinstance(references, list) else ():
        try:
            own, there = _one(reference["fields"]), reference["reference"]
            known = own in names and isinstance(there["resource"], str) and isinstance(_one(there["fields"]), str)
        except (KeyError, TypeError):
            known = False
        if not known:
            message = f"{_short(reference)} does not name a column of this table, a resource and a column of that"
            yield "foreignKeys", f"{message}; correct it"


def _misfits(value: Mapping[str, Any], known: Mapping[str, Any], what: str) -> Iterator[tuple[str, str]]:
    """Members that are unknown, missing, or not of their kind."""
    lacking = sorted(known.keys() - value.keys())
    for member in [member for member in value if member not in known]:
        near = get_close_matches(member, lacking, 1)
        told = f"is it '{near[0]}'?" if near else f"the members are {', '.join(sorted(known))}"
        lacking = [one for one in lacking if one not in near]
        yield member[:60], f"is no member of a {what}; {told}"
    for member in _NEEDED[what]:
        if member in lacking:
            yield member, f"is missing; give the {what} its {member}"
    for member, said in value.items():
        if member not in known:
            continue
        wanted = known[member]
        if isinstance(wanted, list):
            if not isinstance(said, list):
                yield member, f"is {_short(said)}; write a list"
                continue
            for entry in said:
                yield from _entry_problems(member, entry, wanted[0])
        elif not isinstance(said, wanted) or isinstance(said, bool):
            first = wanted[0] if isinstance(wanted, tuple) else wanted
            yield member, f"is {_short(said)}; write {_KIND_WORDS[first]}"


def _entry_problems(member: str, entry: Any, wanted: Any) -> Iterator[tuple[str, str]]:
    if isinstance(wanted, dict):
        if not isinstance(entry, dict):
            yield member, f"has {_short(entry)}; write an object"
            return
        for name, said in entry.items():
            if name not in wanted:
                yield member, f"has the unknown member '{name[:60]}'; the members are {', '.join(sorted(wanted))}"
            elif not isinstance(said, wanted[name]):
                yield member, f"{name} is {_short(said)}; write a text"
    elif not isinstance(entry, wanted):
        yield member, f"has {_short(entry)}; write a text"


def _one(fields: Any) -> Any:
    """Frictionless lets one field stand by itself or in a list; nothing for several."""
    if isinstance(fields, list):
        return fields[0] if len(fields) == 1 and isinstance(fields[0], str) else None
    return fields if isinstance(fields, str) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _short(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= 60 else f"{told[:57]}..."
