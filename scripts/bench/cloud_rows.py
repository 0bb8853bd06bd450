"""Circuits a second through a provider's protocol, journal and all, against our own emulator on the same cores."""

import json
import statistics
import subprocess
import sys
import tempfile

from race import ROOT
from rows import failed, row

sys.path.insert(0, str(ROOT / "scripts/operations"))
import service  # noqa: E402

TURNS = 5
# Nobody waits for a machine here: the service's queue is short, and what it computes is its own time.
SCALE = 1000
# Name of the row -> provider, circuits, circuits a batch, and how many a second are the goal.
ROWS = {
    "ibm, 100 circuits a job": ("ibm", 1000, 100, 1000),
    "braket, a circuit a task": ("braket", 150, 150, 150),
}
PEER = "the goal"


def seconds(provider, circuits, size):
    """The seconds of all circuits, each with its own outcome, through a journal of their own."""
    binary = service.program()
    with tempfile.TemporaryDirectory() as folder, service.Emulator(binary, provider, folder, scale=SCALE) as emulator:
        command = [binary("Benchmarks"), "--jobs", service.BACKENDS[provider], "--circuits", str(circuits), "--batch",
                   str(size), "--shots", str(service.SHOTS)]
        done = subprocess.run(command, env=service.environment(folder, emulator.port, SCALE), capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        answer = json.loads(done.stdout)
    if answer["counts"] != [service.expected(index % 63) for index in range(circuits)]:
        raise RuntimeError("the results are wrong")
    return answer["seconds"]


def cloud_rows(_):
    for name, (provider, circuits, size, goal) in ROWS.items():
        try:
            taken = statistics.median(seconds(provider, circuits, size) for _ in range(TURNS))
        except (RuntimeError, service.Failed) as problem:
            yield failed(name, 1, problem)
            continue
        allowed = circuits / goal
        peer = f"{circuits / taken:.0f} circuits a second, {PEER} {goal}"
        yield row(name, taken, allowed, peer, allowed / taken, 1)
