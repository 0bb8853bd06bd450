"""One adapter a peer: OpenQASM text to the state that the peer computes.

Every state is a complex vector whose index has qubit 0 (the first one declared) in its least significant bit.
Measurements at the end are ignored; anything that a peer cannot read raises its own exception.
"""

import contextlib
import functools
import logging
import pickle
import re
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
logging.disable(logging.ERROR)


class MidCircuit(Exception):
    """The circuit measures, resets or branches before its end, so it has no one state."""


def reversed_qubits(state):
    """The state with its index's bits in the opposite order."""
    count = int(np.log2(len(state)))
    return np.asarray(state).reshape([2] * count).transpose(range(count)[::-1]).reshape(-1)


def without_final_measurements(circuit):
    """The Qiskit circuit without its measurements, all of which must be the last thing on their qubit."""
    plain = circuit.copy_empty_like()
    later = set()
    kept = []
    for instruction in reversed(without_boxes(circuit).data):
        if instruction.operation.name in ("barrier", "delay"):
            continue
        if instruction.operation.name == "measure":
            if later.intersection(instruction.qubits):
                raise MidCircuit("measures before its end")
            continue
        if instruction.clbits or instruction.operation.name in ("reset", "if_else", "for_loop", "while_loop", "switch_case"):
            raise MidCircuit(f"uses {instruction.operation.name}")
        later.update(instruction.qubits)
        kept.append(instruction)
    for instruction in reversed(kept):
        plain.append(instruction)
    return plain


def without_boxes(circuit):
    """The Qiskit circuit with what stands in its boxes in their place."""
    if not any(instruction.operation.name == "box" for instruction in circuit.data):
        return circuit
    flat = circuit.copy_empty_like()
    for instruction in circuit.data:
        if instruction.operation.name == "box":
            flat.compose(without_boxes(instruction.operation.blocks[0]), instruction.qubits, instruction.clbits,
                         inplace=True)
        else:
            flat.append(instruction)
    return flat


def state_of_circuit(circuit, inputs=None):
    """The state of a Qiskit circuit, its parameters bound by name."""
    from qiskit.quantum_info import Statevector

    if inputs:
        used = {parameter: inputs[parameter.name] for parameter in circuit.parameters}
        circuit = circuit.assign_parameters(used)
    return Statevector(without_final_measurements(circuit)).data


def qiskit_circuit(text):
    from qiskit import qasm2, qasm3

    if is_version_2(text):
        return qasm2.loads(text, custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
    return qasm3.loads(text)


def qiskit_state(text, inputs=None):
    return state_of_circuit(qiskit_circuit(text), inputs)


# Names of stdgates.inc for gates that Braket has under names of its own; braket_stdgates.inc has the others.
BRAKET_NAMES = {"p": "phaseshift", "phase": "phaseshift", "u1": "phaseshift", "u3": "U", "id": "i", "sdg": "si",
                "tdg": "ti", "sx": "v", "cx": "cnot", "CX": "cnot", "cp": "cphaseshift", "cphase": "cphaseshift",
                "ccx": "ccnot"}
STANDARD_INCLUDE = re.compile(r'include\s+"stdgates\.inc"\s*;')


@contextlib.contextmanager
def braket_gates(standard):
    """Braket's gates, with stdgates.inc's names beside its own when a text includes that file: Braket ships none."""
    from braket.default_simulator.gate_operations import BRAKET_GATES

    added = {name: BRAKET_GATES[own] for name, own in BRAKET_NAMES.items()} if standard else {}
    BRAKET_GATES.update(added)
    try:
        yield
    finally:
        for name in added:
            del BRAKET_GATES[name]


def braket_text(text):
    """The text with Braket's stand-in for stdgates.inc, and whether it included that."""
    standard = STANDARD_INCLUDE.search(text) is not None
    if standard:
        definitions = Path(__file__).with_name("braket_stdgates.inc").read_text()
        text = STANDARD_INCLUDE.sub(lambda _: definitions, text)
    return text, standard


def braket_state(text, inputs=None):
    from braket.default_simulator.openqasm.interpreter import Interpreter
    from braket.default_simulator.state_vector_simulation import StateVectorSimulation

    text, standard = braket_text(text)
    with braket_gates(standard):
        context = Interpreter().run(text, inputs=inputs)
        circuit = context.circuit
        count = max(context.num_qubits, max(circuit.qubit_set, default=-1) + 1)
        simulation = StateVectorSimulation(count, 0, 1)
        simulation.evolve([as_matrix(operation) for operation in circuit.instructions])
    return reversed_qubits(simulation.state_vector)


def as_matrix(operation):
    """A Braket gate as one matrix on all its qubits.

    The simulator 1.41.2 drops `ctrl @ x q[1], q[3];` on four qubits (it writes into a copy whenever the controlled
    slice of the state is not contiguous) and the exponent of `pow(2) @ swap` (it goes by the gate's name). Its gates'
    matrices are right, so those are kept.
    """
    from braket.default_simulator.gate_operations import Unitary

    matrix = operation.matrix
    if not operation.targets:
        return operation
    size = len(matrix)
    controls = operation.control_state
    whole = np.eye(size << len(controls), dtype=complex)
    start = int("".join(str(int(bit)) for bit in controls) or "0", 2) * size
    whole[start:start + size, start:start + size] = matrix
    return Unitary(operation.targets, whole)


def pyqasm_state(text, inputs=None):
    import pyqasm

    module = pyqasm.loads(text)
    module.unroll()
    return qiskit_state(pyqasm.dumps(module))


def pytket_state(text, inputs=None):
    from pytket import OpType
    from pytket.qasm import circuit_from_qasm_str

    circuit = circuit_from_qasm_str(text, maxwidth=64)
    declared = [f"{name}[{index}]" for name, size in re.findall(r"^\s*qreg\s+(\w+)\s*\[(\d+)\]", text, re.MULTILINE)
                for index in range(int(size))]
    own = [str(qubit) for qubit in circuit.qubits]
    return pytket_vector(circuit, OpType, own, declared)


def pytket_vector(circuit, op_type, own, declared):
    """pytket orders qubits by name and puts the first one in the most significant bit; this undoes both."""
    plain = type(circuit)()
    for qubit in circuit.qubits:
        plain.add_qubit(qubit)
    plain.add_phase(circuit.phase)
    later = set()
    for command in reversed(circuit.get_commands()):
        if command.op.type in (op_type.Measure, op_type.Barrier):
            if command.op.type == op_type.Measure and later.intersection(command.qubits):
                raise MidCircuit("measures before its end")
            continue
        if command.bits:
            raise MidCircuit(f"uses {command.op.type}")
        later.update(command.qubits)
    for command in circuit.get_commands():
        if command.op.type not in (op_type.Measure, op_type.Barrier):
            plain.add_gate(command.op, command.qubits)
    state = plain.get_statevector().reshape([2] * len(own))
    places = [own.index(name) for name in reversed(declared)]
    return state.transpose(places).reshape(-1)


def parse_reference(text):
    """The reference parser's tree; trees compare equal whatever their positions in the text."""
    import openqasm3

    return openqasm3.parse(text)


def remember_trees():
    """Lets the reference parser, with which other peers begin too and which is slow, read each text once. Every reader
    gets a tree of its own."""
    import openqasm3

    # Its name there is another than the one it was made with, under which pickle looks for it.
    openqasm3.ast.GateModifier = openqasm3.ast.GateModifierName
    parse = openqasm3.parse
    packed = functools.lru_cache(maxsize=16)(lambda text: pickle.dumps(parse(text)))
    openqasm3.parse = lambda text, **options: parse(text, **options) if options else pickle.loads(packed(text))


def is_version_2(text):
    return re.search(r"^\s*OPENQASM\s+2", text, re.MULTILINE) is not None


STATES = {"qiskit": qiskit_state, "braket": braket_state, "pyqasm": pyqasm_state, "pytket": pytket_state}


def difference(ours, theirs):
    """The largest difference of two states once their global phases agree, and the phase between them."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if len(ours) != len(theirs):
        return float("inf"), 0.0
    overlap = np.vdot(ours, theirs)
    if abs(overlap) < 1e-6:
        return float(np.max(np.abs(ours - theirs))), 0.0
    phase = overlap / abs(overlap)
    return float(np.max(np.abs(ours * phase - theirs))), float(np.angle(phase))


def aer_counts(circuit, shots, seed):
    """Qiskit Aer's counts of a Qiskit circuit, keyed as Qiskit prints them."""
    from qiskit_aer import AerSimulator

    return AerSimulator(method="statevector", seed_simulator=seed).run(circuit, shots=shots).result().get_counts()


def counts_agree(first, second):
    """Raises when two samples of the same size are too far apart: chi-squared beyond 5 standard deviations."""
    keys = set(first) | set(second)
    pairs = [(first.get(key, 0), second.get(key, 0)) for key in keys]
    if sum(first.values()) != sum(second.values()):
        raise AssertionError("different numbers of shots")
    squared = sum((a - b) ** 2 / (a + b) for a, b in pairs)
    freedom = max(1, len(pairs) - 1)
    if squared > freedom + 5 * (2 * freedom) ** 0.5 + 12:
        raise AssertionError(f"chi-squared {squared:.1f} for {freedom} degrees of freedom: {sorted(keys)[:4]}...")
