"""Judges the exported models: every file of qasm/models is read by each peer and gives the model's own means there.

Beside NAME.qasm stands NAME.json: {"observables": [text], "points": [{"values": {name: number}, "expectations": [one an
observable]}]}, a number for each input of the file. Each mean is computed by the verb `gradient`, by Qiskit and Braket,
which are given the file and the numbers, and by all three peers on the text that `export --bind` writes.
"""

import json
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
        began = time.process_time()
        try:
            distance = measured()
            self.worst = max(self.worst, distance)
            message = None if distance <= TOLERANCE else f"off by {distance:.3g}"
        except Exception as problem:  # every refusal of a peer is a finding, never a stop
            message = " ".join(f"{type(problem).__name__}: {problem}".split())
        self.seconds += time.process_time() - began
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


def largest_difference(means, expected):
    if len(means) != len(expected):
        raise ValueError(f"{len(means)} means, {len(expected)} expected")
    return max(abs(mine - theirs) for mine, theirs in zip(means, expected))


def peers_difference(model, peer, text, inputs, expected):
    state = peers.STATES[peer](text, inputs)
    qubits = len(state).bit_length() - 1
    means = [observables.mean(observables.parsed(name, qubits), state) for name in model.observables]
    return largest_difference(means, expected)


def check(model, groups):
    for place, point in enumerate(model.points):
        case, expected = f"{model.path.name}, point {place}", point["expectations"]
        values = WORK / f"{model.path.stem}-{place}.json"
        values.write_text(json.dumps(point["values"]))
        groups["gallery -> shotglass"].attempt(case, "shotglass", model.text, lambda: largest_difference(
            [shotglass.gradient(model.path, name, values)["value"] for name in model.observables], expected))
        for peer in READERS["symbolic"]:
            groups[f"gallery symbolic -> {peer}"].attempt(case, peer, model.text, lambda: peers_difference(
                model, peer, model.text, point["values"], expected))
        for peer in READERS["bound"]:
            bound = []

            def difference():
                bound.append(shotglass.export(model.path, "openqasm3", values))
                return peers_difference(model, peer, bound[0], None, expected)

            groups[f"gallery bound -> {peer}"].attempt(case, peer, model.text, difference)


def run(small):
    """All models, at all of their points or, when small, at the first; true when none failed."""
    WORK.mkdir(parents=True, exist_ok=True)
    models = [Model(path) for path in sorted(FOLDER.glob("*.qasm"))]
    groups = defaultdict(Group)
    for model in models:
        model.points = model.points[:1] if small else model.points
        check(model, groups)
    print(f"gallery: {len(models)} models")
    for name in sorted(groups):
        groups[name].report(name)
    return bool(models) and not any(group.failures for group in groups.values())
