"""Runs of big state vectors by other simulators, each returning <Z0>."""

import math

import numpy as np

import models


def aer(family, qubits, precision, threads, fusion):
    from qiskit import QuantumCircuit
    from qiskit.quantum_info import Pauli
    from qiskit_aer import AerSimulator

    circuit = QuantumCircuit(qubits)
    for name, operands, angles in models.circuit(family, qubits):
        if name == "unitary":
            circuit.unitary(angles, list(operands))
        else:
            getattr(circuit, name)(*angles, *operands)
    circuit.save_expectation_value(Pauli("I" * (qubits - 1) + "Z"), list(range(qubits)))
    simulator = AerSimulator(method="statevector", precision=precision, fusion_enable=fusion, fusion_threshold=1,
                             max_parallel_threads=threads)
    return lambda: simulator.run(circuit, shots=1).result().data(0)["expectation_value"]


def qulacs(family, qubits, fusion):
    from qulacs import Observable, QuantumCircuit, QuantumState
    from qulacs.circuit import QuantumCircuitOptimizer
    from qulacs.gate import DenseMatrix, U1, to_matrix_gate

    circuit = QuantumCircuit(qubits)

    def add_controlled_phase(control, target, angle):
        gate = to_matrix_gate(U1(target, angle))
        gate.add_control_qubit(control, 1)
        circuit.add_gate(gate)

    add = {"u": circuit.add_U3_gate, "cz": circuit.add_CZ_gate, "h": circuit.add_H_gate, "cp": add_controlled_phase}
    for name, operands, angles in models.circuit(family, qubits):
        if name == "unitary":
            circuit.add_gate(DenseMatrix(list(operands), angles))
        else:
            add[name](*operands, *angles)
    if fusion == 1:
        QuantumCircuitOptimizer().optimize_light(circuit)
    elif fusion > 1:
        QuantumCircuitOptimizer().optimize(circuit, fusion)
    state, observable = QuantumState(qubits), Observable(qubits)
    observable.add_operator(1.0, "Z 0")

    def action():
        state.set_zero_state()
        circuit.update_quantum_state(state)
        return observable.get_expectation_value(state)

    return action


def qsim(family, qubits, threads, fusion):
    import cirq
    import qsimcirq

    # Cirq's first qubit is the most significant one.
    line = cirq.LineQubit.range(qubits)
    wires = line[::-1]
    make = {"u": lambda *angles: cirq.MatrixGate(models.general_rotation(*angles)), "cz": lambda: cirq.CZ,
            "h": lambda: cirq.H, "cp": lambda angle: cirq.CZPowGate(exponent=angle / math.pi)}
    operations = []
    for name, operands, angles in models.circuit(family, qubits):
        on = [wires[qubit] for qubit in operands]
        operations.append(cirq.MatrixGate(angles)(*on[::-1]) if name == "unitary" else make[name](*angles)(*on))
    circuit = cirq.Circuit(operations)
    simulator = qsimcirq.QSimSimulator(qsimcirq.QSimOptions(max_fused_gate_size=fusion, cpu_threads=threads))
    observables = [cirq.Z(wires[0])]
    return lambda: simulator.simulate_expectation_values(circuit, observables=observables, qubit_order=line)[0].real


def lightning(family, qubits):
    import pennylane

    make = {"u": lambda wires, *angles: pennylane.QubitUnitary(models.general_rotation(*angles), wires=wires),
            "cz": pennylane.CZ, "h": pennylane.Hadamard,
            "cp": lambda wires, angle: pennylane.ControlledPhaseShift(angle, wires=wires)}
    operations = []
    for name, operands, angles in models.circuit(family, qubits):
        # PennyLane's first wire is the most significant one.
        wires = [qubits - 1 - qubit for qubit in operands]
        operations.append(pennylane.QubitUnitary(angles, wires=wires[::-1]) if name == "unitary"
                          else make[name](wires, *angles))
    device = pennylane.device("lightning.qubit", wires=qubits, c_dtype=np.complex128)
    tape = pennylane.tape.QuantumScript(operations, [pennylane.expval(pennylane.PauliZ(qubits - 1))])
    tape = device.preprocess()[0]([tape])[0][0]
    return lambda: float(device.execute(tape))
