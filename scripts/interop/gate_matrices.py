#!/usr/bin/env python3
"""Writes the matrices of Qiskit's and Braket's gates as reference values for the gate table's tests.

    .venv/interop/bin/python scripts/interop/gate_matrices.py Tests/CircuitsTests/Resources/gate-matrices.json

Every gate appears once per set of angles. `matrix` is row-major, each entry [real, imaginary]; the row and column
number has the first operand in its least significant bit, for both sources (Braket's own order, first operand most
significant, is turned round here).
"""

import itertools
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from braket.default_simulator.gate_operations import BRAKET_GATES
from qiskit.circuit.library import get_standard_gate_name_mapping
from qiskit.circuit.library.standard_gates import C4XGate, MCXGate
from qiskit.quantum_info import Operator

ANGLE_SETS = ([0.7, -1.3, 2.1, 0.4], [-2.9, 0.35, -0.81, 5.2])

# Name in an OpenQASM program -> name in Qiskit's mapping, where they differ.
QISKIT_ALIASES = {"U": "u", "c3x": "mcx3", "c4x": "mcx4", "c3sqrtx": "c3sx", "prx": "r", "rc3x": "rcccx", "cphase": "cp",
                  "phase": "p", "CX": "cx"}

QISKIT_NAMES = """x y z h s sdg t tdg sx sxdg rx ry rz p phase u1 u2 u3 u U id cx CX cy cz ch cp cphase crx cry crz cs csdg
cu cu1 cu3 swap iswap ccx ccz cswap csx rxx ryy rzz rzx ecr dcx rccx rcccx rc3x c3x c4x c3sx c3sqrtx r prx xx_plus_yy
xx_minus_yy""".split()

QISKIT_NOTES = {
    "U": "the specification's U carries an extra factor e^(i theta/2), Qiskit's does not",
    "u": "the specification's U carries an extra factor e^(i theta/2), Qiskit's does not",
    "u2": "stdgates.inc's body has an extra factor e^(-i (phi+lambda)/2)",
    "u3": "stdgates.inc's body has an extra factor e^(-i (phi+lambda)/2)",
}

# Gate -> (number of angles, number of operands), the names of Braket's OpenQASM dialect.
BRAKET_GATE_SHAPES = {
    "i": (0, 1), "h": (0, 1), "x": (0, 1), "y": (0, 1), "z": (0, 1), "s": (0, 1), "si": (0, 1), "t": (0, 1),
    "ti": (0, 1), "v": (0, 1), "vi": (0, 1), "rx": (1, 1), "ry": (1, 1), "rz": (1, 1), "phaseshift": (1, 1),
    "prx": (2, 1), "gpi": (1, 1), "gpi2": (1, 1), "U": (3, 1),
    "cnot": (0, 2), "cv": (0, 2), "cy": (0, 2), "cz": (0, 2), "ecr": (0, 2), "swap": (0, 2), "iswap": (0, 2),
    "pswap": (1, 2), "xy": (1, 2), "xx": (1, 2), "yy": (1, 2), "zz": (1, 2), "cphaseshift": (1, 2),
    "cphaseshift00": (1, 2), "cphaseshift01": (1, 2), "cphaseshift10": (1, 2), "ms": (3, 2),
    "ccnot": (0, 3), "cswap": (0, 3),
}


def entries(matrix):
    """The matrix as nested lists of [real, imaginary], without negative zeros."""
    return [[[float(value.real) + 0.0, float(value.imag) + 0.0] for value in row] for row in np.asarray(matrix)]


def reverse_operands(matrix):
    """The same gate with the first operand's bit moved from the most to the least significant place."""
    count = int(np.log2(len(matrix)))
    order = [int(f"{index:0{count}b}"[::-1], 2) for index in range(len(matrix))]
    return np.asarray(matrix)[np.ix_(order, order)]


def qiskit_gates():
    mapping = dict(get_standard_gate_name_mapping(), mcx3=MCXGate(3), mcx4=C4XGate())
    for name in QISKIT_NAMES:
        gate = mapping[QISKIT_ALIASES.get(name, name)]
        count = len(gate.params)
        for angles in ANGLE_SETS if count else [[]]:
            bound = gate.base_class(*angles[:count]) if count else gate
            row = {"source": "qiskit", "name": name, "class": gate.base_class.__name__, "operands": gate.num_qubits,
                   "angles": angles[:count], "matrix": entries(Operator(bound).data)}
            if name in QISKIT_NOTES:
                row["note"] = QISKIT_NOTES[name]
            yield row


def braket_gates():
    for name, (count, operands) in BRAKET_GATE_SHAPES.items():
        for angles in ANGLE_SETS if count else [[]]:
            gate = BRAKET_GATES[name](list(range(operands)), *angles[:count])
            yield {"source": "braket", "name": name, "class": type(gate).__name__, "operands": operands,
                   "angles": angles[:count], "matrix": entries(reverse_operands(gate.matrix))}


def document():
    packages = ["qiskit", "amazon-braket-default-simulator", "numpy"]
    return {
        "schema": 1,
        "command": "scripts/interop/gate_matrices.py Tests/CircuitsTests/Resources/gate-matrices.json",
        "versions": {package: version(package) for package in packages},
        "convention": "row-major, entries [real, imaginary], first operand in the least significant bit; "
                      "cx has its control first",
        "gates": list(itertools.chain(qiskit_gates(), braket_gates())),
    }


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: gate_matrices.py FILE.json")
    content = document()
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps({key: value for key, value in content.items() if key != "gates"}, sort_keys=True)[:-1]
    rows = ",\n".join("  " + json.dumps(row, sort_keys=True) for row in content["gates"])
    path.write_text(f'{head}, "gates": [\n{rows}\n]}}\n')
    print(f"{path}: {len(content['gates'])} matrices")


if __name__ == "__main__":
    main()
