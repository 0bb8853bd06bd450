#!/usr/bin/env python3
"""How narrow the valley is in which least squares leads to the inputs: how far from them the gradient is still half
like theirs, and of how many points within the range one leads to them.

    scripts/inversion/valleys.py [MODEL ...]

ZZ feature maps, and one without products of inputs beside them, unless models are named; four instances each, random
weights, inputs uniform within (0, pi). Starts are tried in a box around the inputs, so that shares are at least these.
"""

import math
import random
import statistics
import sys

from engine import Instance, ask_all

MODELS = [f"zz-efficient-{size}" for size in range(2, 9)] + ["zz-linear-8", "complex-8"]
INSTANCES = 4
POINTS = 200
HALF = 0.5
# The box's half width, in distances at which gradients are half alike.
BOX = 2
STARTS, ITERATIONS = 4000, 60
RECOVERED = 1e-10


def at_distance(source, inputs, distance):
    """Points within the range at a distance from the inputs; fewer than asked for where the range is narrow."""
    points = []
    for _ in range(20 * POINTS):
        step = [source.gauss(0, 1) for _ in inputs]
        length = math.hypot(*step)
        point = [x + distance * s / length for x, s in zip(inputs, step)]
        if all(0 < x < math.pi for x in point):
            points.append(point)
        if len(points) == POINTS:
            break
    return points


def lengths(instances, source):
    """The distances at which gradients are half like the true one, in the mean over directions."""
    found, distance = [math.pi] * len(instances), 0.02
    while math.pi in found and distance < math.pi:
        points = [at_distance(source, instance.features[0], distance) for instance in instances]
        if not all(points):
            break
        answers = ask_all([("overlaps", instance.arguments(starts=rows)) for instance, rows in zip(instances, points)])
        for place, values in enumerate(answers):
            if statistics.fmean(values) < HALF:
                found[place] = min(found[place], distance)
        distance *= 1.08
    return found


def valleys(instances, source, widths):
    """The share of the range from which least squares leads to the inputs, of starts around them; more may lie beyond."""
    boxes = [[(max(0, x - width), min(math.pi, x + width)) for x in instance.features[0]]
             for instance, width in zip(instances, widths)]
    answers = ask_all([("descents", instance.arguments(
        starts=[[source.uniform(low, high) for low, high in box] for _ in range(STARTS)], iterations=ITERATIONS,
        givesUp=0)) for instance, box in zip(instances, boxes)])
    return [sum(error <= RECOVERED for error in answer) / STARTS
            * math.prod((high - low) / math.pi for low, high in box) for answer, box in zip(answers, boxes)]


def one_in(share):
    return f"one in {1 / share:.2g}" if share else "none"


def main():
    for name in sys.argv[1:] or MODELS:
        instances = [Instance(name, seed, "random") for seed in range(INSTANCES)]
        source = random.Random(name)
        found = lengths(instances, source)
        shares = valleys(instances, source, [min(math.pi, BOX * length) for length in found])
        print(f"{name:16} half alike at {statistics.median(found):.2f}; least squares leads to the inputs from "
              f"{one_in(max(shares))} points to {one_in(min(shares))}", flush=True)


if __name__ == "__main__":
    main()
