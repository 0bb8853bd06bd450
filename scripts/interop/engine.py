"""Judges the simulators by Qiskit and Aer: ideal states, every noise channel, and the noise of every device.

Exact numbers are compared wherever both sides have them: amplitudes to 1e-12, the probabilities of a density matrix to
1e-9, a device's noise to a hundredth of total variation. Counts of both ways to run noise must fit the exact
probabilities within five standard deviations.
"""

import json
import math
import time

import numpy as np

import calibrations
import peers
import random_programs
import shotglass

WORK = shotglass.ROOT / ".build/interop/engine"
STATE_TOLERANCE = 1e-12
CHANNEL_TOLERANCE = 1e-9
LARGEST_VARIATION = 0.01
# Aer's probabilities of a compiled circuit of many gates are this near the truth.
PEERS_ROUNDING = 1e-7
SHOTS = 20_000


class Tally:
    """The checks of one group: how many passed, the worst distance, and every failure."""

    def __init__(self, name):
        self.name, self.passed, self.worst, self.failures = name, 0, 0.0, []
        self.began = time.monotonic()

    def attempt(self, case, tolerance, measured):
        """One check: the distance that `measured` returns must be within the tolerance."""
        try:
            distance = measured()
        except Exception as problem:  # a refusal of either side is a failure like any other
            self.failures.append(f"[{case}]: {type(problem).__name__}: {problem}")
            return
        self.worst = max(self.worst, distance)
        if distance <= tolerance:
            self.passed += 1
        else:
            self.failures.append(f"[{case}]: {distance:.3g} apart, {tolerance:g} allowed")

    def report(self):
        print(f"{self.name:36} {self.passed:5} passed {len(self.failures):4} failed, worst {self.worst:.1e}, "
              f"{time.monotonic() - self.began:.0f} s", flush=True)
        for failure in self.failures[:20]:
            print(f"FAILED {self.name} {failure}")
        return not self.failures


def written(name, text):
    path = WORK / name
    path.write_text(text)
    return str(path)


def variation(ours, theirs):
    return 0.5 * float(np.sum(np.abs(np.asarray(ours) - np.asarray(theirs))))


def deviation(counts, probabilities):
    """How many standard deviations of chi-squared the counts are from what the probabilities allow; at least 0."""
    expected = np.asarray(probabilities) * np.sum(counts)
    rare = expected < 5
    counts = np.asarray(counts)
    cells = [(counts[rare].sum(), expected[rare].sum()), *zip(counts[~rare], expected[~rare])]
    if any(seen for seen, wanted in cells if wanted < 1e-9):
        return math.inf
    squared = sum((seen - wanted) ** 2 / wanted for seen, wanted in cells if wanted >= 1e-9)
    freedom = max(1, len(cells) - 1)
    return max(0.0, (squared - freedom) / math.sqrt(2 * freedom))


def ideal_states(engine, count):
    """Random programs in both languages, which between them use every gate of their libraries."""
    tally = Tally("ideal states")
    for seed in range(count // 2):
        for make in (random_programs.program_3, random_programs.program_2):
            text = make(seed)
            name = f"ideal-{seed}.{make.__name__}.qasm"

            def measured():
                pairs = engine.ask("amplitudes", file=written(name, text)).reshape(-1, 2)
                return peers.difference(peers.qiskit_state(text), pairs @ [1, 1j])[0]

            tally.attempt(name, STATE_TOLERANCE, measured)
    return tally.report()


def noisy(engine, tally, name, text, device, expected, samples, tolerance=CHANNEL_TOLERANCE):
    """One noisy program: its exact probabilities, and counts of each way to run it."""
    path = written(f"{name}.qasm", text)
    tally.attempt(name, tolerance, lambda: variation(engine.ask("probabilities", file=path, device=device), expected))
    for method in ("densityMatrix", "trajectories") if samples else ():
        # Five standard deviations of a chi-squared with few degrees of freedom reach further than the normal's.
        samples.attempt(f"{name}, {method}", 6.5, lambda: deviation(
            engine.ask("histogram", file=path, device=device, method=method, shots=SHOTS), expected))


def channels(engine, rounds):
    """Every kind of channel behind a gate in the middle of a random circuit of three entangled qubits."""
    exact, samples = Tally("channels, exact"), Tally("channels, counts")
    for turn in range(rounds):
        source = np.random.default_rng([7, turn])
        for kind, (count, ours, theirs) in calibrations.channels(source).items():
            gate = {1: "id", 2: "cz", 3: "ccx"}[count]
            operands = [int(qubit) for qubit in source.permutation(3)[:count]]
            name = f"channel-{kind}-{turn}"
            device = written(f"{name}.json", json.dumps(calibrations.plain_device(3, [
                {"gate": gate, "on": operands, "channel": ours}])))
            circuit = calibrations.probe(source, gate, operands)
            expected = calibrations.aer_probabilities(circuit, calibrations.model_of(theirs, gate, operands))
            noisy(engine, exact, name, calibrations.text_of(circuit), device, expected, samples)
    return exact.report() & samples.report()


def readout(engine, rounds):
    """Confusion of single qubits and of pairs, and resets that miss."""
    tally, samples = Tally("readout and reset, exact"), Tally("readout and reset, counts")
    for turn in range(rounds):
        source = np.random.default_rng([8, turn])
        device, circuit, expected = calibrations.confused(source)
        name = f"readout-{turn}"
        noisy(engine, tally, name, calibrations.text_of(circuit), written(f"{name}.json", json.dumps(device)),
              expected, samples)
    return tally.report() & samples.report()


def devices(engine, circuits):
    """The noise that a device's calibration makes, on circuits that Qiskit compiled and scheduled for it."""
    good = True
    for path in sorted((shotglass.ROOT / "backends").glob("ibm_*.json")):
        tally = Tally(f"noise of {path.stem}")
        peer = calibrations.Backend(json.loads(path.read_text()))
        for seed in range(circuits):
            circuit = peer.compiled(seed)
            noisy(engine, tally, f"{path.stem}-{seed}", calibrations.text_of(circuit), str(path),
                  peer.probabilities(circuit), None, LARGEST_VARIATION)
        good &= tally.report()
    return good


def wide(engine, sizes):
    """Many qubits in a line on a device, where simulators hold only some at a time."""
    tally, samples = Tally("noise of wide circuits, exact"), Tally("noise of wide circuits, counts")
    path = shotglass.ROOT / "backends/ibm_kolkata.json"
    peer = calibrations.Backend(json.loads(path.read_text()))
    for qubits in sizes:
        circuit = peer.wide(qubits)
        noisy(engine, tally, f"line-{qubits}", calibrations.text_of(circuit), str(path), peer.probabilities(circuit),
              samples, PEERS_ROUNDING)
    return tally.report() & samples.report()


# Scale -> random programs, rounds of channels and of readout, circuits a device.
SCALES = {"small": (40, 1, 2, 2), "usual": (200, 3, 10, 20), "soak": (2000, 40, 200, 100)}


def run(scale):
    """All checks of the simulators; true when none failed."""
    programs, rounds, misreadings, circuits = SCALES[scale]
    WORK.mkdir(parents=True, exist_ok=True)
    server = shotglass.Engine()
    try:
        return (ideal_states(server, programs) & channels(server, rounds) & readout(server, misreadings)
                & devices(server, circuits) & wide(server, (7,) if scale == "small" else (7, 9, 10)))
    finally:
        server.close()
