"""Levenberg's and Marquardt's method on a shared gradient, as a JAX program compiled as a whole: the same damping, steps
and ends as ours, all starts side by side or one after the other."""

import math

import jax
import jax.numpy as jnp
import numpy as np

from peer_jax import Model

DAMPING, LEAST_DAMPING, MOST_DAMPING = 1e-2, 1e-15, 1e12
LONGEST_STEP, LEAST_STEP = 1.0, 1e-13


class Encoded(Model):
    """RX encoding, layers of RY, RZ and a line of CX, the mean of all Z."""

    def __init__(self, qubits, by_product):
        super().__init__(qubits, "double")
        image = np.arange(self.size)
        for control in range(qubits - 1):
            image = image ^ (((image >> control) & 1) << (control + 1))
        order = np.argsort(image)
        permutation = jnp.asarray(np.eye(self.size)[order], self.complex)
        # The chain of CX as a gather, whose transpose is a scatter, or as a product, which small sizes may do faster.
        self.chain = (lambda state: permutation @ state) if by_product else (lambda state: state[order])
        bits = (np.arange(self.size)[:, None] >> np.arange(qubits)) & 1
        self.mean = jnp.asarray((1 - 2 * bits).mean(1))

    def read_mean(self, inputs, weights):
        cosine, sine = jnp.cos(inputs / 2), jnp.sin(inputs / 2)
        state = jnp.ones(1, self.complex)
        for qubit in range(self.qubits):
            state = (jnp.stack([cosine[qubit] + 0j, -1j * sine[qubit]])[:, None] * state[None, :]).reshape(-1)
        for angles in weights.reshape(-1, self.qubits, 2):
            state = self.chain(self.layer(state, angles[:, 0], angles[:, 1]))
        return self.mean @ (state.real ** 2 + state.imag ** 2)


def solved(matrix, right):
    """The solution of a small positive definite system, by a factorisation written out: no call of a library a row."""
    size = right.shape[0]
    rows = [[None] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row, column] - sum(rows[row][k] * rows[column][k] for k in range(column))
            rows[row][column] = jnp.sqrt(rest) if row == column else rest / rows[column][column]
    half = []
    for row in range(size):
        half.append((right[row] - sum(rows[row][k] * half[k] for k in range(row))) / rows[row][row])
    result = [None] * size
    for row in reversed(range(size)):
        rest = half[row] - sum(rows[k][row] * result[k] for k in range(row + 1, size))
        result[row] = rest / rows[row][row]
    return jnp.stack(result)


def descents(qubits, features, label, weights, starts, iterations, together, by_product):
    """The mean squared error at the end of each start, as a function of the starts."""
    model = Encoded(qubits, by_product)
    truth, weights, starts = (jnp.asarray(part) for part in (features, weights, starts))

    def values(inputs):
        mean, slope = jax.value_and_grad(model.read_mean, 1)(inputs, weights)
        return 2 * (mean - label) * slope

    target = values(truth)
    scale = jnp.maximum(1e-6, jnp.max(jnp.abs(target)))
    rounding = len(weights) * (2e-16 * scale) ** 2
    tangents = jnp.eye(qubits)

    def system(inputs):
        found, push = jax.linearize(values, inputs)
        jacobian = jax.vmap(push)(tangents)
        residual = target - found
        return jacobian @ jacobian.T, jacobian @ residual, residual @ residual

    def going(state):
        return ~state[-1]

    def step(state):
        inputs, matrix, right, cost, damping, count, _ = state
        diagonal = jnp.diag(matrix)
        move = solved(matrix + jnp.diag(damping * diagonal + 1e-300), right)
        length = jnp.max(jnp.abs(move))
        move = jnp.where(length > LONGEST_STEP, move * LONGEST_STEP / length, move)
        trial = inputs + move
        moved = jnp.max(jnp.abs(trial - inputs))
        new_matrix, new_right, new_cost = system(trial)
        better = new_cost < cost
        damping = jnp.where(better, jnp.maximum(damping / 5, LEAST_DAMPING), damping * 4)
        inputs, matrix, right = (jnp.where(better, new, old) for new, old in (
            (trial, inputs), (new_matrix, matrix), (new_right, right)))
        cost = jnp.where(better, new_cost, cost)
        ended = (cost <= rounding) | (moved < LEAST_STEP) | (damping > MOST_DAMPING) | (count + 1 >= iterations)
        return inputs, matrix, right, cost, damping, count + 1, ended

    def descent(start):
        state = (start, *system(start), jnp.asarray(DAMPING), jnp.asarray(0), jnp.asarray(False))
        inputs = jax.lax.while_loop(going, step, state)[0]
        difference = inputs - truth
        difference = difference - 2 * math.pi * jnp.round(difference / (2 * math.pi))
        return jnp.mean(difference ** 2)

    return model.timed(jax.vmap(descent) if together else lambda starts: jax.lax.map(descent, starts), starts)
