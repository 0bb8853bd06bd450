"""Noisy runs with a device's whole calibration, against Qiskit Aer."""

import re

import peer_noise
from race import Entrant, on_threads
from rows import raced
from text_rows import WORK

# Qubits, shots, and Aer's method that is fastest there.
RUNS = ((5, 10_000, "density_matrix"), (10, 10_000, "density_matrix"), (16, 50, "statevector"), (20, 4, "statevector"))
GOAL = 5


def ours(qubits, shots, method):
    """The circuit that the peer runs, as it was compiled, on the same device's calibration."""
    from qiskit import qasm3

    path = WORK / f"compiled-{qubits}.qasm"
    path.write_text(on_physical_qubits(qasm3.dumps(peer_noise.compiled(qubits))))
    arguments = {"file": str(path), "device": f"ibm_{peer_noise.device_name(qubits)}", "shots": shots,
                 "method": {"density_matrix": "densityMatrix", "statevector": "trajectories"}[method]}
    return on_threads("shotglass", "ours", "noise", arguments)


def on_physical_qubits(text):
    """The text without its barriers, which would touch every qubit of the device."""
    return re.sub(r"^barrier .*\n", "", text, flags=re.MULTILINE)


def within_shot_noise(shots):
    """<Z0> of two samples of this size: five standard deviations of their difference."""
    return lambda mine, theirs: abs(mine[0] - theirs[0]) <= 5 * (2 / shots) ** 0.5


def noise_rows(workers):
    for qubits, shots, method in RUNS:
        peers = [Entrant(f"aer, {method}", "bench", "noise.aer", threads,
                         {"qubits": qubits, "shots": shots, "method": method, "threads": threads})
                 for threads in (1, 2)]
        yield raced(workers, f"noisy run, {qubits} qubits, {shots} shots", GOAL, ours(qubits, shots, method), peers,
                    within_shot_noise(shots))
