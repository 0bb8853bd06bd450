"""Makes circuits.json: states of library circuits of Qiskit 2 and PennyLane, for the tests in Circuits/.

    python3 -m venv venv && venv/bin/pip install qiskit==2.6.2 pennylane==0.45.1
    venv/bin/python Tests/ModelsTests/Resources/circuits.py > Tests/ModelsTests/Resources/circuits.json

Feature j is 0.4 + 0.3 j, weight i is 0.2 + 0.1 i. A state's index has qubit 0 in its least significant bit.
"""

import json

import numpy as np
import pennylane as qml
from qiskit.circuit import library
from qiskit.quantum_info import Statevector

CASES = {}


def feature(place):
    return 0.4 + 0.3 * place


def weight(place):
    return 0.2 + 0.1 * place


def add(name, state, weights):
    CASES[name] = {"weights": weights, "real": list(np.real(state)), "imaginary": list(np.imag(state))}


def qiskit(name, circuit, value):
    parameters = sorted(circuit.parameters, key=lambda parameter: parameter.index)
    bound = circuit.assign_parameters({parameter: value(parameter.index) for parameter in parameters})
    add(name, Statevector(bound).data, 0 if value is feature else len(parameters))


def pennylane(name, qubits, weights, body):
    device = qml.device("default.qubit", wires=qubits)

    @qml.qnode(device)
    def state():
        body()
        return qml.state()

    add(name, np.asarray(state()).reshape([2] * qubits).transpose(range(qubits)[::-1]).reshape(-1), weights)


for entanglement in ("linear", "reverse_linear", "circular", "full", "pairwise", "sca"):
    qiskit(f"zz {entanglement}", library.zz_feature_map(4, reps=3, entanglement=entanglement), feature)
    qiskit(f"efficient {entanglement}", library.efficient_su2(4, reps=3, entanglement=entanglement), weight)
qiskit("paulis", library.pauli_feature_map(3, reps=2, paulis=["X", "Y", "ZY", "XYZ"], alpha=1.5), feature)
qiskit("paulis sca", library.pauli_feature_map(4, reps=3, paulis=["Z", "ZXY"], entanglement="sca"), feature)
qiskit("z", library.z_feature_map(3), feature)
qiskit("efficient defaults", library.efficient_su2(3), weight)
qiskit("real amplitudes", library.real_amplitudes(3), weight)
qiskit("two local", library.n_local(3, ["rx", "rz"], "crx", "circular", reps=2), weight)
for layers in (1, 3):
    weights = np.array([weight(i) for i in range(9 * layers)]).reshape(layers, 3, 3)
    pennylane(f"strong {layers}", 3, 9 * layers, lambda: qml.StronglyEntanglingLayers(weights, wires=range(3)))
pennylane("iqp", 3, 0, lambda: qml.IQPEmbedding([feature(j) for j in range(3)], wires=range(3), n_repeats=2))
pennylane("angle", 3, 0, lambda: qml.AngleEmbedding([feature(j) for j in range(3)], wires=range(3)))
signed = [feature(j) * (-1) ** (j * (j + 1) // 2) for j in range(7)]
pennylane("amplitude", 3, 0, lambda: qml.AmplitudeEmbedding(signed, wires=range(3), pad_with=0.0, normalize=True))


def ring():
    for j in range(3):
        qml.U3(weight(3 * j), weight(3 * j + 1), weight(3 * j + 2), wires=j)
    for j in range(3):
        qml.CNOT(wires=[j, (j + 1) % 3])


pennylane("ring", 3, 9, ring)
print(json.dumps(CASES, indent=1, sort_keys=True))
