"""The models and circuits that are timed, as plain lists of gates, and their OpenQASM 3 text for our side.

A gate is (name, qubits, angles), its angles numbers, or texts where the circuit has inputs; a `unitary` has a 4 x 4
matrix instead. Qubit 0 is the least significant bit of every index, and so is a gate's first qubit in its matrix.
"""

import math

import numpy as np

REPETITIONS = 3


def weight_count(qubits):
    return 2 * qubits * (REPETITIONS + 1)


def point(qubits):
    """The inputs and weights at which a model is differentiated."""
    source = np.random.default_rng(qubits)
    return source.uniform(0, 1, qubits), source.uniform(-math.pi, math.pi, weight_count(qubits))


def batch(qubits, rows):
    """The inputs of a batch, one row a sample."""
    return np.random.default_rng(0).uniform(0, 1, (rows, qubits))


def start(qubits):
    """Where one step of a gradient inversion begins."""
    return np.random.default_rng(99).uniform(0, 1, qubits)


# What is trained below: batches of rows in their order, each epoch the same, the last batch of an epoch shorter; the
# loss is the mean over the batch of (<Z0> - y)^2; Adam is PyTorch's.
TRAINED_QUBITS = 4
BATCH_SIZE = 32
ADAM = {"rate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


def training(count, rows):
    """What `count` models are trained on, each on `rows` of the features with labels of 1 and -1, from a start of its
    own: (features, labels, the places of each model's rows, the starts)."""
    source = np.random.default_rng(11)
    features = source.uniform(0, 1, (max(rows, 1000), TRAINED_QUBITS))
    labels = np.where(np.sin(3 * features).sum(1) > np.median(np.sin(3 * features).sum(1)), 1.0, -1.0)
    members = np.array([source.permutation(len(features))[:rows] for _ in range(count)])
    return features, labels, members, source.uniform(-math.pi, math.pi, (count, weight_count(TRAINED_QUBITS)))


def batches(rows):
    """The places of an epoch's batches."""
    return [range(start, min(start + BATCH_SIZE, rows)) for start in range(0, rows, BATCH_SIZE)]


def encoded_ansatz(qubits, single, pair, weight):
    """ZZFeatureMap(reps=2, full entanglement), then EfficientSU2(reps=3, linear).

    The three functions give the angles: of input i alone, of the inputs i and j, and of weight k.
    """
    for _ in range(2):
        for qubit in range(qubits):
            yield "h", (qubit,), ()
        for qubit in range(qubits):
            yield "p", (qubit,), (single(qubit),)
        for low in range(qubits):
            for high in range(low + 1, qubits):
                yield "cx", (low, high), ()
                yield "p", (high,), (pair(low, high),)
                yield "cx", (low, high), ()
    weights = iter(range(weight_count(qubits)))
    for layer in range(REPETITIONS + 1):
        for name in ("ry", "rz"):
            for qubit in range(qubits):
                yield name, (qubit,), (weight(next(weights)),)
        if layer < REPETITIONS:
            for qubit in range(qubits - 1):
                yield "cx", (qubit, qubit + 1), ()


def bound_model(inputs, weights):
    """The model with numbers, or with whatever a peer traces in their place."""
    return encoded_ansatz(len(inputs), lambda i: 2 * inputs[i],
                          lambda i, j: 2 * (math.pi - inputs[i]) * (math.pi - inputs[j]), lambda k: weights[k])


def model_text(qubits):
    """The model over the inputs x_i and the weights t_k, declared in this order."""
    gates = encoded_ansatz(qubits, lambda i: f"2 * x_{i}", lambda i, j: f"2 * (pi - x_{i}) * (pi - x_{j})",
                           lambda k: f"t_{k}")
    names = [f"x_{place}" for place in range(qubits)] + [f"t_{place}" for place in range(weight_count(qubits))]
    return text(qubits, gates, names)


def random_layers(qubits, source):
    """20 layers: a general one-qubit gate on every qubit, then cz on every second pair of neighbours."""
    for layer in range(20):
        for qubit in range(qubits):
            yield "u", (qubit,), tuple(source.uniform(-3, 3, 3))
        for qubit in range(layer % 2, qubits - 1, 2):
            yield "cz", (qubit, qubit + 1), ()


def fourier(qubits, source):
    """The quantum Fourier transform without its final swaps."""
    for high in reversed(range(qubits)):
        yield "h", (high,), ()
        for low in reversed(range(high)):
            yield "cp", (low, high), (math.pi / 2 ** (high - low),)


def volume(qubits, source):
    """As many layers as qubits: a Haar-random two-qubit gate on every pair of a random pairing."""
    for _ in range(qubits):
        order = source.permutation(qubits)
        for pair in range(qubits // 2):
            normal = source.normal(size=(4, 4)) + 1j * source.normal(size=(4, 4))
            unitary, triangle = np.linalg.qr(normal)
            phases = np.diag(triangle) / abs(np.diag(triangle))
            yield "unitary", (int(order[2 * pair]), int(order[2 * pair + 1])), unitary * phases


FAMILIES = {"random": random_layers, "QFT": fourier, "volume": volume}


def circuit(family, qubits):
    return list(FAMILIES[family](qubits, np.random.default_rng(7)))


def general_rotation(theta, phi, lam):
    """The matrix of `u`, OpenQASM's general one-qubit gate."""
    cosine, sine = math.cos(theta / 2), math.sin(theta / 2)
    return np.array([[cosine, -np.exp(1j * lam) * sine],
                     [np.exp(1j * phi) * sine, np.exp(1j * (phi + lam)) * cosine]])


def text(qubits, gates, inputs=()):
    """The circuit as OpenQASM 3; every matrix becomes a declared gate, used once."""
    declarations, statements = [], []
    for name, operands, angles in gates:
        if name == "unitary":
            name = f"unitary_{len(declarations)}"
            declarations.append(declaration(name, angles))
            angles = ()
        statements.append(statement(name, [f"q[{qubit}]" for qubit in operands], angles))
    lines = ["OPENQASM 3.0;", 'include "stdgates.inc";', *declarations]
    lines += [f"input float[64] {name};" for name in inputs]
    return "\n".join([*lines, f"qubit[{qubits}] q;", *statements]) + "\n"


def statement(name, operands, angles):
    written = ", ".join(angle if isinstance(angle, str) else repr(float(angle)) for angle in angles)
    name = {"u": "U"}.get(name, name)
    return f"{name}{f'({written})' if angles else ''} {', '.join(operands)};"


def declaration(name, matrix):
    """A two-qubit matrix as a gate of at most three cx; the same up to a phase of the whole state."""
    from qiskit.circuit.library import CXGate
    from qiskit.synthesis import TwoQubitBasisDecomposer

    body = TwoQubitBasisDecomposer(CXGate(), euler_basis="U")(matrix)
    lines = (statement(entry.operation.name, ["ab"[body.find_bit(qubit).index] for qubit in entry.qubits],
                       entry.operation.params) for entry in body.data)
    return f"gate {name} a, b {{ {' '.join(lines)} }}"
