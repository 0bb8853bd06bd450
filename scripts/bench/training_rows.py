"""Training with Adam: an epoch of one model, and many models at once; both sides end at the same weights."""

import models
from gradient_rows import model
from race import close_to, on_threads
from rows import raced

EPOCH_ROWS = 1000
AGAINST_PENNYLANE = 20
AGAINST_JAX = 3
TOGETHER = {"count": 128, "rows": 200, "epochs": 50}
# Rounding grows from step to step.
TOLERANCE = {"epoch": 1e-7, "together": 1e-6}


def ours(count, rows, epochs):
    """Our entrants: the file's inputs x_i are the features and its inputs t_k the weights; the answer is the final
    weights, model after model. `members` are the places of each model's rows, in the order of its batches."""
    features, labels, members, starts = models.training(count, rows)
    arguments = {"file": model(models.TRAINED_QUBITS), "features": features.tolist(), "labels": labels.tolist(),
                 "members": members.tolist(), "starts": starts.tolist(), "epochs": epochs,
                 "batchSize": models.BATCH_SIZE, "adam": list(models.ADAM.values())}
    return on_threads("shotglass", "ours", "train", arguments)


def jax(count, rows, epochs):
    arguments = {"count": count, "rows": rows, "epochs": epochs}
    return (on_threads("jax", "bench", "training.jax", arguments)
            + on_threads("jax, rows encoded once", "bench", "training.jax", arguments | {"once": True}))


def pennylane(rows, epochs):
    """On one thread: circuits of four qubits have no work for two."""
    return on_threads("pennylane lightning", "bench", "training.pennylane", {"rows": rows, "epochs": epochs},
                      threads=(1,))


def training_rows(workers):
    epoch = ours(1, EPOCH_ROWS, 1)
    name = f"epoch of {EPOCH_ROWS:,} rows, {models.TRAINED_QUBITS} qubits"
    yield raced(workers, f"{name}, against JAX", AGAINST_JAX, epoch, jax(1, EPOCH_ROWS, 1), close_to(TOLERANCE["epoch"]))
    yield raced(workers, f"{name}, against PennyLane", AGAINST_PENNYLANE, epoch, pennylane(EPOCH_ROWS, 1),
                close_to(TOLERANCE["epoch"]))
    yield raced(workers, "{count} models, {rows} rows, {epochs} epochs".format(**TOGETHER), AGAINST_JAX,
                ours(**TOGETHER), jax(**TOGETHER), close_to(TOLERANCE["together"]))
