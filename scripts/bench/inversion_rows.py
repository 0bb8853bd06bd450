"""Gradient inversion to a mean squared error of 1e-10: least squares against the same in JAX, and against the published
attack in our own engine."""

import math

import numpy as np

from race import on_threads
from rows import failed, raced, row

AGAINST_JAX, AGAINST_PUBLISHED = 10, 100
QUBITS, LAYERS = 6, 4
STARTS, ITERATIONS, END = 64, 60, 1e-10
# The published attack's best settings of `scripts/inversion/paper.py` and of longer runs; each may take its budget.
BUDGET = 3000
PUBLISHED = [{"filter": kind, "window": window, "descent": [step, rate, threshold]}
             for kind in ("none", "trailing", "slopes") for window, step in ((1, 0.001), (1, 0.01), (16, 0.05))
             for rate in (0.3, 1.0) for threshold in (0.95,)]


def instance(qubits=QUBITS):
    """Inputs, their label, weights and the starts of all attacks."""
    source = np.random.default_rng(5)
    features, weights = source.uniform(0, math.pi, qubits), source.uniform(0, 2 * math.pi, 2 * qubits * LAYERS)
    return features, 0.7 * math.cos(features[0]), weights, source.uniform(0, math.pi, (STARTS, qubits))


def arguments(qubits=QUBITS):
    features, label, weights, starts = instance(qubits)
    return {"model": f"complex-{qubits}", "features": [features.tolist()], "labels": [label],
            "weights": weights.tolist(), "starts": starts.tolist(), "iterations": ITERATIONS, "givesUp": 0,
            "shots": 0, "seed": 1,
            "hidesLabels": 0, "range": [0, math.pi]}


def arrivals(errors):
    return sum(error <= END for error in errors)


def as_many_arrive(mine, theirs):
    """Paths part where rounding decides whether a step is taken; as many must arrive, but for two."""
    return arrivals(mine) > 0 and abs(arrivals(mine) - arrivals(theirs)) <= 2


def inversion_attack_rows(workers):
    ours = on_threads("shotglass", "ours", "descents", arguments())
    features, label, weights, starts = instance()
    peer = {"qubits": QUBITS, "features": features.tolist(), "label": label, "weights": weights.tolist(),
            "starts": starts.tolist(), "iterations": ITERATIONS}
    peers = [entrant for together in (True, False) for by_product in (True, False) for entrant in on_threads(
        f"jax, starts {'side by side' if together else 'in turn'}, {'products' if by_product else 'gathers'}", "bench",
        "inversion.descents", peer | {"together": together, "by_product": by_product})]
    yield raced(workers, f"least squares, {QUBITS} qubits, {STARTS} starts, against JAX", AGAINST_JAX, ours, peers,
                as_many_arrive)
    yield against_published(
        workers, on_threads("shotglass", "ours", "descents", arguments() | {"givesUp": 1}))


def against_published(workers, ours):
    """Seconds for each start that arrives; starts that never do count with all the time that they took."""
    name = f"least squares, {QUBITS} qubits, to 1e-10, against the published attack"
    try:
        mine = min(seconds / arrivals(errors) for seconds, errors in map(workers.ask, ours) if arrivals(errors))
        best, label = math.inf, "no setting arrives"
        for setting in PUBLISHED:
            entrant, = on_threads("published", "ours", "published", arguments() | setting | {
                "iterations": BUDGET, "goal": [END], "stops": 1, "closed": 1}, threads=(2,))
            seconds, found = workers.ask(entrant)
            count = sum(found[place] >= 0 for place in range(0, len(found), 3))
            if seconds / max(1, count) < best:
                best = seconds / max(1, count)
                label = f"published, {setting['filter']}, window {setting['window']}, rate {setting['descent'][1]}, " \
                        f"{count} of {STARTS} arrive"
        return row(name, mine, best, label, best / mine, AGAINST_PUBLISHED)
    except (RuntimeError, ValueError) as problem:
        workers.close()
        return failed(name, AGAINST_PUBLISHED, problem)
