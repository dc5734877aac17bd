"""Whether a commit that is being made keeps the built maps apart: ``maps/`` changes alone, or not at all.

A hook of .pre-commit-config.yaml. The built maps are five megabytes that do not compress; CONTRIBUTING.md says when
they are built.
"""

from __future__ import annotations

import subprocess
import sys

staged = subprocess.run(
    ["git", "diff", "--cached", "--name-only", "-z"], capture_output=True, text=True, check=True
).stdout.split("\0")[:-1]
others = [path for path in staged if not path.startswith("maps/")]
if others and len(others) < len(staged):
    sys.exit(
        f"maps/ is committed alone, as 'Maps built'; take it out with: git restore --staged maps ({others[0]} ...)"
    )
