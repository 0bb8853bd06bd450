"""The words that a dialect allows, judged on the reference parser's tree of an exported text."""

import re

import peers

# The gates of stdgates.inc that qiskit-ionq 1.1.1 sends.
IONQ_GATES = set("ccx ch cp crx cry crz cx cy cz h id p rx ry rz s sdg swap sx t tdg x y z".split())
IBM_GATES = set("rz sx x cz id rzz rx".split())
BRAKET_GATES = set("""i h x y z s si t ti v vi rx ry rz phaseshift prx gpi gpi2 U cnot cv cy cz ecr swap iswap pswap xy xx yy
zz cphaseshift cphaseshift00 cphaseshift01 cphaseshift10 ms ccnot cswap gphase""".split())

# Dialect -> (gates, or None for any; statements beside gates and measurements).
RULES = {
    "ionq": (IONQ_GATES, {"Include", "QubitDeclaration", "ClassicalDeclaration", "QuantumBarrier"}),
    "ibm": (IBM_GATES, {"Include", "ClassicalDeclaration", "QuantumBarrier"}),
    "braket": (BRAKET_GATES, {"QubitDeclaration", "ClassicalDeclaration", "QuantumBarrier", "QuantumPhase",
                              "QuantumGateDefinition", "IODeclaration"}),
}


def check(dialect, text, inputs=frozenset()):
    """Raises when the text does not parse or uses what its dialect lacks."""
    if dialect == "openqasm2":
        peers.qiskit_circuit(text)
        return
    tree = peers.parse_reference(text)
    declared = {statement.identifier.name for statement in tree.statements
                if type(statement).__name__ == "IODeclaration"}
    if declared != set(inputs):
        raise AssertionError(f"declares the inputs {sorted(declared)}, not {sorted(inputs)}")
    if dialect not in RULES:
        return
    gates, statements = RULES[dialect]
    own = {statement.name.name for statement in tree.statements if type(statement).__name__ == "QuantumGateDefinition"}
    for statement in tree.statements:
        check_statement(dialect, statement, gates | own, statements)


def check_statement(dialect, statement, gates, statements):
    kind = type(statement).__name__
    if kind == "QuantumGate":
        name = statement.name.name
        if name not in gates:
            raise AssertionError(f"{name} is no gate of {dialect}")
        if statement.modifiers and dialect != "braket":
            raise AssertionError(f"{name} has a modifier, which {dialect} lacks")
        if dialect == "ibm" and not all(re.fullmatch(r"\$\d+", qubit.name) for qubit in statement.qubits):
            raise AssertionError(f"{name} acts on something other than physical qubits")
    elif kind != "QuantumMeasurementStatement" and kind not in statements:
        raise AssertionError(f"{kind} is no statement of {dialect}")
