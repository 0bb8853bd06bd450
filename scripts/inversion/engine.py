"""Asks the Benchmarks executable for attacks: one process a core, each answering one line of JSON with one."""

import json
import math
import os
import queue
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = os.environ.get("SHOTGLASS_BENCHMARKS", str(ROOT / ".build/release/Benchmarks"))
SHOTGLASS = os.environ.get("SHOTGLASS", str(ROOT / ".build/release/shotglass"))


# How many numbers the case `inversion` answers of each draw of the evidence.
NUMBERS = 9


class Server:
    """One process, which answers questions in turn."""

    def __init__(self):
        self.process = subprocess.Popen([BENCHMARKS, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)

    def ask(self, case, arguments):
        question = {"case": case, "arguments": {"threads": 1} | arguments, "calls": 1}
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the server ended with status {self.process.wait()} at case {case}")
        answer = json.loads(line)
        if "error" in answer:
            sys.exit(f"{case}: {answer['error']}")
        return answer["value"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def ask_all(questions):
    """The answers to (case, arguments) pairs, in their order, from as many processes as there are cores."""
    if not Path(BENCHMARKS).exists():
        sys.exit(f"{BENCHMARKS} does not exist; build it with: make build")
    count = os.cpu_count() or 1
    idle = queue.SimpleQueue()
    servers = [Server() for _ in range(count)]
    for server in servers:
        idle.put(server)

    def ask(question):
        server = idle.get()
        try:
            return server.ask(*question)
        finally:
            idle.put(server)

    try:
        with ThreadPoolExecutor(count) as pool:
            yield from pool.map(ask, questions)
    finally:
        for server in servers:
            server.close()


def weight_count(name):
    """How many weights a model of the gallery has."""
    text = subprocess.run([SHOTGLASS, "models", "show", name, "--json"], capture_output=True, text=True, check=True).stdout
    return sum(len(circuit["weights"]) for circuit in json.loads(text)["circuits"])


class Instance:
    """Weights, rows of inputs uniform within (0, pi) and labels 0.7 cos x_0, drawn from a seed."""

    def __init__(self, name, seed, weights, batch=1, features=None, most=math.pi):
        source = random.Random(f"{name} {weights} {seed}")
        count = weight_count_of(name)
        self.name, self.range = name, [0, most]
        self.weights = [1.0 if weights == "ones" else 2 * math.pi * source.random() for _ in range(count)]
        width = features or int(name.split("-")[-1])
        self.features = [[most * source.random() for _ in range(width)] for _ in range(batch)]
        self.labels = [0.7 * math.cos(row[0]) for row in self.features]

    def arguments(self, **others):
        return {"model": self.name, "weights": self.weights, "features": self.features, "labels": self.labels,
                "shots": 0, "seed": 1, "range": self.range, "hidesLabels": 0} | others


COUNTS = {}


def weight_count_of(name):
    if name not in COUNTS:
        COUNTS[name] = weight_count(name)
    return COUNTS[name]


def wilson(hits, count, z=1.959964):
    """The 95 % interval of a share."""
    if count == 0:
        return 0.0, 1.0
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)
