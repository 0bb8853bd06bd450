"""Derivatives of the model of a feature map and an ansatz: row after row of goals by number of qubits."""

import models
from race import close_to, on_threads
from rows import raced
from text_rows import WORK

SINGLE_ALONE = {4: 25, 6: 10, 8: 4, 10: 3}
AGAINST_LIBRARIES = {4: 150, 8: 15, 10: 6}
BATCH = {4: 8, 6: 5, 8: 3}
DISTANCE = {4: 6, 6: 4, 8: 2.5}
BATCHES = (32, 256)
TOLERANCE = {"double": 1e-9, "single": 2e-3}


def model(qubits):
    path = WORK / f"model-{qubits}.qasm"
    path.write_text(models.model_text(qubits))
    return str(path)


def ours(case, qubits, precision="double", rows=None):
    """Our entrants: all numbers of the points come from here, so that both sides differentiate at the same ones."""
    inputs, weights = models.point(qubits)
    samples = [inputs] if rows is None else models.batch(qubits, rows)
    arguments = {"file": model(qubits), "precision": precision, "inputs": [list(row) for row in samples],
                 "weights": list(weights), "origin": list(inputs)}
    return on_threads("shotglass" + (f", batch of {rows}" if rows else ""), "ours", case, arguments, rows or 1)


def jax(case, qubits, precision, rows=None):
    arguments = {"qubits": qubits, "precision": precision} | ({"rows": rows} if rows else {})
    return on_threads("jax" + (f", batch of {rows}" if rows else ""), "bench", f"jax.{case}", arguments, rows or 1)


def first_sample(qubits, width, tolerance):
    """Batches of different sizes have their first samples in common."""
    same = close_to(tolerance)
    return lambda mine, theirs: same(mine[:width(qubits)], theirs[:width(qubits)])


def gradient_rows(workers):
    for qubits, goal in SINGLE_ALONE.items():
        yield raced(workers, f"gradient, {qubits} qubits, against JAX", goal, ours("gradient", qubits),
                    jax("gradient", qubits, "double"), close_to(TOLERANCE["double"]))
    for qubits, goal in AGAINST_LIBRARIES.items():
        peers = on_threads("qulacs", "bench", "libraries.qulacs_gradient", {"qubits": qubits})
        peers += on_threads("catalyst", "catalyst", "libraries.catalyst_gradient", {"qubits": qubits})
        yield raced(workers, f"gradient, {qubits} qubits, against libraries", goal, ours("gradient", qubits), peers,
                    close_to(TOLERANCE["double"]))


def batch_rows(workers):
    for precision in ("double", "single"):
        for qubits, goal in BATCH.items():
            yield raced(workers, f"batch of gradients, {qubits} qubits, {precision}", goal,
                        [entrant for rows in BATCHES for entrant in ours("gradient", qubits, precision, rows)],
                        [entrant for rows in BATCHES for entrant in jax("gradient", qubits, precision, rows)],
                        first_sample(qubits, models.weight_count, TOLERANCE[precision]))


def inversion_rows(workers):
    """|g(x) - g*|^2 and its gradient with respect to x, the step of a gradient inversion."""
    for qubits, goal in DISTANCE.items():
        yield raced(workers, f"gradient distance, {qubits} qubits", goal,
                    [entrant for rows in BATCHES for entrant in ours("distance", qubits, "double", rows)],
                    [entrant for rows in BATCHES for entrant in jax("distance", qubits, "double", rows)],
                    first_sample(qubits, lambda qubits: qubits + 1, 1e-8))


def jacobian_rows(workers):
    """All derivatives of the gradient by the inputs, in gradients: both sides are ours."""
    for rows in (None, 256):
        for qubits in (4, 6, 8, 10):
            allowed = 1.5 * qubits + 2
            yield raced(workers, f"Jacobian of the gradient, {qubits} qubits, {'batch' if rows else 'alone'}", 1,
                        ours("jacobian", qubits, rows=rows), ours("gradient", qubits, rows=rows),
                        lambda mine, theirs: True, allowance=allowed)
