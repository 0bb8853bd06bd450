"""Sampled gradients, and sampling a big state."""

import models
from gradient_rows import model
from race import Entrant, on_threads
from rows import raced

SHOTS = 1000


def shift_rows(workers):
    """The parameter-shift gradient of <Z0>: two circuits a weight, 1,000 shots each."""

    def agree(mine, theirs):
        # Five standard deviations of the difference of two such estimates, each a half of a difference of two means.
        return all(abs(a - b) <= 5 * (1 / SHOTS) ** 0.5 for a, b in zip(mine, theirs, strict=True))

    for qubits in (4, 8):
        inputs, weights = models.point(qubits)
        mine = on_threads("shotglass", "ours", "shift", {
            "file": model(qubits), "inputs": [list(inputs)], "weights": list(weights), "shots": SHOTS})
        sampler = [Entrant("aer SamplerV2", "bench", "libraries.aer_shift", threads,
                           {"qubits": qubits, "threads": threads}) for threads in (1, 2)]
        loop = on_threads("qulacs loop", "bench", "libraries.qulacs_shift", {"qubits": qubits})
        yield raced(workers, f"sampled gradient, {qubits} qubits, against Aer", 100, mine, sampler, agree)
        yield raced(workers, f"sampled gradient, {qubits} qubits, against qulacs", 8, mine, loop, agree)


def sampling_rows(workers):
    """A million shots of a dense random state into counts, from its amplitudes."""
    arguments = {"qubits": 20, "shots": 1_000_000}

    def agree(mine, theirs):
        # All shots are there, and as many different outcomes to a hundredth.
        return mine[0] == theirs[0] and abs(mine[1] - theirs[1]) <= 0.01 * theirs[1]

    yield raced(workers, "1,000,000 shots of 20 qubits", 2, on_threads("shotglass", "ours", "counts", arguments),
                on_threads("numpy multinomial", "bench", "libraries.numpy_counts", arguments, threads=(1,)), agree)
