"""Training of the model: PennyLane called batch by batch, and a JAX program compiled as a whole."""

import numpy as np

import models


class Adam:
    """As PyTorch's."""

    def __init__(self, count):
        self.first, self.second, self.steps = np.zeros(count), np.zeros(count), 0

    def stepped(self, weights, slope):
        rate, beta1, beta2, epsilon = models.ADAM.values()
        self.steps += 1
        self.first = beta1 * self.first + (1 - beta1) * slope
        self.second = beta2 * self.second + (1 - beta2) * slope ** 2
        root = np.sqrt(self.second / (1 - beta2 ** self.steps))
        return weights - rate / (1 - beta1 ** self.steps) * self.first / (root + epsilon)


def pennylane(rows, epochs):
    """One model, its gradients by lightning's adjoint method; a call a batch is faster than a call a row."""
    import pennylane as qml
    from pennylane import numpy as traced

    features, labels, members, starts = models.training(1, rows)
    features, labels = features[members[0]], labels[members[0]]
    gates = {"h": qml.Hadamard, "cx": qml.CNOT, "p": qml.PhaseShift, "ry": qml.RY, "rz": qml.RZ}

    @qml.qnode(qml.device("lightning.qubit", wires=models.TRAINED_QUBITS), diff_method="adjoint")
    def mean(inputs, weights):
        for name, wires, angles in models.bound_model(inputs, weights):
            gates[name](*angles, wires=list(wires))
        return qml.expval(qml.PauliZ(0))

    def loss(weights, rows, labels):
        return traced.mean((mean(rows.T, weights) - labels) ** 2)

    slope = qml.grad(loss, argnums=0)

    def action():
        weights, adam = starts[0], Adam(len(starts[0]))
        for _ in range(epochs):
            for batch in models.batches(rows):
                trainable = traced.array(weights, requires_grad=True)
                weights = adam.stepped(weights, np.asarray(slope(trainable, features[batch], labels[batch])))
        return weights

    return action


def jax(count, rows, epochs, once=False):
    """All models side by side under vmap, all steps in one scan; `once` encodes each row before the first epoch."""
    import jax as library
    import jax.numpy as jnp

    from peer_jax import Model

    model = Model(models.TRAINED_QUBITS, "double")
    rate, beta1, beta2, epsilon = models.ADAM.values()
    features, labels, members, starts = (jnp.asarray(part) for part in models.training(count, rows))
    places = models.batches(rows)
    # Short batches are filled up with rows that do not count.
    filled = jnp.asarray([[*batch, *[0] * (models.BATCH_SIZE - len(batch))] for batch in places])
    shares = jnp.asarray([[1 / len(batch)] * len(batch) + [0] * (models.BATCH_SIZE - len(batch)) for batch in places])
    mean = model.read if once else model.value
    many = library.vmap(mean, (0, None))

    def loss(weights, rows, labels, shares):
        return jnp.sum(shares * (many(rows, weights) - labels) ** 2)

    def step(state, batch):
        weights, first, second, power1, power2 = state
        slope = library.grad(loss)(weights, *batch)
        first, second = beta1 * first + (1 - beta1) * slope, beta2 * second + (1 - beta2) * slope ** 2
        power1, power2 = beta1 * power1, beta2 * power2
        change = rate / (1 - power1) * first / (jnp.sqrt(second / (1 - power2)) + epsilon)
        return (weights - change, first, second, power1, power2), None

    def trained(start, rows, labels):
        rows = library.vmap(model.encoded)(rows) if once else rows
        epoch = (rows[filled], labels[filled], shares)
        state = (start, jnp.zeros_like(start), jnp.zeros_like(start), 1.0, 1.0)
        run = lambda state, _: (library.lax.scan(step, state, epoch)[0], None)
        return library.lax.scan(run, state, None, length=epochs)[0][0]

    together = library.vmap(trained)
    return model.timed(lambda starts: together(starts, features[members], labels[members]), starts)
