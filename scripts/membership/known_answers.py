#!/usr/bin/env python3
"""Attacks and intervals on settings whose answers are known, by the release build's Benchmarks: prints tables.

    scripts/membership/known_answers.py synthetic [--replicates N] [--examples N] [--shots N,N,...] [--seed S]
    scripts/membership/known_answers.py coverage [--replicates N] [--seed S]

synthetic: attacks on counts of the setting that SyntheticMembership writes down, over independent draws; 'times' is how
many times an attack's true positive rate the counts' likelihood has, paired by draw. Ends with 1 unless, at 64 shots and
.1 % of false positives, that is at least 2 against shot-matched LiRA and above 1 against LiRA with the delta method.
coverage: how often intervals of 95 % hold the truth of normal scores; bounds of epsilon are held at least as often as
they say. Ends with 1 where an area or a rate with at least ten expected false positives is outside 93 to 97 %, or a
bound is held less than 95 % of the time, beyond three standard deviations of the count.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"counts": "counts", "lira-pooled-delta": "LiRA, delta", "lira-pooled": "LiRA, matched",
         "lira": "matched, own spread", "confidence": "confidence"}


def lines(arguments):
    binary = os.environ.get("SHOTGLASS_BENCHMARKS", str(ROOT / ".build/release/Benchmarks"))
    process = subprocess.Popen([binary, "--membership", *arguments], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        yield json.loads(line)
    if process.wait() != 0:
        sys.exit(f"{binary} ended with {process.returncode}")


def number(pair, digits=4):
    value, ends = pair
    return f"{value:.{digits}f} [{ends[0]:.{digits}f}, {ends[1]:.{digits}f}]" if ends else f"{value:.{digits}f}"


def synthetic(arguments):
    good = True
    print(f"{'shots':>5} {'attack':20} {'area':24} {'TPR at 1 %':24} {'TPR at .1 %':24} times at .1 %")
    for row in lines(["synthetic", *arguments]):
        for name, label in NAMES.items():
            found = row["attacks"][name]
            times = found["times@0.001"]
            print(f"{row['shots']:5} {label:20} {number(found['auc'], 3):24} {number(found['tpr@0.01']):24} "
                  f"{number(found['tpr@0.001']):24} {'' if name == 'counts' or not times else number(times, 2)}",
                  flush=True)
        if row["shots"] == 64:
            good &= row["attacks"]["lira-pooled"]["times@0.001"][0] >= 2
            good &= row["attacks"]["lira-pooled-delta"]["times@0.001"][0] > 1
    return good


def outside(share, low, high, count):
    def slack(bound):
        return 3 * (bound * (1 - bound) / count) ** 0.5

    return share < low - slack(low) or share > high + slack(high) * (high < 1)


def coverage(arguments):
    good = True
    for row in lines(["coverage", *arguments]):
        if "audit" in row:
            print(f"{row['audit']}, epsilon {row['epsilon']}: held {row['held']:.4f}, mean bound {row['meanBound']:.3f}")
            good &= not outside(row["held"], 0.95, 1, row["replicates"])
            continue
        judged = ["area"] + [name for name in ("tpr@0.1", "tpr@0.01", "tpr@0.001")
                             if float(name[4:]) * row["others"] >= 10]
        good &= not any(outside(row[name], 0.93, 0.97, row["replicates"]) for name in judged)
        if "epsilon" in row:
            good &= not outside(row["epsilon"], 0.95, 1, row["replicates"])
        several = f"{row['models']} models ({row['modelDeviation']}), " if "models" in row else ""
        shown = ", ".join(f"{name} {row[name]:.4f}" for name in ("area", "tpr@0.1", "tpr@0.01", "tpr@0.001", "epsilon")
                          if name in row)
        print(f"{several}{row['members']} members, {row['others']} others, shift {row['shift']}: {shown}", flush=True)
    return good


if __name__ == "__main__":
    subjects = {"synthetic": synthetic, "coverage": coverage}
    if len(sys.argv) < 2 or sys.argv[1] not in subjects:
        sys.exit(__doc__)
    sys.exit(0 if subjects[sys.argv[1]](sys.argv[2:]) else 1)
