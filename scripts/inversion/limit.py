#!/usr/bin/env python3
"""Holds least squares against the Cramer-Rao limit at the 200 points of points.json, from true multinomial shots.

    scripts/inversion/limit.py [--repetitions N] [--points N]
    scripts/inversion/limit.py --draw       draws the points anew and writes points.json

Each attack starts from a Sobol sequence and never sees the truth. Of each point the 95 % interval of the mean squared
error over the limit is taken, over all repetitions but those that ended in a wrong basin: outside the 99.9 % ellipsoid,
with a chi-square no lower than the one that a start from the truth leads to. The error with those included stands
beside it. A run that finds nothing counts as a guess. Fails when fewer than 95 % of the intervals reach below their goal, or more than 2.5 % lie below 1.
"""

import argparse
import json
import math
import statistics
import sys
from pathlib import Path

from engine import NUMBERS, Instance, ask_all

POINTS = Path(__file__).with_name("points.json")
FAMILIES = ("simple-entangled", "complex")
SIZES = range(2, 7)
EACH = 40
# Shots -> the goal, and the largest limit that is taken: 256 shots leave sixteen times as much as 4,096.
MANY, FEW = (1.15, 1e-3), (1.5, 1.6e-2)
STARTS = 32
MOST_SHOTS = 262_144


def instance(point):
    return Instance(f"{point['family']}-{point['qubits']}", point["seed"], "random")


def draw():
    """For each size twenty points with 4,096 shots or more and twenty with 256: the first seeds whose limit is low
    enough, shots being raised fourfold up to 262,144 for it."""
    points = []
    for qubits in SIZES:
        taken, seed = {True: 0, False: 0}, 0
        while min(taken.values()) < EACH // 2:
            point = {"family": FAMILIES[seed % 2], "qubits": qubits, "seed": seed}
            bound = next(ask_all([("limit", instance(point).arguments(shots=4096))]))[0]
            for many in (True, False):
                shots = 4096 if many else 256
                while many and bound * 4096 / shots > MANY[1] and shots < MOST_SHOTS:
                    shots *= 4
                limit = bound * 4096 / shots
                if limit <= (MANY if many else FEW)[1] and taken[many] < EACH // 2:
                    taken[many] += 1
                    points.append(point | {"shots": shots, "limit": limit})
            seed += 1
        print(f"{qubits} qubits: {seed} seeds tried", flush=True)
    POINTS.write_text("[\n" + ",\n".join(json.dumps(point) for point in points) + "\n]\n")


def interval(ratios):
    """The 95 % interval of the mean, normal on its logarithm: squared errors are skewed to the right."""
    mean = statistics.fmean(ratios)
    half = 1.959964 * statistics.stdev(ratios) / (mean * math.sqrt(len(ratios)))
    return mean * math.exp(-half), mean * math.exp(half)


def judged(point, found):
    """The line of a point, and whether its interval reaches below the goal and lies below 1."""
    goal = MANY[0] if point["shots"] >= 4096 else FEW[0]
    rows = [found[start:start + NUMBERS] for start in range(0, len(found), NUMBERS)]
    guess = math.pi ** 2 / 12
    errors = [row[0] if row[0] >= 0 else guess for row in rows if row[3] == 0]
    every = [row[0] if row[0] >= 0 else guess for row in rows]
    certified = [row for row in rows if row[1] == 1]
    result = {"wrong": sum(row[3] == 1 for row in rows), "lost": sum(row[0] < 0 for row in rows),
              "certified": len(certified), "covered": sum(row[2] == 1 for row in certified), "runs": len(rows),
              "overall": statistics.fmean(every) / point["limit"]}
    if len(errors) < 2:
        return result | {"ratio": math.inf, "reaches": False, "below": False}
    ratios = [error / point["limit"] for error in errors]
    low, high = interval(ratios)
    return result | {"ratio": statistics.fmean(ratios), "low": low, "high": high, "reaches": low <= goal,
                     "below": high < 1}


def main():
    parser = argparse.ArgumentParser(description="Holds least squares against the Cramer-Rao limit.")
    parser.add_argument("--draw", action="store_true", help="draw the points anew")
    parser.add_argument("--repetitions", type=int, default=100, help="draws of each gradient")
    parser.add_argument("--points", type=int, default=None, help="only the first N points of each size")
    options = parser.parse_args()
    if options.draw:
        draw()
        return
    points = json.loads(POINTS.read_text())
    if options.points:
        points = [point for size in SIZES
                  for point in [entry for entry in points if entry["qubits"] == size][:options.points]]
    questions = [("inversion", instance(point).arguments(shots=point["shots"], starts=STARTS,
                                                         repetitions=options.repetitions)) for point in points]
    found = []
    for point, answer in zip(points, ask_all(questions)):
        result = judged(point, answer)
        found.append((point, result))
        print(f"{point['family']}-{point['qubits']} seed {point['seed']:3} {point['shots']:6} shots: "
              f"limit {point['limit']:.2e}, error over limit {result['ratio']:.3f} "
              f"[{result.get('low', math.inf):.3f}, {result.get('high', math.inf):.3f}], "
              f"{result['wrong']} wrong, {result['lost']} nothing, overall {result['overall']:.3g}"
              f"{'' if result['reaches'] else '  SHORT'}{'  BELOW' if result['below'] else ''}", flush=True)
    sys.exit(0 if summed_up(found) else 1)


def summed_up(found):
    """Prints the totals; whether all goals are reached."""
    count = len(found)
    for name, several in (("4,096 shots and more", [r for p, r in found if p["shots"] >= 4096]),
                          ("256 shots", [r for p, r in found if p["shots"] < 4096])):
        if several:
            runs = sum(result["runs"] for result in several)
            print(f"{name}: {len(several)} points, median error over limit "
                  f"{statistics.median(result['ratio'] for result in several):.3f}, "
                  f"{sum(result['reaches'] for result in several)} reach below the goal, "
                  f"{sum(result['below'] for result in several)} lie below 1; of {runs} runs "
                  f"{sum(result['wrong'] for result in several)} in a wrong basin, "
                  f"{sum(result['lost'] for result in several)} found nothing")
    certified = sum(result["certified"] for _, result in found)
    covered = sum(result["covered"] for _, result in found)
    share = covered / certified if certified else 0
    print(f"certified {certified} of {sum(result['runs'] for _, result in found)} runs; the 99 % ellipsoid holds the "
          f"truth in {share:.4f} of them")
    reaching = sum(result["reaches"] for _, result in found)
    below = sum(result["below"] for _, result in found)
    print(f"{reaching} of {count} intervals reach below their goal (95 % asked), {below} lie below 1 (2.5 % allowed)")
    return reaching >= 0.95 * count and below <= 0.025 * count and share >= 0.98


if __name__ == "__main__":
    main()
