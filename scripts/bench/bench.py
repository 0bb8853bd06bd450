#!/usr/bin/env python3
"""Times Shotglass against its peers and its own goals: one line a row, and .build/bench.json.

    scripts/bench/run [--only REGEX]

The group `scaling` also draws .build/bench-inversion.svg; alone, it and the group `cloud`, which goes through the
journal to our emulators, need nothing but Python and our own programs.

SHOTGLASS_SCALE=small takes the first row of each group, to see that all of it runs.

Peers and ours are timed turn by turn in one run, inside processes that stay alive; each side stands at its best of one
and two threads and each figure is the median of 5 turns. A ratio is peer over ours for times and allowed over measured
for limits, so more is better; a row holds when its ratio reaches its goal and both sides found the same numbers.
"""

import argparse
import importlib
import itertools
import json
import os
import re
import sys
import time

from race import ROOT, Workers

# Name -> the module of its rows, which imports what its peers need, and the function there, which may ask workers.
GROUPS = {
    "text": ("text_rows", "text_rows"),
    "dynamic": ("text_rows", "dynamic_rows"),
    "growth": ("text_rows", "growth_rows"),
    "gradient": ("gradient_rows", "gradient_rows"),
    "batch": ("gradient_rows", "batch_rows"),
    "inversion": ("gradient_rows", "inversion_rows"),
    "attack": ("inversion_rows", "inversion_attack_rows"),
    "scaling": ("scaling_rows", "scaling_rows"),
    "jacobian": ("gradient_rows", "jacobian_rows"),
    "bandwidth": ("state_rows", "bandwidth_rows"),
    "circuits": ("state_rows", "circuit_rows"),
    "noise": ("noise_rows", "noise_rows"),
    "shift": ("shot_rows", "shift_rows"),
    "sampling": ("shot_rows", "sampling_rows"),
    "training": ("training_rows", "training_rows"),
    "cloud": ("cloud_rows", "cloud_rows"),
}
# Groups without a peer in Python.
ALONE = {"scaling", "cloud"}


def printed(entry):
    """A row as one line."""
    figures = [f"{entry[key]:{form}}" if entry[key] is not None else f"{'-':>{width}}"
               for key, form, width in (("ours", "12.4g", 12), ("peer", "12.4g", 12), ("ratio", "8.2f", 8))]
    return (f"{entry['name']:44} {' '.join(figures)} {entry['goal']:6.2f}{'' if entry['holds'] else '  short'}"
            f"  ({entry['peerName']})")


def main():
    parser = argparse.ArgumentParser(description="Times Shotglass against its peers and its own goals.")
    parser.add_argument("--only", metavar="REGEX", default="",
                        help=f"only the groups whose name matches: {', '.join(GROUPS)}")
    parser.add_argument("--needs-peers", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    chosen = [name for name in GROUPS if re.search(options.only, name)]
    if options.needs_peers:
        sys.exit(0 if set(chosen) - ALONE else 1)
    (ROOT / ".build/bench").mkdir(parents=True, exist_ok=True)
    most = 1 if os.environ.get("SHOTGLASS_SCALE") == "small" else None
    began, rows = time.monotonic(), []
    print(f"{'':44} {'ours':>12} {'peer':>12} {'ratio':>8} {'goal':>6}", flush=True)
    for name in chosen:
        module, function = GROUPS[name]
        group = getattr(importlib.import_module(module), function)
        with Workers() as workers:
            for entry in itertools.islice(group(workers), most):
                rows.append(entry | {"group": name})
                print(printed(entry), flush=True)
    (ROOT / ".build/bench.json").write_text(json.dumps({"rows": rows}, indent=1, sort_keys=True) + "\n")
    short = sum(not entry["holds"] for entry in rows)
    print(f"{len(rows)} rows, {short} short, in {time.monotonic() - began:.0f} s on {os.cpu_count()} processors with a "
          f"load of {os.getloadavg()[0]:.1f}; written to .build/bench.json")
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
