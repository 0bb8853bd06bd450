"""Gathers the programs that the peers judge, each with the state that a peer computed for it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import peers
import random_programs
from shotglass import ROOT


@dataclass(frozen=True)
class Selection:
    """How many programs are judged: sizes of a family of MQT Bench (None: all), random programs of each version, and
    the longest text. Longer ones only repeat what shorter ones show, and take some peers minutes."""

    sizes: int | None
    random: int
    longest: int


SOAK, USUAL, SMALL = Selection(None, 400, 5000), Selection(3, 24, 5000), Selection(2, 12, 2500)


@dataclass
class Case:
    """A program, the values of its inputs, and the state that it must give there."""

    name: str
    text: str
    expected: np.ndarray | None
    inputs: dict = field(default_factory=dict)
    # Whether another case holds the same circuit, so that only the generic dialects are worth the time.
    is_twin: bool = False

    @property
    def version(self):
        return 2 if peers.is_version_2(self.text) else 3


def printable(circuit):
    """The circuit with gates that have matrices as parameters written out: Qiskit's exporters cannot print those."""
    for _ in range(6):
        awkward = {instruction.operation.name for instruction in circuit.data
                   if any(isinstance(parameter, (np.ndarray, list)) for parameter in instruction.operation.params)}
        if not awkward:
            break
        circuit = circuit.decompose(gates_to_decompose=list(awkward))
    return circuit


def bench_circuits(sizes):
    """MQT Bench's families as (name, circuit): two or three sizes of 3 to 10 qubits a family, or all of them."""
    from mqt.bench import BenchmarkLevel, get_benchmark
    from mqt.bench.benchmarks import get_available_benchmark_names

    for family in get_available_benchmark_names():
        found = []
        for size in range(3, 11):
            for level in (BenchmarkLevel.ALG, BenchmarkLevel.INDEP):
                try:
                    circuit = printable(get_benchmark(family, level, size))
                except ValueError:
                    continue
                found.append((f"{family}-{size}-{level.name.lower()}", circuit))
        short = [entry for entry in found if len(entry[1].data) <= 200]
        yield family, short if sizes is None else [short[place] for place in places(len(short))[:sizes]]


def places(count):
    """The first, a middle and the last place; the middle's oddness makes both levels of MQT Bench appear."""
    return sorted({0, min(count // 2 | 1, count - 1), count - 1}) if count else []


def bench_cases(dynamic, absent, selection):
    """MQT Bench's circuits with their states as OpenQASM 3 and 2. Those that measure on their way join `dynamic` as
    (name, text, circuit), and the names of families that have neither join `absent`."""
    from qiskit import qasm2, qasm3

    for family, circuits in bench_circuits(selection.sizes):
        if not circuits:
            absent.append(family)
        for name, circuit in circuits:
            try:
                expected = peers.state_of_circuit(circuit)
            except peers.MidCircuit:
                dynamic.append((name, qasm3.dumps(circuit), circuit))
                continue
            for version, text in ((3, qasm3.dumps(circuit)), (2, qasm2.dumps(circuit))):
                if len(text) <= selection.longest:
                    yield Case(f"{name}.qasm{version}", text, expected, is_twin=version == 2)


def random_cases(count):
    for seed in range(count):
        for version, make in ((3, random_programs.program_3), (2, random_programs.program_2)):
            text = make(seed)
            yield Case(f"random-{seed}.qasm{version}", text, peers.qiskit_state(text))


def point(names):
    """Values for inputs, all different and none special."""
    return {name: round(0.37 + 0.611 * place - 0.05 * place * place, 6) for place, name in enumerate(sorted(names))}


def inputs_of(text):
    return re.findall(r"^\s*input\s+(?:float|angle)(?:\[\d+\])?\s+(\w+)\s*;", text, re.MULTILINE)


def symbolic_cases():
    """Feature maps and ansatz circuits with free parameters, as Qiskit writes them."""
    from qiskit import qasm3
    from qiskit.circuit.library import (
        efficient_su2, pauli_feature_map, qaoa_ansatz, real_amplitudes, z_feature_map, zz_feature_map)
    from qiskit.quantum_info import SparsePauliOp

    cost = SparsePauliOp.from_list([("ZZI", 1.0), ("IZZ", 0.5), ("ZIZ", -0.7)])
    circuits = {
        "zz-feature-map": zz_feature_map(3, reps=2), "z-feature-map": z_feature_map(4, reps=1),
        "pauli-feature-map": pauli_feature_map(3, reps=1, paulis=["Z", "YY"]),
        "real-amplitudes": real_amplitudes(4, reps=2), "efficient-su2": efficient_su2(3, reps=1),
        "qaoa-ansatz": qaoa_ansatz(cost, reps=2),
        "encoded-ansatz": zz_feature_map(3, reps=1).compose(real_amplitudes(3, reps=1)),
    }
    for name, circuit in circuits.items():
        circuit = circuit.decompose(reps=2)
        text = qasm3.dumps(circuit)
        escaped = {parameter.name: re.sub(r"\W", "_", f"_{parameter.name}") for parameter in circuit.parameters}
        known = set(inputs_of(text))
        renamed = {plain: spelled if spelled in known else plain for plain, spelled in escaped.items()}
        values = point(known)
        bound = {plain: values[spelled] for plain, spelled in renamed.items()}
        yield Case(f"{name}.symbolic", text, peers.state_of_circuit(circuit, bound), values)


def written_cases():
    """The hand-written programs beside this file and the repository's own; Braket's interpreter gives their states
    where Qiskit cannot read them."""
    paths = sorted(Path(__file__).with_name("programs").glob("*.qasm")) + sorted((ROOT / "qasm").glob("*.qasm"))
    for path in paths:
        text = path.read_text()
        values = point(inputs_of(text))
        yield Case(path.stem, text, written_state(text, values), values)


def written_state(text, values):
    for state in (peers.qiskit_state, peers.braket_state):
        try:
            return state(text, values)
        except Exception:  # a program that this peer cannot read or that has no one state
            continue
    return None
