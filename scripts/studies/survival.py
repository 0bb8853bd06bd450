#!/usr/bin/env python3
"""Kills a study again and again, fills its disk, runs it in shards, and demands the bytes of an undisturbed run.

  scripts/studies/survival.py [--cells N] [--kills N] [--most-overhead SHARE]

Prints how much of the run was not work on cells. Needs a release build, and nothing but Python itself.
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/shotglass"
# Every shots, batch size and backend of the grid; the number of models makes up the rest.
SHOTS = [32, 64, 128, 256, 512]
BACKENDS = ["ideal", "noisy-ibm_manila"]
BATCHES = [1, 4]


def study(cells):
    models = max(1, cells // (len(SHOTS) * len(BACKENDS) * len(BATCHES)))
    return {
        "schema": 1, "name": "survival", "seed": 11, "data": {"source": "iris", "classes": ["1", "2"]},
        "model": {"name": "zz-efficient-2"}, "training": {"epochs": 1},
        "analyses": [{"kind": "gradient-quality", "repetitions": 16}],
        "grid": {"shots": SHOTS, "backends": BACKENDS, "batchSizes": BATCHES, "seeds": models},
    }


def demand(holds, what):
    if not holds:
        sys.exit(f"survival: FAILED: {what}")


def command(*words):
    return [str(PROGRAM), *map(str, words), "--quiet"]


def run(*words):
    """What a command printed, as JSON."""
    done = subprocess.run([*command(*words), "--json"], capture_output=True, text=True, check=False)
    demand(done.returncode == 0, f"{' '.join(map(str, words))} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def outcome(folder):
    """The records and the report of a folder."""
    page = Path(folder) / "report.html"
    subprocess.run(command("report", folder, "-o", page), check=True)
    return (Path(folder) / "records.jsonl").read_bytes(), page.read_bytes()


def overhead(folder, seconds, threads):
    """The share of all threads' time that was no work on cells."""
    work = sum(json.loads(line)["seconds"] for path in (Path(folder) / "timings").iterdir()
               for line in path.read_text().splitlines())
    return work, threads * seconds / work - 1


def killed(folder, file, longest, kills, rng):
    """Runs a study and kills it after a random time, so often; the last run is left to its end."""
    survived = 0
    for _ in range(kills):
        process = subprocess.Popen(command("study", "run", file, "-o", folder), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.02, longest))
        if process.poll() is None:
            process.send_signal(rng.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT]))
            survived += 1
        process.wait()
    print(f"{survived} of {kills} runs were stopped before their end")
    return run("study", "resume", file, "-o", folder)


def starved(folder, file, cells):
    """Runs a study whose files may not grow beyond some bytes, as on a full disk, then goes on with room."""
    # Room for the plan, and for about a quarter of the records.
    most = 300 * cells

    def limit():
        # The write then fails, as it does without room.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(command("study", "run", file, "-o", folder), capture_output=True, text=True, check=False,
                          preexec_fn=limit)
    demand(done.returncode == 5 and "what is recorded is not lost" in done.stderr,
           f"a full disk ended with {done.returncode}: {done.stderr}")
    demand(any((Path(folder) / "parts").iterdir()), "nothing was recorded before the disk was full")
    return run("study", "resume", file, "-o", folder)


def main():
    parser = argparse.ArgumentParser(description="Kills a study again and again.")
    parser.add_argument("--cells", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--most-overhead", type=float, default=0.01)
    options = parser.parse_args()
    demand(PROGRAM.exists(), "there is no release build: scripts/build")
    rng = random.Random(options.cells)
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    place = Path(tempfile.mkdtemp(prefix="survival-"))
    try:
        file = place / "survival.json5"
        file.write_text(json.dumps(study(options.cells)))
        planned = run("study", "plan", file)["cells"]
        began = time.monotonic()
        first = run("study", "run", file, "-o", place / "alone")
        seconds = time.monotonic() - began
        work, share = overhead(place / "alone", seconds, threads)
        expected = outcome(place / "alone")
        demand(first["evaluated"] == planned and expected[0].count(b"\n") == planned, "cells are missing")
        print(f"{planned} cells: {seconds:.1f} s on {threads} threads, {work:.1f} s of work, "
              f"{100 * share:.2f} % overhead")
        demand(share <= options.most_overhead, f"the overhead is above {100 * options.most_overhead} %")
        demand(run("study", "resume", file, "-o", place / "alone")["evaluated"] == 0, "a finished study ran again")

        killed(place / "killed", file, 2 * seconds / options.kills, options.kills, rng)
        demand(outcome(place / "killed") == expected, "a study that was killed gives other bytes")
        demand(run("study", "resume", file, "-o", place / "killed")["evaluated"] == 0, "a finished study ran again")
        print("killed and resumed: the same bytes")

        rest = starved(place / "starved", file, planned)
        demand(0 < rest["evaluated"] < planned, "records from before the disk was full are lost")
        demand(outcome(place / "starved") == expected, "a study whose disk was full gives other bytes")
        print("out of room and resumed: the same bytes")

        for number in (2, 3, 1):
            run("study", "run", file, "-o", place / "shards", "--shard", f"{number}/3", "--threads", 1)
        merged = run("study", "merge", file, "-o", place / "shards")
        demand(merged["missing"] == 0, "cells are missing after the merge")
        demand(outcome(place / "shards") == expected, "shards on one thread give other bytes")
        print("in three shards, on one thread each: the same bytes")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    print("survival: passed")


main()
