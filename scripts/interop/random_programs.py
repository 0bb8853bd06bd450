"""Random programs in OpenQASM 3 and 2 that use every gate of the standard libraries and every gate modifier."""

import random

# Gate -> (angles, operands), stdgates.inc.
STANDARD_GATES = {
    "x": (0, 1), "y": (0, 1), "z": (0, 1), "h": (0, 1), "s": (0, 1), "sdg": (0, 1), "t": (0, 1), "tdg": (0, 1),
    "sx": (0, 1), "id": (0, 1), "p": (1, 1), "rx": (1, 1), "ry": (1, 1), "rz": (1, 1), "u1": (1, 1),
    "phase": (1, 1), "u2": (2, 1), "u3": (3, 1), "U": (3, 1), "cx": (0, 2), "CX": (0, 2), "cy": (0, 2), "cz": (0, 2),
    "ch": (0, 2), "swap": (0, 2), "cp": (1, 2), "cphase": (1, 2), "crx": (1, 2), "cry": (1, 2), "crz": (1, 2),
    "cu": (4, 2), "ccx": (0, 3), "cswap": (0, 3),
}

# Gate -> (angles, operands), qelib1.inc as Qiskit ships it.
QELIB1_GATES = {
    "u3": (3, 1), "u2": (2, 1), "u1": (1, 1), "cx": (0, 2), "id": (0, 1), "u": (3, 1), "p": (1, 1), "x": (0, 1),
    "y": (0, 1), "z": (0, 1), "h": (0, 1), "s": (0, 1), "sdg": (0, 1), "t": (0, 1), "tdg": (0, 1), "rx": (1, 1),
    "ry": (1, 1), "rz": (1, 1), "sx": (0, 1), "sxdg": (0, 1), "cz": (0, 2), "cy": (0, 2), "swap": (0, 2),
    "ch": (0, 2), "ccx": (0, 3), "cswap": (0, 3), "crx": (1, 2), "cry": (1, 2), "crz": (1, 2), "cu1": (1, 2),
    "cp": (1, 2), "cu3": (3, 2), "csx": (0, 2), "cu": (4, 2), "rxx": (1, 2), "rzz": (1, 2), "rccx": (0, 3),
    "rc3x": (0, 4), "c3x": (0, 4), "c3sqrtx": (0, 4), "c4x": (0, 5), "U": (3, 1), "CX": (0, 2),
}

# Gates whose square root every reader takes on the same branch.
ROOTED = ["x", "z", "s", "t", "sx"]

# Gates that keep their phase under control in every reading of the specification: U, u1, u2, u3, phase and CX do not.
CONTROLLABLE = ["x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "p", "rx", "ry", "rz", "cx", "cz", "swap", "cp",
                "crz"]


def angle(source):
    """A constant in one of the ways in which people write it."""
    value = source.uniform(-6.5, 6.5)
    return source.choice([
        f"{value:.17g}", f"{value:.3f}", f"pi/{source.randint(2, 16)}", f"-{source.randint(1, 9)}*pi/{source.randint(2, 9)}",
        f"{value:.4e}", f"pi - {abs(value):.2f}", f"2*(pi/{source.randint(2, 9)} + 0.25)", str(source.randint(-3, 3)),
    ])


def call(source, name, shape, qubits, prefix="", extra=0):
    """One gate call on distinct qubits; `extra` counts the controls that `prefix` adds."""
    angles = ", ".join(angle(source) for _ in range(shape[0]))
    operands = ", ".join(source.sample(qubits, shape[1] + extra))
    return f"{prefix}{name}{f'({angles})' if angles else ''} {operands};"


def modified_call(source, qubits):
    name = source.choice(CONTROLLABLE)
    shape = STANDARD_GATES[name]
    room = len(qubits) - shape[1]
    choices = [("inv @ ", 0), (f"pow({source.choice([2, 3, -1, -2])}) @ ", 0), ("inv @ pow(2) @ ", 0)]
    if room >= 1:
        choices += [("ctrl @ ", 1), ("negctrl @ ", 1), ("ctrl @ inv @ ", 1), ("inv @ ctrl @ ", 1), ("ctrl @ pow(3) @ ", 1)]
    if room >= 2:
        choices += [("ctrl(2) @ ", 2), ("negctrl(2) @ ", 2), ("ctrl @ negctrl @ ", 2)]
    prefix, extra = source.choice(choices)
    return call(source, name, shape, qubits, prefix, extra)


# What every peer that reads OpenQASM 3 knows.
COMMON_GATES = [name for name in STANDARD_GATES if name not in ("phase", "cphase")]


def program_3(seed):
    """An OpenQASM 3 program over two registers with a gate definition, in turn of one of three kinds: what every peer
    reads, every gate of the library with broadcast, and gate modifiers of every sort."""
    source = random.Random(f"openqasm3/{seed}")
    sizes = source.randint(2, 3), source.randint(1, 3)
    qubits = [f"{name}[{index}]" for name, size in zip("ab", sizes) for index in range(size)]
    lines = ["OPENQASM 3.0;", 'include "stdgates.inc";',
             "gate mix(alpha, beta) c, d { rx(alpha/2) c; cx c, d; rz(-beta) d; p(alpha - beta) c; }",
             "gate turn c { h c; t c; }",
             f"qubit[{sizes[0]}] a;", f"qubit[{sizes[1]}] b;", f"bit[{len(qubits)}] m;", "h a;"]
    statement = [common_statement, library_statement, modified_statement][seed % 3]
    lines += [statement(source, qubits) for _ in range(24)]
    lines += [f"m[{place}] = measure {qubit};" for place, qubit in enumerate(qubits)]
    return "\n".join(lines) + "\n"


def library_call(source, names, qubits):
    name = source.choice([name for name in names if STANDARD_GATES[name][1] <= len(qubits)])
    return call(source, name, STANDARD_GATES[name], qubits)


def common_statement(source, qubits):
    kind = source.random()
    if kind < 0.85:
        return library_call(source, COMMON_GATES, qubits)
    return call(source, "mix", (2, 2), qubits) if kind < 0.95 else "barrier a, b;"


def library_statement(source, qubits):
    kind = source.random()
    if kind < 0.8:
        return library_call(source, list(STANDARD_GATES), qubits)
    if kind < 0.95:
        return source.choice(["turn a;", "s b;", "cx a[0], b;", "ry(0.3) a;", "barrier a, b;"])
    return f"gphase({angle(source)});"


def modified_statement(source, qubits):
    kind = source.random()
    if kind < 0.2:
        return library_call(source, list(STANDARD_GATES), qubits)
    if kind < 0.7:
        return modified_call(source, qubits)
    if kind < 0.8:
        return call(source, "mix", (2, 2), qubits, "inv @ ")
    if kind < 0.95:
        return call(source, source.choice(ROOTED), (0, 1), qubits, source.choice(["pow(0.5) @ ", "pow(-0.5) @ "]))
    return call(source, "gphase", (1, 0), qubits, "ctrl @ ", 1)


def program_2(seed):
    """An OpenQASM 2 program: qelib1's gates, a gate definition with expressions (every other time with a power, which
    not every peer reads), broadcast."""
    source = random.Random(f"openqasm2/{seed}")
    sizes = source.randint(3, 4), source.randint(2, 3)
    qubits = [f"{name}[{index}]" for name, size in zip("ab", sizes) for index in range(size)]
    last = "u1(sin(alpha) - beta^2) c;" if seed % 2 else "u1(alpha - beta*3) c;"
    lines = ["OPENQASM 2.0;", 'include "qelib1.inc";',
             f"gate mix(alpha, beta) c, d {{ rx(alpha/2) c; cx c, d; rz(-beta) d; {last} }}",
             f"qreg a[{sizes[0]}];", f"qreg b[{sizes[1]}];", f"creg m[{len(qubits)}];", "h a;"]
    names = list(QELIB1_GATES)
    for step in range(24):
        kind = source.random()
        if kind < 0.85:
            name = names[(seed * 24 + step) % len(names)] if kind < 0.6 else source.choice(names)
            lines.append(call(source, name, QELIB1_GATES[name], qubits))
        elif kind < 0.95:
            lines.append(call(source, "mix", (2, 2), qubits))
        else:
            lines.append(source.choice(["s b;", "cx a[0], b;", "barrier a, b;", "ry(pi/5) a;"]))
    lines += [f"measure {qubit} -> m[{place}];" for place, qubit in enumerate(qubits)]
    return "\n".join(lines) + "\n"
