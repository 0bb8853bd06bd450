"""The peers' side of a race: prepares the cases that it is asked for on standard input and times them, see race.py."""

import importlib
import json
import sys
import time

import numpy as np

# A turn calls a case until this many seconds have passed.
LEAST_SECONDS = 0.1
MOST_CALLS = 20_000
LONG_CALL = 1


def prepared(case, arguments):
    """The case's action, which does the work once, and what makes numbers to compare of that which it returns."""
    module, name = case.split(".")
    found = getattr(importlib.import_module(f"peer_{module}"), name)(**arguments)
    return found if isinstance(found, tuple) else (found, lambda result: result)


def timed(action, calls):
    began = time.perf_counter()
    for _ in range(calls):
        action()
    return (time.perf_counter() - began) / calls


def main():
    known = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["case"] == "forget":
            known.clear()
            answer = {"seconds": 0}
        else:
            key = json.dumps(request, sort_keys=True)
            try:
                answer = answered(request, key, known)
            except Exception as problem:  # whatever a peer raises is for the row to show
                answer = {"error": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(answer), flush=True)


def answered(request, key, known):
    if key not in known:
        action, summary = prepared(request["case"], request["arguments"])
        began = time.perf_counter()
        value = np.ravel(np.asarray(summary(action()), dtype=float)).tolist()
        once = time.perf_counter() - began
        # The first call warms up, which does not show where a call is long.
        if once < LONG_CALL:
            once = timed(action, 1)
        calls = max(1, min(MOST_CALLS, int(LEAST_SECONDS / max(once, 1e-9))))
        known[key] = action, calls
        return {"seconds": once if calls == 1 else timed(action, calls), "value": value}
    action, calls = known[key]
    return {"seconds": timed(action, calls)}


if __name__ == "__main__":
    main()
