#!/usr/bin/env python3
"""The README's table of test scores: stratified 5-fold cross-validation with five seeds, each model beside its controls.

Fails where a model's score is below its goal. With --only PATTERN just the rows whose data match.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/shotglass"

# Data and its options, model, options of the training, controls, the score, and what it must reach.
ROWS = [
    ("iris", [], "dense-angle-4-3", ["--epochs", "100", "--rate", "0.02"], ["classical", "frozen", "linear"], 0.95),
    ("breast-cancer", ["--prepare", "standardize,pca:4,range:0..pi"], "re-uploading-4-2",
     ["--epochs", "40", "--rate", "0.02"], ["classical", "frozen", "linear"], 0.92),
    ("digits", ["--classes", "3,6", "--prepare", "standardize,pca:8,range:0..pi"], "re-uploading-8-2",
     ["--epochs", "30", "--rate", "0.02"], ["classical", "frozen", "linear"], 0.95),
    ("cosine", [], "simple-1", ["--epochs", "60", "--rate", "0.05"], ["classical", "linear"], 0.98),
    ("digits", ["--prepare", "range:-1..1"], "hybrid-qnn-reduced", ["--epochs", "25", "--rate", "0.005"],
     ["classical", "frozen", "linear"], 0.90),
]


def score(model, data, options):
    """What cross-validation prints of a model."""
    command = [PROGRAM, "train", model, "--data", data, *options, "--folds", "5", "--repeats", "5", "--json", "--quiet"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only rows whose model's name matches")
    arguments = parser.parse_args()
    short = 0
    print("| data | model and options | test score | classical | frozen | linear |\n|--|--|--|--|--|--|", flush=True)
    for data, preparation, model, training, controls, goal in ROWS:
        if not re.search(arguments.only, model):
            continue
        options = preparation + training
        own = score(model, data, options)
        least, greatest = own["interval"]
        digits = 4 if data == "cosine" else 3
        cells = [f"{own['mean']:.{digits}f} ({least:.{digits}f} to {greatest:.{digits}f})"]
        for control in ["classical", "frozen", "linear"]:
            cells.append(f"{score(f'{model}-{control}', data, options)['mean']:.{digits}f}" if control in controls else "-")
        holds = own["mean"] >= goal
        short += not holds
        mark = "" if holds else f" **short of {goal}**"
        print(f"| `{' '.join([data] + preparation)}` | `{' '.join([model] + training)}` | {' | '.join(cells)} |{mark}", flush=True)
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
