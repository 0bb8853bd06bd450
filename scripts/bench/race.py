"""Times entrants turn by turn: workers that stay alive, each pinned to its number of threads, are asked for seconds.

A worker reads a line of JSON, {"case": NAME, "arguments": {...}}, and answers with one: the seconds of one call. It
prepares a case when it is first asked for it, leaves that out of the time, and then also answers what the case found.
"""

import contextlib
import json
import os
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURNS = 5
# A call longer than this many seconds is taken in fewer turns.
LONG_CALL = 8
TURNS_OF_LONG_CALLS = 3
# What is this much slower than the best of its side in the first turn, which does not count, is not asked again.
HOPELESS = 2

COMMANDS = {
    "ours": [os.environ.get("SHOTGLASS_BENCHMARKS", str(ROOT / ".build/release/Benchmarks")), "--serve"],
    "bench": [str(ROOT / ".venv/bench/bin/python"), "-W", "ignore", str(Path(__file__).with_name("peer.py"))],
    "catalyst": [str(ROOT / ".venv/catalyst/bin/python"), "-W", "ignore", str(Path(__file__).with_name("peer.py"))],
}


class WrongValue(Exception):
    """Two entrants that should do the same work do not get the same numbers."""


@dataclass(frozen=True)
class Entrant:
    """One way to do a row's work: a case of a worker's, on some threads."""

    label: str
    program: str  # a key of COMMANDS
    case: str
    threads: int
    arguments: dict = field(default_factory=dict, hash=False)
    # How many samples one call computes: its figure is the seconds of one sample.
    samples: int = 1

    @property
    def name(self):
        return f"{self.label}, {self.threads} thread{'s' if self.threads > 1 else ''}"


def on_threads(label, program, case, arguments=None, samples=1, threads=(1, 2)):
    """The same entrant on each number of threads."""
    return [Entrant(label, program, case, count, arguments or {}, samples) for count in threads]


class Worker:
    """A process that times the cases it is asked for."""

    def __init__(self, program, threads):
        names = ("OMP", "QULACS", "OPENBLAS", "MKL", "RAYON", "NUMBA")
        environment = dict(os.environ, **{f"{name}_NUM_THREADS": str(threads) for name in names})

        def pin():
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, cores[-threads:])

        self.process = subprocess.Popen(COMMANDS[program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=environment, preexec_fn=pin if hasattr(os, "sched_setaffinity") else None)

    def ask(self, case, arguments):
        """Seconds of one call, and the first time the numbers it found."""
        self.process.stdin.write(json.dumps({"case": case, "arguments": arguments}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the worker of {case} ended with status {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{case}: {answer['error']}")
        return answer["seconds"], answer.get("value")

    def close(self):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()


class Workers:
    """The workers of one group of rows, each started when it is first asked."""

    def __init__(self):
        self.started = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends every worker; one that is asked again is started anew."""
        for worker in self.started.values():
            worker.close()
        self.started.clear()

    def ask(self, entrant):
        key = (entrant.program, entrant.threads)
        if key not in self.started:
            self.started[key] = Worker(*key)
        arguments = entrant.arguments | ({"threads": entrant.threads} if entrant.program == "ours" else {})
        seconds, value = self.started[key].ask(entrant.case, arguments)
        return seconds / entrant.samples, value

    def forget(self):
        """Lets every worker drop what it has prepared."""
        for worker in self.started.values():
            worker.ask("forget", {})


@dataclass
class Race:
    """What a race of two sides found: the median seconds of each side's best entrant, and everyone's first turn."""

    ours: float
    peer: float
    ours_name: str
    peer_name: str
    first: dict


def run(workers, ours, peers, agree, turns=TURNS):
    """Races our entrants against the peers'; `agree(mine, theirs)` says whether two values are the same."""
    first, values = {}, {}
    for entrant in [*peers, *ours]:
        first[entrant], values[entrant] = workers.ask(entrant)
    reference = next(iter([*peers, *ours]))
    for entrant in [*peers, *ours]:
        if not agree(values[entrant], values[reference]):
            raise WrongValue(f"{entrant.name} finds {brief(values[entrant])}, "
                             f"{reference.name} {brief(values[reference])}")
    sides = [[entrant for entrant in side if first[entrant] <= HOPELESS * min(first[other] for other in side)]
             for side in (peers, ours)]
    slowest = max(min(first[entrant] * entrant.samples for entrant in side) for side in sides)
    turns = TURNS_OF_LONG_CALLS if slowest > LONG_CALL else turns
    seconds = {entrant: [] for side in sides for entrant in side}
    for _ in range(turns):
        for entrant in seconds:
            seconds[entrant].append(workers.ask(entrant)[0])
    workers.forget()
    medians = {entrant: statistics.median(taken) for entrant, taken in seconds.items()}
    peer, mine = (min(side, key=medians.get) for side in sides)
    return Race(medians[mine], medians[peer], mine.name, peer.name, first)


def brief(values):
    return "[" + ", ".join(f"{value:.10g}" for value in values[:4]) + (", ..." if len(values) > 4 else "") + "]"


def close_to(tolerance):
    """Two lists of numbers agree when they differ by no more than this share of the larger of 1 and their size."""

    def agree(mine, theirs):
        return len(mine) == len(theirs) and all(
            abs(a - b) <= tolerance * max(1, abs(a), abs(b)) for a, b in zip(mine, theirs))

    return agree
