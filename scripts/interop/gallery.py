"""Judges the exported models: every file of qasm/models is read by each peer and gives the model's own means there.

Beside NAME.qasm stands NAME.json: {"observables": [text], "points": [{"values": {name: number}, "expectations": [one an
observable]}]}, a number for each input of the file. Each mean is computed by the verb `gradient`, by Qiskit and Braket,
which are given the file and the numbers, and by all three peers on the text that `export --bind` writes.
"""

import json
import multiprocessing
import time
from collections import Counter, defaultdict

import observables
import peers
import shotglass
from limits import reason_for

FOLDER = shotglass.ROOT / "qasm/models"
WORK = shotglass.ROOT / ".build/interop/gallery"
TOLERANCE = 1e-9
# Who is given the symbolic text, and who the bound one.
READERS = {"symbolic": ["qiskit", "braket"], "bound": ["qiskit", "braket", "pyqasm"]}
# A peer that takes longer than this many seconds on a text is stopped.
TIME_LIMIT = 60


def means(peer, text, inputs, names):
    """The means of the named observables in the state that a peer computes."""
    state = peers.STATES[peer](text, inputs)
    return [observables.mean(observables.parsed(name, len(state).bit_length() - 1), state) for name in names]


class Worker:
    """A process that asks the peers, started anew when one takes too long."""

    def __init__(self):
        self.pool = None

    def means(self, *arguments):
        if self.pool is None:
            # Spawned, not forked: Qiskit's threads do not survive a fork.
            self.pool = multiprocessing.get_context("spawn").Pool(1)
        try:
            return self.pool.apply_async(means, arguments).get(TIME_LIMIT)
        except multiprocessing.TimeoutError:
            self.close()
            raise TimeoutError(f"takes more than {TIME_LIMIT} s") from None

    def close(self):
        if self.pool is not None:
            self.pool.terminate()
            self.pool.join()
            self.pool = None


class Model:
    """A file of the gallery with its sidecar."""

    def __init__(self, path):
        self.path, self.text = path, path.read_text()
        sidecar = json.loads(path.with_suffix(".json").read_text())
        self.observables, self.points = sidecar["observables"], sidecar["points"]
        if not self.points or not self.observables:
            raise ValueError(f"{path.name} has nothing to compare")


class Group:
    """The checks of one kind: the worst difference, and what went wrong."""

    def __init__(self):
        self.statuses, self.worst, self.seconds, self.reasons, self.failures = Counter(), 0.0, 0.0, Counter(), []

    def attempt(self, case, peer, text, measured):
        """One check: the difference that `measured` returns must be within the tolerance."""
        began = time.monotonic()
        try:
            distance = measured()
            self.worst = max(self.worst, distance)
            message = None if distance <= TOLERANCE else f"off by {distance:.3g}"
        except Exception as problem:  # every refusal of a peer is a finding, never a stop
            message = " ".join(f"{type(problem).__name__}: {problem}".split())
        self.seconds += time.monotonic() - began
        reason = message and reason_for(peer, text, message)
        self.statuses["skipped" if reason else "failed" if message else "passed"] += 1
        if reason:
            self.reasons[reason] += 1
        elif message:
            self.failures.append(f"[{case}]: {message[:300]}")

    def report(self, name):
        print(f"{name:36} {self.statuses['passed']:5} passed {self.statuses['failed']:4} failed "
              f"{self.statuses['skipped']:4} skipped  {self.seconds:.0f} s, worst {self.worst:.1e}", flush=True)
        for reason, count in sorted(self.reasons.items()):
            print(f"skipped {count:4} x {name}: {reason}")
        for failure in self.failures[:20]:
            print(f"FAILED {name} {failure}")


def largest_difference(found, expected):
    if len(found) != len(expected):
        raise ValueError(f"{len(found)} means, {len(expected)} expected")
    return max(abs(mine - theirs) for mine, theirs in zip(found, expected))


def check(model, symbolic, groups, worker):
    for place, point in enumerate(model.points):
        case, expected = f"{model.path.name}, point {place}", point["expectations"]
        values = WORK / f"{model.path.stem}-{place}.json"
        values.write_text(json.dumps(point["values"]))
        groups["gallery -> shotglass"].attempt(case, "shotglass", model.text, lambda: largest_difference(
            [shotglass.gradient(model.path, name, values)["value"] for name in model.observables], expected))
        for peer in symbolic:
            groups[f"gallery symbolic -> {peer}"].attempt(case, peer, model.text, lambda: largest_difference(
                worker.means(peer, model.text, point["values"], model.observables), expected))
        bound = []
        groups["gallery bound"].attempt(case, "shotglass", model.text, lambda: bound.append(
            shotglass.export(model.path, "openqasm3", values)) or 0.0)
        for peer in READERS["bound"] if bound else ():
            groups[f"gallery bound -> {peer}"].attempt(case, peer, bound[0], lambda: largest_difference(
                worker.means(peer, bound[0], None, model.observables), expected))


def run(small):
    """All models, at all of their points; when small at the first, the peers taking the symbolic texts in turn."""
    WORK.mkdir(parents=True, exist_ok=True)
    models = [Model(path) for path in sorted(FOLDER.glob("*.qasm"))]
    groups, worker = defaultdict(Group), Worker()
    for place, model in enumerate(models):
        readers = READERS["symbolic"]
        if small:
            model.points, readers = model.points[:1], [readers[place % len(readers)]]
        check(model, readers, groups, worker)
    worker.close()
    print(f"gallery: {len(models)} models")
    for name in sorted(groups):
        groups[name].report(name)
    return bool(models) and not any(group.failures for group in groups.values())
