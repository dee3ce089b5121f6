"""Print every figure, or those whose name holds one of the words given: one JSON line each; exit code 1 if one fails.

./packaging/bench [WORD...]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import all_rows, take, take_apart


def main(arguments: list[str]) -> int:
    """Take the figures."""
    rows = all_rows()
    if arguments[:1] == ["--values-of"]:
        (row,) = [row for row in rows if row.name == arguments[1]]
        print(json.dumps(take(row)))
        return 0
    wanted = [row for row in rows if not arguments or any(word in row.name for word in arguments)]
    good = True
    for row in wanted:
        said = take_apart(row)
        good = good and bool(said.get("met"))
        print(json.dumps(said, ensure_ascii=False), flush=True)
    return 0 if good and wanted else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
