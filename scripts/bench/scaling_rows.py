"""Gradient inversion to a mean squared error of 1e-10 against the number of qubits: least squares and the published
attack, both in our own engine, and a plot of their seconds."""

import math
import random
import statistics

from race import ROOT, on_threads
from rows import failed, row

QUBITS, LAYERS, INSTANCES = (2, 4, 6, 8, 10), 4, 3
STARTS, ITERATIONS, END = 16, 100, 1e-10
TURNS, LONG = 3, 5
# The published attack: from so many of the starts of each instance, each with so many iterations. Of its settings, steps
# of 0.01 and more leave inputs further off than the end, and windows of more offsets than one only take longer.
PUBLISHED_STARTS = {2: 16, 4: 16, 6: 16, 8: 4, 10: 2}
BUDGET = 3000
PUBLISHED = [{"filter": kind, "window": 1, "descent": [0.001, rate, 0.95]}
             for kind in ("none", "trailing") for rate in (0.3, 1.0)]
GOAL = 20
PLOT = ROOT / ".build/bench-inversion.svg"


def arguments(qubits, instance):
    source = random.Random(100 * qubits + instance)
    features = [source.uniform(0, math.pi) for _ in range(qubits)]
    weights = [source.uniform(0, 2 * math.pi) for _ in range(2 * qubits * LAYERS)]
    starts = [[source.uniform(0, math.pi) for _ in range(qubits)] for _ in range(STARTS)]
    return {"model": f"complex-{qubits}", "features": [features], "labels": [0.7 * math.cos(features[0])],
            "weights": weights, "starts": starts, "iterations": ITERATIONS, "givesUp": 1, "shots": 0,
            "seed": 1, "hidesLabels": 0,
            "range": [0, math.pi]}


def least_squares(instances):
    """An entrant an instance, on one thread and on two."""
    return zip(*(on_threads("least squares", "ours", "descents", instance) for instance in instances))


def published(instances, qubits):
    few, threads = PUBLISHED_STARTS[qubits], (1, 2) if qubits < 8 else (2,)
    for setting in PUBLISHED:
        label = f"published, {setting['filter']}, rate {setting['descent'][1]}"
        yield from zip(*(on_threads(label, "ours", "published", instance | setting | {
            "starts": instance["starts"][:few], "iterations": BUDGET, "goal": [END], "stops": 1,
            "closed": 1}, threads=threads)
            for instance in instances))


def raced(workers, sides, arrivals):
    """The side whose starts arrive soonest: its name, seconds for each that arrives, and how many do.

    Where none arrives, the seconds are those of all starts."""
    best = None
    for side in sides:
        answers = [workers.ask(entrant) for entrant in side]
        seconds, count = sum(answer[0] for answer in answers), sum(arrivals(answer[1]) for answer in answers)
        if best is None or (count == 0, seconds / max(1, count)) < best[:2]:
            best = (count == 0, seconds / max(1, count), seconds, count, side)
    _, _, seconds, count, side = best
    turns = [seconds] + [sum(workers.ask(entrant)[0] for entrant in side)
                         for _ in range(TURNS - 1 if seconds < LONG else 0)]
    return side[0].name, statistics.median(turns) / max(1, count), count


def of_descents(errors):
    return sum(error <= END for error in errors)


def of_published(found):
    return sum(found[place] >= 0 for place in range(0, len(found), 3))


def scaling_rows(workers):
    """Seconds for each start that arrives; where none of the published attack's does, all the time that it took."""
    lines = {"least squares": [], "published attack": [], "published attack, none arrived": []}
    for qubits in QUBITS:
        name = f"inversion scaling, {qubits} qubits"
        try:
            instances = [arguments(qubits, instance) for instance in range(INSTANCES)]
            _, mine, count = raced(workers, least_squares(instances), of_descents)
            if count == 0:
                raise ValueError(f"none of {INSTANCES * STARTS} starts of least squares arrives")
            label, theirs, arrived = raced(workers, published(instances, qubits), of_published)
            lines["least squares"].append((qubits, mine))
            lines["published attack" if arrived else "published attack, none arrived"].append((qubits, theirs))
            yield row(name, mine, theirs, f"{label}, {arrived} of {INSTANCES * PUBLISHED_STARTS[qubits]} arrive; ours, "
                      f"{count} of {INSTANCES * STARTS}", theirs / mine, GOAL)
        except (RuntimeError, ValueError) as problem:
            workers.close()
            yield failed(name, GOAL, problem)
    draw(workers, {name: points for name, points in lines.items() if points})


def draw(workers, lines):
    chart, = on_threads("chart", "ours", "chart", {
        "path": str(PLOT), "title": "Gradient inversion against qubits",
        "caption": f"Seconds to a mean squared error of {END:g} for each start that arrives, from exact gradients of "
                   f"complex-n, over {INSTANCES} instances; where no start of the published attack arrives within "
                   f"{BUDGET} iterations, the time of all.",
        "xTitle": "qubits", "yTitle": "seconds for each start that arrives", "names": list(lines),
        "points": [[number for point in points for number in point] for points in lines.values()]}, threads=(1,))
    workers.ask(chart)
    print(f"drawn to {PLOT.relative_to(ROOT)}", flush=True)
