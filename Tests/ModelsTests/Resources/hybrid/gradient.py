"""Loss and gradient of a small hybrid model, for HybridGradientTests: python3 gradient.py > gradient.json"""
import json

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

ROWS, LABELS = 3, [0, 2, 1]
WEIGHTS = 0.6 * jnp.sin(1.3 * jnp.arange(57) + 0.5)
IMAGES = jnp.cos(0.7 * jnp.arange(ROWS * 16)).reshape(ROWS, 1, 4, 4)


def split(weights, *sizes):
    parts, start = [], 0
    for size in sizes:
        parts.append(weights[start:start + size])
        start += size
    assert start == weights.shape[0]
    return parts


def ry(angle):
    c, s = jnp.cos(angle / 2), jnp.sin(angle / 2)
    return jnp.array([[c, -s], [s, c]], dtype=complex)


def rz(angle):
    return jnp.diag(jnp.array([jnp.exp(-0.5j * angle), jnp.exp(0.5j * angle)]))


X, Z, ONE = jnp.array([[0, 1], [1, 0]]), jnp.diag(jnp.array([1, -1])), jnp.eye(2)
CX = jnp.array([[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]])  # qubit 0, the lower bit, is the control


def circuit(features, angles):
    state = jnp.array([1, 0, 0, 0], dtype=complex)
    state = jnp.kron(ry(features[1]), ry(features[0])) @ state
    for layer in range(2):
        a, b, c, d = angles[4 * layer:4 * layer + 4]
        state = CX @ jnp.kron(rz(d) @ ry(c), rz(b) @ ry(a)) @ state
    observables = [jnp.kron(ONE, Z), jnp.kron(X, ONE), jnp.kron(Z, Z)]
    return jnp.stack([jnp.real(jnp.vdot(state, observable @ state)) for observable in observables])


def outputs(weights, image):
    kernels, offsets, matrix, bias, angles, second, second_bias, blend = split(weights, 18, 2, 16, 2, 8, 6, 3, 2)
    x = jax.lax.conv_general_dilated(image[None], kernels.reshape(2, 1, 3, 3), (1, 1), ((1, 1), (1, 1)))[0]
    x = jax.nn.relu(x + offsets[:, None, None])
    x = x.reshape(2, 2, 2, 2, 2).max(axis=(2, 4)).reshape(8)
    x = jax.nn.leaky_relu(matrix.reshape(2, 8) @ x + bias, 0.01)
    x = x / jnp.linalg.norm(x)
    quantum, classical = circuit(x, angles), jnp.tanh(second.reshape(3, 2) @ x + second_bias)
    share = jax.nn.sigmoid(blend[0])
    return share * quantum / jnp.exp(blend[1]) + (1 - share) * classical


def loss(weights, images):
    scores = jax.vmap(lambda image: outputs(weights, image))(images)
    return -jnp.mean(jax.nn.log_softmax(scores)[jnp.arange(ROWS), jnp.array(LABELS)])


value, (weights, images) = jax.value_and_grad(loss, argnums=(0, 1))(WEIGHTS, IMAGES)
print(json.dumps({
    "made": f"gradient.py with jax {jax.__version__}", "loss": float(value), "weights": weights.tolist(),
    "features": images.reshape(-1).tolist(),
}))
