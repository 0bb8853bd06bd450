"""Derivatives of the model by a JAX program written for it by hand, the fastest form of several that were tried.

All diagonal gates of the feature map are one vector of phases, the rotations of a layer two Kronecker products, a chain
of cx one gather, whose transpose is the gather by the inverse.
"""

import math
from functools import reduce

import jax
import jax.numpy as jnp
import numpy as np

import models

jax.config.update("jax_enable_x64", True)

REAL = {"double": jnp.float64, "single": jnp.float32}
COMPLEX = {"double": jnp.complex128, "single": jnp.complex64}


def gather(order):
    """Reorders a vector: entry i comes from `order[i]`."""
    there, back = jnp.asarray(order), jnp.asarray(np.argsort(order))

    @jax.custom_vjp
    def forwards(vector):
        return vector[there]

    @jax.custom_vjp
    def backwards(vector):
        return vector[back]

    forwards.defvjp(lambda vector: (forwards(vector), None), lambda _, slope: (backwards(slope),))
    backwards.defvjp(lambda vector: (backwards(vector), None), lambda _, slope: (forwards(slope),))
    return forwards


def outer(rotations):
    """The Kronecker product of 2 x 2 matrices, the first one least significant."""

    def product(low, high):
        size = 2 * low.shape[0]
        return (high[:, None, :, None] * low[None, :, None, :]).reshape(size, size)

    return reduce(product, rotations)


class Model:
    """<Z0> of the model as a function of its inputs and weights, in one precision."""

    def __init__(self, qubits, precision):
        self.qubits, self.size = qubits, 1 << qubits
        self.real, self.complex = REAL[precision], COMPLEX[precision]
        self.split = (1 << (qubits // 2), 1 << (qubits - qubits // 2))
        index = np.arange(self.size)
        bits = (index[:, None] >> np.arange(qubits)) & 1
        pairs = [(low, high) for low in range(qubits) for high in range(low + 1, qubits)]
        self.low, self.high = (np.array(side) for side in zip(*pairs))
        self.ones = jnp.asarray(bits, self.real)
        self.unequal = jnp.asarray(bits[:, self.low] ^ bits[:, self.high], self.real)
        self.sign = jnp.asarray(1 - 2 * bits[:, 0], self.real)
        hadamard = jnp.asarray(np.array([[1, 1], [1, -1]]) / math.sqrt(2), self.complex)
        self.mixers = outer([hadamard] * (qubits // 2)), outer([hadamard] * (qubits - qubits // 2))
        image = index
        for control in range(qubits - 1):
            image = image ^ (((image >> control) & 1) << (control + 1))
        self.chain = gather(np.argsort(image))

    def encoded(self, inputs):
        products = (math.pi - inputs[self.low]) * (math.pi - inputs[self.high])
        angles = self.ones @ (2 * inputs) + self.unequal @ (2 * products)
        phases = jax.lax.complex(jnp.cos(angles), jnp.sin(angles))
        mixed = self.mixers[0] @ (phases / math.sqrt(self.size)).reshape(self.split) @ self.mixers[1]
        return mixed.reshape(self.size) * phases

    def layer(self, state, around_y, around_z):
        cosine, sine = jnp.cos(around_y / 2), jnp.sin(around_y / 2)
        up = jax.lax.complex(jnp.cos(around_z / 2), jnp.sin(around_z / 2))
        down = jnp.conj(up)
        rows = [jnp.stack([down * cosine, -down * sine], -1), jnp.stack([up * sine, up * cosine], -1)]
        rotations = list(jnp.stack(rows, -2))
        least = self.qubits - self.qubits // 2
        high, low = outer(rotations[least:]), outer(rotations[:least])
        return (high @ state.reshape(self.split) @ low.T).reshape(self.size)

    def value(self, inputs, weights):
        return self.read(self.encoded(inputs), weights)

    def read(self, state, weights):
        """<Z0> after the ansatz."""
        angles = weights.reshape(-1, 2, self.qubits)
        for place, (around_y, around_z) in enumerate(angles):
            state = self.layer(state, around_y, around_z)
            if place < len(angles) - 1:
                state = self.chain(state)
        return self.sign @ (state.real ** 2 + state.imag ** 2)

    def array(self, values):
        return jnp.asarray(values, self.real)

    def timed(self, function, *arguments):
        """The compiled function at these arguments; refuses one that has slipped into another precision."""
        compiled = jax.jit(function)

        def action():
            result = compiled(*arguments)
            result.block_until_ready()
            return result

        if action().dtype != self.real:
            raise TypeError(f"computed in {action().dtype}")
        return action


def gradient(qubits, precision, rows=None):
    """d<Z0>/dweights, of one input or of each row of a batch."""
    model = Model(qubits, precision)
    inputs, weights = models.point(qubits)
    slope = jax.grad(model.value, 1)
    if rows is None:
        return model.timed(slope, model.array(inputs), model.array(weights))
    rows = model.array(models.batch(qubits, rows))
    return model.timed(jax.vmap(slope, (0, None)), rows, model.array(weights))


def distance(qubits, precision, rows):
    """The gradient with respect to x of |g(x) - g*|^2, where g is the gradient above: reverse over reverse."""
    model = Model(qubits, precision)
    inputs, weights = models.point(qubits)
    weights = model.array(weights)
    target = jax.grad(model.value, 1)(model.array(inputs), weights)

    def squared(inputs, weights):
        return jnp.sum((jax.grad(model.value, 1)(inputs, weights) - target) ** 2)

    rows = model.array(models.batch(qubits, rows))
    both = jax.vmap(jax.value_and_grad(squared), (0, None))
    return model.timed(lambda rows, weights: jnp.column_stack(both(rows, weights)), rows, weights)
