#!/usr/bin/env python3
"""Writes the derivatives that the tests judge the engine by: random circuits, and what JAX and PennyLane make of them.

    scripts/bench/environment && .venv/bench/bin/python -W ignore scripts/interop/derivatives.py

Every circuit has inputs and weights that share angles through nonlinear expressions. Values and second derivatives come
from a plain simulator written here for JAX, gradients from PennyLane's default.qubit; where the two give different
gradients, nothing is written. A point is chosen once, from a fixed seed, so a second run writes the same files.
"""

import json
import math
import platform
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pennylane
from pennylane import numpy as traced_numpy

jax.config.update("jax_enable_x64", True)

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "Tests/SimulationTests/Resources/derivatives"
CIRCUITS = 24
AGREEMENT = 1e-11

# Name: qubits, angles, PennyLane's class.
GATES = {
    "h": (1, 0, pennylane.Hadamard), "s": (1, 0, pennylane.S), "t": (1, 0, pennylane.T), "sx": (1, 0, pennylane.SX),
    "x": (1, 0, pennylane.PauliX), "cx": (2, 0, pennylane.CNOT), "cz": (2, 0, pennylane.CZ),
    "swap": (2, 0, pennylane.SWAP), "ccx": (3, 0, pennylane.Toffoli), "rx": (1, 1, pennylane.RX),
    "ry": (1, 1, pennylane.RY), "rz": (1, 1, pennylane.RZ), "p": (1, 1, pennylane.PhaseShift),
    "u3": (1, 3, pennylane.U3), "cp": (2, 1, pennylane.ControlledPhaseShift), "crx": (2, 1, pennylane.CRX),
    "cry": (2, 1, pennylane.CRY), "crz": (2, 1, pennylane.CRZ),
}
CONSTANT = [name for name, (_, angles, _) in GATES.items() if angles == 0]
TURNING = [name for name, (_, angles, _) in GATES.items() if angles > 0]


def expression(source, names, depth=2):
    """A random expression: a name, a number, or (operator, operands); defined and smooth for names in (0, 2)."""
    if depth == 0 or source.random() < 0.25:
        return str(source.choice(names)) if source.random() < 0.8 else round(float(source.uniform(-2, 2)), 3)
    kind = source.choice(["+", "-", "*", "/", "**", "sin", "cos", "exp", "sqrt", "pi"])
    first, second = expression(source, names, depth - 1), expression(source, names, depth - 1)
    if kind == "pi":
        return "-", math.pi, first
    # Divisors and what a root is taken of stay above one.
    return {"/": ("/", first, ("+", 2.5, ("sin", second))), "**": ("**", first, int(source.integers(2, 4))),
            "exp": ("exp", ("sin", first)), "sqrt": ("sqrt", ("+", 1.5, ("cos", first)))}.get(
        kind, (kind, first) if kind in ("sin", "cos") else (kind, first, second))


def text_of(node):
    if isinstance(node, tuple):
        operator, *operands = node
        parts = [text_of(operand) for operand in operands]
        return f"{operator}({parts[0]})" if len(parts) == 1 else f"({parts[0]} {operator} {parts[1]})"
    if isinstance(node, float) and node == math.pi:
        return "pi"
    return f"({node})" if isinstance(node, (int, float)) and node < 0 else str(node)


def value_of(node, values, functions):
    """The expression at these values, by the functions of one array library."""
    if not isinstance(node, tuple):
        return values[node] if isinstance(node, str) else node
    operator, *operands = node
    found = [value_of(operand, values, functions) for operand in operands]
    if len(found) == 1:
        return getattr(functions, operator)(found[0])
    first, second = found
    return {"+": lambda: first + second, "-": lambda: first - second, "*": lambda: first * second,
            "/": lambda: first / second, "**": lambda: first ** second}[operator]()


class RandomCircuit:
    """Gates with expressions as angles, an observable, and the point at which it is differentiated."""

    def __init__(self, seed):
        source = np.random.default_rng([4, seed])
        self.qubits = int(source.integers(2, 7))
        inputs = [f"x_{place}" for place in range(source.integers(1, 4))]
        weights = [f"t_{place}" for place in range(source.integers(2, 8))]
        self.names = inputs + weights
        self.point = [round(float(value), 6) for value in source.uniform(0.1, 1.9, len(self.names))]
        self.gates = []
        for _ in range(int(source.integers(15, 45))):
            name = str(source.choice(TURNING if source.random() < 0.6 else CONSTANT))
            count, angles, _ = GATES[name]
            if count <= self.qubits:
                operands = [int(qubit) for qubit in source.permutation(self.qubits)[:count]]
                self.gates.append((name, operands, [expression(source, self.names) for _ in range(angles)]))
        self.observable = [(round(float(source.uniform(-1, 1)), 3), self.string(source))
                           for _ in range(source.integers(1, 5))]

    def string(self, source):
        """Qubit -> X, Y or Z, on one qubit at least."""
        chosen = source.permutation(self.qubits)[:source.integers(1, self.qubits + 1)]
        return {int(qubit): str(source.choice(list("XYZ"))) for qubit in sorted(chosen)}

    def text(self):
        lines = ["OPENQASM 3.0;", 'include "stdgates.inc";']
        lines += [f"input float[64] {name};" for name in self.names]
        lines.append(f"qubit[{self.qubits}] q;")
        for name, operands, angles in self.gates:
            written = f"({', '.join(text_of(angle) for angle in angles)})" if angles else ""
            lines.append(f"{name}{written} {', '.join(f'q[{qubit}]' for qubit in operands)};")
        return "\n".join(lines) + "\n"

    def bound(self, values, functions):
        named = dict(zip(self.names, values))
        for name, operands, angles in self.gates:
            yield name, operands, [value_of(angle, named, functions) for angle in angles]


def exponential(angle):
    return jnp.exp(1j * angle)


def matrix(name, angles):
    """A gate's matrix for JAX, its first operand the most significant bit; controls come first."""
    if name in ("cx", "cz", "ccx", "cp", "crx", "cry", "crz"):
        inner = matrix(name[1:], angles)
        size = len(inner)
        return jnp.eye(2 * size, dtype=complex).at[size:, size:].set(inner)
    if name == "u3":
        theta, phi, lam = angles
        cosine, sine = jnp.cos(theta / 2), jnp.sin(theta / 2)
        return jnp.array([[cosine, -exponential(lam) * sine],
                          [exponential(phi) * sine, exponential(phi + lam) * cosine]])
    if name == "swap":
        return jnp.eye(4, dtype=complex)[jnp.array([0, 2, 1, 3])]
    if angles:
        half = angles[0] / 2
        cosine, sine = jnp.cos(half), jnp.sin(half)
        return {"rx": lambda: jnp.array([[cosine, -1j * sine], [-1j * sine, cosine]]),
                "ry": lambda: jnp.array([[cosine + 0j, -sine], [sine, cosine]]),
                "rz": lambda: jnp.array([[exponential(-half), 0], [0, exponential(half)]]),
                "p": lambda: jnp.array([[1, 0], [0, exponential(2 * half)]])}[name]()
    return jnp.array({"h": [[1, 1], [1, -1]] / np.sqrt(2), "s": [[1, 0], [0, 1j]], "x": [[0, 1], [1, 0]],
                      "z": [[1, 0], [0, -1]], "t": [[1, 0], [0, np.exp(0.25j * np.pi)]],
                      "sx": np.array([[1 + 1j, 1 - 1j], [1 - 1j, 1 + 1j]]) / 2,
                      "X": [[0, 1], [1, 0]], "Y": [[0, -1j], [1j, 0]], "Z": [[1, 0], [0, -1]]}[name], dtype=complex)


def applied(state, gate, operands):
    """The state, one axis a qubit, after a gate."""
    count = len(operands)
    moved = jnp.tensordot(gate.reshape([2] * (2 * count)), state, axes=(list(range(count, 2 * count)), operands))
    return jnp.moveaxis(moved, list(range(count)), operands)


def plain_value(circuit, values):
    """The observable's expectation, gate by gate on a tensor."""
    state = jnp.zeros([2] * circuit.qubits, dtype=complex).at[(0,) * circuit.qubits].set(1)
    for name, operands, angles in circuit.bound(values, jnp):
        state = applied(state, matrix(name, angles), operands)
    total = 0.0
    for coefficient, string in circuit.observable:
        image = state
        for qubit, letter in string.items():
            image = applied(image, matrix(letter, []), [qubit])
        total += coefficient * jnp.vdot(state, image).real
    return total


def pennylane_gradient(circuit):
    words = [pennylane.prod(*(getattr(pennylane, f"Pauli{letter}")(qubit) for qubit, letter in string.items()))
             for _, string in circuit.observable]

    @pennylane.qnode(pennylane.device("default.qubit", wires=circuit.qubits), diff_method="backprop")
    def value(values):
        for name, operands, angles in circuit.bound(values, traced_numpy):
            GATES[name][2](*angles, wires=operands)
        return pennylane.expval(pennylane.dot([coefficient for coefficient, _ in circuit.observable], words))

    return np.asarray(pennylane.grad(value)(traced_numpy.array(circuit.point, requires_grad=True)))


def judged(circuit):
    """Value, gradient and second derivatives at the circuit's point."""
    point = jnp.array(circuit.point)
    value = lambda values: plain_value(circuit, values)
    gradient = pennylane_gradient(circuit)
    distance = float(np.max(np.abs(gradient - np.asarray(jax.grad(value)(point)))))
    if distance > AGREEMENT:
        raise SystemExit(f"JAX and PennyLane give gradients {distance:.2g} apart")
    second = np.asarray(jax.jacfwd(jax.grad(value))(point))
    return float(value(point)), gradient.tolist(), second.tolist()


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    cases = []
    for seed in range(CIRCUITS):
        circuit = RandomCircuit(seed)
        name = f"circuit-{seed:02}.qasm"
        (FOLDER / name).write_text(circuit.text())
        value, gradient, second = judged(circuit)
        cases.append({
            "program": name, "point": circuit.point, "value": value, "gradient": gradient, "secondDerivatives": second,
            "observable": [{"coefficient": coefficient, "qubits": list(string), "letters": "".join(string.values())}
                           for coefficient, string in circuit.observable]})
        print(f"{name}: {circuit.qubits} qubits, {len(circuit.gates)} gates, {len(circuit.names)} parameters",
              flush=True)
    versions = f"pennylane {pennylane.__version__}, jax {jax.__version__}, Python {platform.python_version()}"
    document = {"command": ".venv/bench/bin/python scripts/interop/derivatives.py", "versions": versions,
                "cases": cases}
    (FOLDER / "values.json").write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
