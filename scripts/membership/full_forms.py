#!/usr/bin/env python3
"""The paper's full forms, basic-qnn and hybrid-qnn, on files in MNIST's format: trained, made to forget a class, audited.

    scripts/membership/full_forms.py [--rows N] [--epochs N]

The files are synthetic, bars of 28 x 28 pixels whose places tell ten classes, written as idx.gz to a folder of their own:
what is shown is that everything runs on such files, in what time and memory, not what MNIST would give. With MNIST's own
files the same commands take them by --data. Ends with 1 where a command fails.
"""

import argparse
import gzip
import os
import random
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def write(folder, rows):
    random.seed(1)
    pixels, labels = bytearray(), bytearray()
    for row in range(rows):
        label = row % 10
        for y in range(28):
            for x in range(28):
                bright = max(200 if abs(y - 4 - 2 * label) < 3 else 0, 160 if abs(x - 24 + 2 * label) < 2 else 0)
                pixels.append(min(255, max(0, bright + random.randint(-40, 40))))
        labels.append(label)
    with gzip.open(folder / "images-idx3-ubyte.gz", "wb") as file:
        file.write(struct.pack(">IIII", 2051, rows, 28, 28) + bytes(pixels))
    with gzip.open(folder / "labels-idx1-ubyte.gz", "wb") as file:
        file.write(struct.pack(">II", 2049, rows) + bytes(labels))


def run(words, folder):
    began = time.monotonic()
    log = folder / "errors"
    with open(log, "wb") as errors:
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(f"{words[1]:<12}{words[2]:<12}{time.monotonic() - began:6.1f} s {usage.ru_maxrss / 1024:6.0f} MB"
          f"  {' '.join(words[3:])}")
    if process.returncode != 0:
        sys.exit(log.read_text() or f"ended with {process.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=640, help="half of them are trained on: more than 256")
    parser.add_argument("--epochs", type=int, default=2)
    options = parser.parse_args()
    binary = os.environ.get("SHOTGLASS", str(ROOT / ".build/release/shotglass"))
    data = ["--data", "images-idx3-ubyte.gz,labels-idx1-ubyte.gz", "--seed", "1"]
    epochs = ["--epochs", str(options.epochs)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, options.rows)
        for model in ("basic-qnn", "hybrid-qnn"):
            checkpoint = f"{model}.json"
            run([binary, "train", model, *data, *epochs, "--test-share", "0.5", "-o", checkpoint], folder)
            forget = ["--checkpoint", checkpoint, "--forget", "class:4", "--test-share", "0.5", "--attack-epochs", "20"]
            for method in ("gradient-ascent", "selective-dampening"):
                own = epochs if method == "gradient-ascent" else []
                run([binary, "unlearn", model, *data, *forget, "--method", method, *own], folder)
            audit = ["--members", "100", "--references", "4", "--targets", "2"]
            run([binary, "membership", model, *data, *epochs, *audit], folder)


if __name__ == "__main__":
    main()
