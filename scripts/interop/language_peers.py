"""Runs programs of the language's corpus on one peer: one process, many programs.

    python language_peers.py PEER < requests

Each request is one line, an object of path, shots, registers and mirrored, and is answered by one line: how often each
key and each value of an output was seen, or why the peer refuses. `registers` are [name, width] in the order of
declaration; a key has the last of them leftmost and the highest index of each leftmost, as Qiskit prints counts.
"""

import json
import os
import re
import sys
import warnings
from collections import Counter
from pathlib import Path

os.environ["QDK_PYTHON_TELEMETRY"] = "none"
warnings.filterwarnings("ignore")

import peers  # noqa: E402


class CannotSay(Exception):
    """The peer runs the program but what it returns does not tell the values of the registers."""


def key_of(values, registers):
    """The key of one shot: `values` has for each register its bits, index 0 first."""
    return " ".join("".join(str(int(bit)) for bit in reversed(values[name])) for name, _ in reversed(registers))


def value_text(value):
    """An output's value as Shotglass writes it in its own counts."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def mirrored(text):
    """The text with its bit strings the other way round, for a peer that reads index 0 on their left."""
    return re.sub(r'"([01_]+)"', lambda match: f'"{match[1][::-1]}"', text)


def declared(tree, *kinds):
    """The statements of these kinds that stand outside every block, in their order."""
    return [statement for statement in tree.statements if type(statement).__name__ in kinds]


def without_output(text):
    """The text without the word `output`, which some peers refuse and which only chooses what is reported."""
    return re.sub(r"(?m)^output\s+", "", text)


def bit_places(circuit, text):
    """The first classical bit of each bit variable of a Qiskit circuit, which has them in the order of declaration."""
    sizes = {register.name: register.size for register in circuit.cregs}
    if peers.is_version_2(text):
        names = list(sizes)
    else:
        statements = declared(peers.parse_reference(text), "ClassicalDeclaration")
        names = [statement.identifier.name for statement in statements if type(statement.type).__name__ == "BitType"]
    places, place = {}, 0
    for name in names:
        places[name] = place
        place += sizes.get(name, 1)
    if place != len(circuit.clbits):
        raise CannotSay(f"has {len(circuit.clbits)} classical bits for {place}")
    return places


def qiskit_counts(text, registers, shots):
    """Aer's counts of the registers of a text that Qiskit can read."""
    from qiskit import ClassicalRegister, QuantumRegister, transpile
    from qiskit_aer import AerSimulator

    circuit = peers.qiskit_circuit(text)
    places = bit_places(circuit, text)
    # Aer answers nothing for a circuit that never measures.
    circuit.add_register(QuantumRegister(1, "never_used"), ClassicalRegister(1, "always_zero"))
    circuit.measure(circuit.qubits[-1], circuit.clbits[-1])
    simulator = AerSimulator(method="statevector", seed_simulator=7, max_parallel_threads=1)
    compiled = transpile(circuit, simulator, optimization_level=0, num_processes=1)
    result = simulator.run(compiled, shots=shots).result()
    if not result.success:
        raise RuntimeError(result.status)
    counts = Counter()
    for memory, count in result.data(0)["counts"].items():
        bits = int(memory, 16)
        values = {name: [bits >> (places[name] + index) & 1 for index in range(width)] for name, width in registers}
        counts[key_of(values, registers)] += count
    return counts


def run_qiskit(text, registers, shots):
    return qiskit_counts(without_output(text), registers, shots), {}


def run_pyqasm(text, registers, shots):
    """pyqasm runs everything classical itself and hands on a program that only measures."""
    import pyqasm

    text = without_output(text)
    if not peers.is_version_2(text):
        refuse_assigned_bits(peers.parse_reference(text), {name for name, _ in registers})
    module = pyqasm.loads(text)
    module.unroll()
    return qiskit_counts(pyqasm.dumps(module), registers, shots), {}


def refuse_assigned_bits(tree, names):
    """pyqasm's unrolled programs keep the values of bits only where they are measured."""
    for statement in walk(tree):
        kind = type(statement).__name__
        if kind == "ClassicalDeclaration":
            name, value = statement.identifier.name, statement.init_expression
        elif kind == "ClassicalAssignment":
            name, value = getattr(statement.lvalue.name, "name", statement.lvalue.name), statement.rvalue
        elif kind == "AliasStatement":
            name, value = next(iter(identifiers(statement.value) & names), None), statement.value
        else:
            continue
        if name in names and value is not None and type(value).__name__ != "QuantumMeasurement":
            raise CannotSay("keeps no bits that are assigned")


def identifiers(node):
    return {part.name for part in walk(node) if type(part).__name__ == "Identifier"}


def walk(node):
    """Every node of the reference parser's tree below this one."""
    if isinstance(node, list):
        for member in node:
            yield from walk(member)
    elif hasattr(node, "__dataclass_fields__"):
        yield node
        for name in node.__dataclass_fields__:
            if name != "span":
                yield from walk(getattr(node, name))


def run_braket(text, registers, shots):
    """The interpreter's own variables at the end of each of its paths."""
    from braket.default_simulator.openqasm.interpreter import Interpreter
    from braket.default_simulator.state_vector_simulator import StateVectorSimulator

    tree = peers.parse_reference(text)
    text, standard = peers.braket_text(without_output(text))
    outputs = [statement.identifier.name for statement in declared(tree, "IODeclaration")
               if type(statement.type).__name__ != "BitType"]
    counts, values = Counter(), {name: Counter() for name in outputs}
    with peers.braket_gates(standard):
        context = StateVectorSimulator().create_program_context()
        context._shots = shots
        Interpreter(context).run(source=text)
        # What is measured last waits for somebody to look at it.
        context._apply_pending_mcm_targets()
        for path in context.active_paths:
            def bits(name, path=path):
                variable = path.get_variable(name) if context.is_branched else None
                return braket_value(variable.value if variable else context.variable_table.get_value(name))

            found = {name: bits(name) for name, _ in registers}
            found = {name: value if isinstance(value, list) else [value] for name, value in found.items()}
            found = {name: found[name] or [0] * width for name, width in registers}
            weight = path.shots if context.is_branched else shots
            counts[key_of(found, registers)] += weight
            for name in outputs:
                values[name][value_text(bits(name))] += weight
    return counts, values


def braket_value(value):
    """A literal of Braket's tree as a plain value; what was never given one is 0."""
    if value is None:
        return 0
    if hasattr(value, "values"):
        return [braket_value(member) for member in value.values]
    if not hasattr(value, "value"):
        raise CannotSay(f"leaves a {type(value).__name__}")
    return value.value


def run_qdk(text, registers, shots):
    """QDK returns every classical variable outside blocks, or the outputs when there are any."""
    from qdk.openqasm import OutputSemantics, run

    tree = peers.parse_reference(text)
    statements = [statement for statement in declared(tree, "IODeclaration")
                  if statement.io_identifier.name == "output"]
    statements = statements or declared(tree, "ClassicalDeclaration", "ConstantDeclaration")
    names = [statement.identifier.name for statement in statements]
    outputs = {statement.identifier.name for statement in statements
               if type(statement).__name__ == "IODeclaration" and type(statement.type).__name__ != "BitType"}
    results = run(text, shots, output_semantics=OutputSemantics.OpenQasm, seed=7)
    counts, values = Counter(), {name: Counter() for name in outputs}
    for result, count in Counter(map(repr_result, results)).items():
        found = json.loads(result)
        found = dict(zip(names, found if len(names) > 1 else [found], strict=True))
        counts[key_of({name: as_bits(found.get(name)) for name, _ in registers}, registers)] += count
        for name in outputs:
            values[name][value_text(found[name])] += count
    return counts, values


def as_bits(value):
    if value is None:
        raise CannotSay("returns no bits beside the outputs")
    return value if isinstance(value, list) else [value]


def repr_result(result):
    """One shot of QDK as text that can be counted: results are 0 and 1."""
    def plain(value):
        if isinstance(value, (list, tuple)):
            return [plain(member) for member in value]
        if isinstance(value, complex):
            return str(value)
        return value if isinstance(value, (bool, int, float)) or value is None else {"Zero": 0, "One": 1}[str(value)]

    return json.dumps(plain(result))


PEERS = {"qiskit": run_qiskit, "pyqasm": run_pyqasm, "braket": run_braket, "qdk": run_qdk}


def main():
    # Peers print what they like on standard output; the answers go where only they go.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    run = PEERS[sys.argv[1]]
    for line in sys.stdin:
        request = json.loads(line)
        try:
            text = Path(request["path"]).read_text()
            text = mirrored(text) if request["mirrored"] else text
            counts, values = run(text, request["registers"], request["shots"])
            answer = {"counts": counts, "values": values}
        except BaseException as problem:  # a peer's panic is no Exception, and every refusal is a finding
            if isinstance(problem, KeyboardInterrupt):
                raise
            answer = {"refused": f"{type(problem).__name__}: {problem}"[:2000]}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
