"""The benchmark's program: 100,000 gates on 10 qubits, rz, ry, h and cx in turn, written by Qiskit."""

import numpy as np

QUBITS = 10
GATES = 100_000


def circuit(gates=GATES):
    from qiskit import QuantumCircuit

    source = np.random.default_rng(5)
    targets = source.integers(QUBITS, size=gates).tolist()
    angles = source.uniform(-3, 3, size=gates).tolist()
    offsets = source.integers(1, QUBITS, size=gates).tolist()
    result = QuantumCircuit(QUBITS, QUBITS)
    add = [
        lambda place: result.rz(angles[place], targets[place]),
        lambda place: result.ry(angles[place], targets[place]),
        lambda place: result.h(targets[place]),
        lambda place: result.cx(targets[place], (targets[place] + offsets[place]) % QUBITS),
    ]
    for place in range(gates):
        add[place % 4](place)
    result.measure(range(QUBITS), range(QUBITS))
    return result


def feedback(qubits, rounds=20):
    """Rounds of rotations, a chain of cx, and a measurement whose outcome decides on a gate."""
    from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

    source = np.random.default_rng(qubits)
    bits = ClassicalRegister(rounds, "c")
    result = QuantumCircuit(QuantumRegister(qubits, "q"), bits)
    for place in range(rounds):
        for qubit in range(qubits):
            result.ry(float(source.uniform(0, 3)), qubit)
        for qubit in range(qubits - 1):
            result.cx(qubit, qubit + 1)
        measured = place % qubits
        result.measure(measured, bits[place])
        with result.if_test((bits[place], 1)):
            result.x((measured + 1) % qubits)
    return result


def write_repeated(text, copies, path):
    """Writes the program with its gates repeated: the same statements, `copies` times as many."""
    lines = text.splitlines(keepends=True)
    first = next(place for place, line in enumerate(lines) if line.startswith("rz("))
    last = max(place for place, line in enumerate(lines) if line.startswith("cx ")) + 1
    gates = "".join(lines[first:last])
    with open(path, "w") as file:
        file.writelines(lines[:first])
        for _ in range(copies):
            file.write(gates)
        file.writelines(lines[last:])
