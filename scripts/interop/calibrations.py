"""The same noise for both sides: as Aer's errors and models, and as the JSON of our device files."""

import math
import re

import numpy as np
from qiskit import QuantumCircuit, qasm3, transpile
from qiskit.circuit import Delay, Measure, Parameter
from qiskit.circuit.library import efficient_su2, get_standard_gate_name_mapping
from qiskit.circuit.random import random_circuit
from qiskit.providers import BackendV2, Options, QubitProperties
from qiskit.quantum_info import Pauli, random_unitary
from qiskit.transpiler import InstructionProperties, Target
from qiskit_aer import AerSimulator
from qiskit_aer.noise import (
    NoiseModel, amplitude_damping_error, coherent_unitary_error, depolarizing_error, kraus_error, pauli_error,
    phase_damping_error, reset_error, thermal_relaxation_error)
from scipy.linalg import expm


def channels(source):
    """Kind of channel -> (qubits, our JSON, Aer's error), with random figures."""
    first, second, third = source.uniform(0.02, 0.3, 3)
    t1 = float(source.uniform(50e-6, 150e-6))
    return {
        "depolarizing-1": (1, {"kind": "depolarizing", "probability": first}, depolarizing_error(first, 1)),
        "depolarizing-2": (2, {"kind": "depolarizing", "probability": second}, depolarizing_error(second, 2)),
        "pauli": (2, {"kind": "pauli", "strings": [{"string": "X0", "probability": first},
                                                   {"string": "Y0*Z1", "probability": second}]},
                  pauli_error([("IX", first), ("ZY", second), ("II", 1 - first - second)])),
        "amplitude": (1, {"kind": "amplitudeDamping", "gamma": first, "excitedPopulation": third},
                      amplitude_damping_error(first, third)),
        "phase": (1, {"kind": "phaseDamping", "lambda": first}, phase_damping_error(first)),
        "relaxation-short": (1, *relaxation(t1, 0.6 * t1, t1 * first, 0.0)),
        "relaxation-long": (1, *relaxation(t1, 1.7 * t1, t1 * first, 0.1)),
        "rotation": (1, {"kind": "rotation", "string": "X0", "angle": first}, rotation("X", first)),
        "crosstalk": (2, {"kind": "rotation", "string": "Z0*Z1", "angle": second}, rotation("ZZ", second)),
        "reset": (1, {"kind": "reset", "probabilityOfOne": first}, reset_error(1 - first, first)),
        "kraus-1": (1, *kraus(source, 1, 3)),
        "kraus-2": (2, *kraus(source, 2, 4)),
        "depolarizing-3": (3, {"kind": "depolarizing", "probability": third}, depolarizing_error(third, 3)),
    }


def relaxation(t1, t2, duration, excited):
    return ({"kind": "thermalRelaxation", "t1": t1, "t2": t2, "duration": duration, "excitedPopulation": excited},
            thermal_relaxation_error(t1, t2, duration, excited))


def rotation(label, angle):
    return coherent_unitary_error(expm(-0.5j * angle * Pauli(label).to_matrix()))


def kraus(source, qubits, count):
    """A random channel: blocks of the first columns of a unitary on a larger space."""
    size = 1 << qubits
    whole = random_unitary(size * count, seed=int(source.integers(1 << 30))).data[:, :size]
    operators = [whole[start:start + size] for start in range(0, size * count, size)]
    written = [[[[float(entry.real), float(entry.imag)] for entry in row] for row in matrix] for matrix in operators]
    return {"kind": "kraus", "operators": written}, kraus_error(operators)


def plain_device(qubits, gates=(), resets=(), readout=()):
    """A device without calibration, with noise given by hand."""
    return {"schema": 1, "name": "by_hand", "source": "made for this check",
            "qubits": [{"t1": None, "t2": None, "readout": None}] * qubits,
            "gates": [[name, "all", None, None] for name in ("id", "U", "x", "h")]
            + [[name, "all", None, None] for name in ("cx", "cz", "ccx")],
            "noise": {"gates": list(gates), "resets": list(resets), "readout": list(readout)}}


def scrambled(source, circuit):
    """General rotations on all qubits, a ring of cx, and rotations again."""
    count = circuit.num_qubits
    for _ in range(2):
        for qubit in range(count):
            circuit.u(*source.uniform(-3, 3, 3), qubit)
        for qubit in range(count):
            circuit.cx(qubit, (qubit + 1) % count)
    for qubit in range(count):
        circuit.u(*source.uniform(-3, 3, 3), qubit)


def probe(source, gate, operands):
    """Three entangled qubits, the gate whose noise is looked at, and a random basis."""
    circuit = QuantumCircuit(3, 3)
    scrambled(source, circuit)
    getattr(circuit, gate)(*operands)
    scrambled(source, circuit)
    circuit.measure(range(3), range(3))
    return circuit


def model_of(error, instruction, operands):
    model = NoiseModel()
    model.add_quantum_error(error, [instruction], list(operands))
    return model


def aer_probabilities(circuit, model, confusions=()):
    """The exact probabilities of the measured bits by Aer's density matrix, and what misreads make of them.

    A confusion is (bits, matrix): rows are what is read, columns what was there, the first bit least significant.
    """
    plain = circuit.copy_empty_like()
    measured = {}
    for entry in circuit.data:
        if entry.operation.name == "measure":
            measured[circuit.find_bit(entry.clbits[0]).index] = entry.qubits[0]
        elif entry.operation.name != "barrier":
            plain.append(entry)
    plain.save_probabilities([measured[bit] for bit in sorted(measured)])
    result = AerSimulator(method="density_matrix", noise_model=model, max_parallel_threads=1).run(plain).result()
    if not result.success:
        raise RuntimeError(result.status)
    return misread(np.asarray(result.data(0)["probabilities"]), confusions)


def misread(probabilities, confusions):
    count = int(math.log2(len(probabilities)))
    table = probabilities.reshape([2] * count)
    for bits, matrix in confusions:
        # Axis 0 of the table is the highest bit, and so is axis 0 of the matrix's rows and columns.
        axes = [count - 1 - bit for bit in reversed(bits)]
        square = np.asarray(matrix).reshape([2] * (2 * len(bits)))
        table = np.tensordot(square, table, axes=(list(range(len(bits), 2 * len(bits))), axes))
        table = np.moveaxis(table, list(range(len(bits))), axes)
    return table.reshape(-1)


def confusion(source, qubits):
    """A random confusion of some qubits that mostly reads what is there."""
    size = 1 << qubits
    columns = 0.85 * np.eye(size) + 0.15 * source.dirichlet(np.ones(size), size).T
    return columns


def confused(source):
    """(device, circuit, exact probabilities): a reset in the middle that misses, one qubit misread, two together."""
    lone, pair = confusion(source, 1), confusion(source, 2)
    missing = float(source.uniform(0.05, 0.4))
    device = plain_device(3, resets=[{"on": [1], "channel": {"kind": "reset", "probabilityOfOne": missing}}],
                          readout=[{"on": [0], "probabilities": lone.tolist()},
                                   {"on": [2, 1], "probabilities": pair.tolist()}])
    circuit = QuantumCircuit(3, 3)
    scrambled(source, circuit)
    circuit.reset(1)
    scrambled(source, circuit)
    circuit.measure(range(3), range(3))
    model = model_of(reset_error(1 - missing, missing), "reset", [1])
    return device, circuit, aer_probabilities(circuit, model, [([0], lone), ([2, 1], pair)])


def text_of(circuit):
    """The circuit in OpenQASM 3. Qiskit writes a body of ecr that has another phase, which would make it another gate."""
    body = "gate ecr a, b { s a; rx(pi/2) b; cx a, b; x a; }"
    return re.sub(r"gate ecr [^{]*{[^}]*}", body, qasm3.dumps(circuit))


class Backend(BackendV2):
    """A device file as a backend of Qiskit's, or that part of it which has these qubits."""

    def __init__(self, device, qubits=None):
        super().__init__(name=device["name"])
        self.device, self.own_target = device, target_of(device, qubits)

    @property
    def target(self):
        return self.own_target

    @property
    def max_circuits(self):
        return None

    @classmethod
    def _default_options(cls):
        return Options()

    def run(self, *_, **__):
        raise NotImplementedError("only compiled for")

    def compiled(self, seed):
        """A random circuit or an ansatz of 3 to 5 qubits, compiled; every other one is scheduled, with its delays."""
        qubits = 3 + seed % 3
        if seed % 4 == 0:
            circuit = efficient_su2(qubits, reps=2, entanglement="linear")
            circuit = circuit.assign_parameters(np.random.default_rng(seed).uniform(-3, 3, circuit.num_parameters))
        else:
            circuit = random_circuit(qubits, 4, max_operands=2, seed=seed)
        circuit.measure_all()
        found = transpile(circuit, self, optimization_level=1, seed_transpiler=seed,
                          scheduling_method="alap" if seed % 2 else None)
        return without_idle(found)

    def wide(self, qubits):
        """An ansatz of many qubits in a line, compiled, which a simulator may cut into parts."""
        circuit = efficient_su2(qubits, reps=3, entanglement="linear")
        circuit = circuit.assign_parameters(np.random.default_rng(3).uniform(-3, 3, circuit.num_parameters))
        circuit.measure_all()
        return without_idle(transpile(circuit, self, optimization_level=1, seed_transpiler=1))

    def probabilities(self, circuit):
        """By Aer, with the noise that it makes of the calibration of the qubits in use."""
        used = {circuit.find_bit(qubit).index for entry in circuit.data for qubit in entry.qubits}
        # A target has one readout error a qubit, so the confusion of both outcomes is added to the probabilities.
        model = NoiseModel.from_backend(Backend(self.device, used), readout_error=False)
        confusions = []
        for entry in circuit.data:
            if entry.operation.name == "measure":
                place = circuit.find_bit(entry.qubits[0]).index
                read = self.device["qubits"][place]["readout"]
                wrong = (read["oneGivenZero"], read["zeroGivenOne"]) if read else (0, 0)
                confusions.append(([circuit.find_bit(entry.clbits[0]).index],
                                   [[1 - wrong[0], wrong[1]], [wrong[0], 1 - wrong[1]]]))
        return aer_probabilities(circuit, model, confusions)


def without_idle(circuit):
    """The circuit without delays on qubits that have no gate, and without barriers."""
    busy = {qubit for entry in circuit.data if entry.operation.name not in ("delay", "barrier", "measure")
            for qubit in entry.qubits}
    busy |= {entry.qubits[0] for entry in circuit.data if entry.operation.name == "measure"}
    kept = circuit.copy_empty_like()
    for entry in circuit.data:
        if entry.operation.name != "barrier" and all(qubit in busy for qubit in entry.qubits):
            kept.append(entry)
    return kept


def target_of(device, chosen=None):
    """A device file, or its part on some qubits, as Qiskit's description of a machine; what is broken is left out."""
    names = get_standard_gate_name_mapping()
    qubits = device["qubits"]
    broken = {place for _, operands, error, _ in device["gates"] if error == 1 and len(operands) == 1
              for place in operands} | {place for place, qubit in enumerate(qubits) if not qubit["readout"]}
    usable = (set(range(len(qubits))) if chosen is None else chosen) - broken
    target = Target(dt=device.get("tickInSeconds"), num_qubits=len(qubits), qubit_properties=[
        QubitProperties(t1=qubit["t1"], t2=qubit["t2"], frequency=qubit.get("frequency")) for qubit in qubits])
    places = {}
    for name, operands, error, duration in device["gates"]:
        if error != 1 and usable.issuperset(operands):
            places.setdefault(name, {})[tuple(operands)] = InstructionProperties(error=error, duration=duration)
    for name, found in places.items():
        target.add_instruction(names[name], found)
    target.add_instruction(Measure(), {
        (place,): InstructionProperties(duration=qubits[place]["readout"].get("duration")) for place in sorted(usable)})
    target.add_instruction(Delay(Parameter("duration")), {(place,): None for place in sorted(usable)})
    return target
