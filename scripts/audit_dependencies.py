"""The packages geokz runs with: version, licence, and whether they are those of ``requirements.lock``; asks no one.

    python scripts/audit_dependencies.py

What is installed is looked at, from what ``pyproject.toml`` asks for down to what that asks for. A licence that is not
in ``ALLOWED``, or a version other than the lock's, is told and ends with exit code 1.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = re.compile(
    r"MIT|BSD|ISC|Apache|PSF|Python Software Foundation|MPL|Mozilla Public|HPND|Unlicense|Zlib", re.IGNORECASE
)

SAID_ELSEWHERE = {"(same as jQuery)": "MIT (jQuery)", "(same as Leaflet)": "BSD-2-Clause (Leaflet)"}


def licence_of(package: Distribution) -> str:
    """The licence as its metadata tell it: the expression, the field in short, or the classifiers."""
    told = package.metadata
    short = (told.get("License") or "").strip().splitlines()[:1]
    classes = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    texts = [told.get("License-Expression") or "", *classes, *short]
    licence = next((text[:60] for text in texts if text and text not in {"OSI Approved", "UNKNOWN"}), "not told")
    return SAID_ELSEWHERE.get(licence, licence)


def needed(root: str) -> dict[str, Distribution]:
    """The installed packages that a package needs, and those that they need."""
    found: dict[str, Distribution] = {}
    left = [root]
    while left:
        name = canonicalize_name(left.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for line in found[name].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                left.append(requirement.name)
    del found[canonicalize_name(root)]
    return dict(sorted(found.items()))


def locked() -> dict[str, str]:
    """The versions of ``requirements.lock`` by name."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([\w.\-\[\]]+)==([^\s;\\]+)", line) for line in lines]
    return {canonicalize_name(pin[1].partition("[")[0]): pin[2] for pin in pins if pin}


def main() -> None:
    pins, wrong = locked(), []
    for name, package in needed("geokz").items():
        licence = licence_of(package)
        print(f"{name:24} {package.version:14} {licence}")
        if not ALLOWED.search(licence):
            wrong.append(f"{name}: the licence '{licence}' is none of those that go with MIT; look")
        if pins.get(name) != package.version:
            wrong.append(f"{name}: {package.version} is installed, requirements.lock has {pins.get(name, 'nothing')}")
    for line in wrong:
        print(line, file=sys.stderr)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
