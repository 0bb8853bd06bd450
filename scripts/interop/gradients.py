"""Judges derivatives by PennyLane: models of the gallery at random inputs and weights, and random observables of them.

Each case compares the exact value and gradient of every observable by every parameter of the file, so the rows of the
Jacobian of all its means. PennyLane gets the circuit gate by gate from Qiskit's reading of the file; its angles are
Qiskit's expressions, differentiated by autograd. Files with functions of parameters are left out: Qiskit reads none.
"""

import json
import re
import time

import numpy as np

import peers
import shotglass

FOLDER = shotglass.ROOT / "qasm/models"
WORK = shotglass.ROOT / ".build/interop/gradients"
TOLERANCE = 1e-10
CASES = {"small": 20, "usual": 100}
OBSERVABLES = 2
FUNCTION = re.compile(r"\b(sin|cos|tan|arcsin|arccos|arctan|sqrt|exp|log)\(|\*\*")
COMMENT = re.compile(r"//.*")
DECLARATION = re.compile(r"(?m)^\s*input\s+float\[64\]\s+(\w+)\s*;")


def gates():
    """Qiskit's name of a gate: PennyLane's class."""
    import pennylane as qml

    return {"id": qml.Identity, "h": qml.Hadamard, "x": qml.PauliX, "y": qml.PauliY, "z": qml.PauliZ, "s": qml.S,
            "sdg": lambda wires: qml.adjoint(qml.S(wires)), "t": qml.T, "tdg": lambda wires: qml.adjoint(qml.T(wires)),
            "sx": qml.SX, "cx": qml.CNOT, "cy": qml.CY, "cz": qml.CZ, "swap": qml.SWAP, "ccx": qml.Toffoli,
            "rx": qml.RX, "ry": qml.RY, "rz": qml.RZ, "p": qml.PhaseShift, "u1": qml.PhaseShift, "u": qml.U3,
            "u3": qml.U3, "cp": qml.ControlledPhaseShift, "crx": qml.CRX, "cry": qml.CRY, "crz": qml.CRZ,
            "rxx": qml.IsingXX, "ryy": qml.IsingYY, "rzz": qml.IsingZZ}


def flattened(circuit, known):
    """The circuit in gates that PennyLane has; gates that a text declares are written out."""
    for _ in range(8):
        foreign = {entry.operation.name for entry in circuit.data} - set(known) - {"barrier"}
        if not foreign:
            return circuit
        circuit = circuit.decompose(gates_to_decompose=list(foreign))
    raise ValueError(f"PennyLane has no {', '.join(sorted(foreign))}")


class Reading:
    """A file of the gallery as PennyLane computes it."""

    def __init__(self, path):
        self.path, self.known, text = path, gates(), path.read_text()
        circuit = flattened(peers.without_final_measurements(peers.qiskit_circuit(text)), self.known)
        self.qubits = circuit.num_qubits
        self.names = sorted(DECLARATION.findall(text))
        self.entries = [(entry.operation.name, [circuit.find_bit(qubit).index for qubit in entry.qubits],
                         [self.function(angle) for angle in entry.operation.params]) for entry in circuit.data]

    def function(self, angle):
        """An angle as a function of all parameters, for autograd."""
        from pennylane import numpy as traced
        import sympy

        if not getattr(angle, "parameters", None):
            number = float(angle)
            return lambda values: number
        places = [self.names.index(parameter.name) for parameter in angle.parameters]
        symbols = [sympy.Symbol(f"v{place}") for place in places]
        plain = dict(zip((parameter.name for parameter in angle.parameters), symbols))
        expression = sympy.sympify(angle.sympify())
        expression = expression.subs({symbol: plain[symbol.name] for symbol in expression.free_symbols})
        compiled = sympy.lambdify(symbols, expression, modules=[traced, "numpy"])
        return lambda values: compiled(*(values[place] for place in places))

    def jacobian(self, observables, point):
        """Means and their derivatives, a row an observable."""
        import pennylane as qml
        from pennylane import numpy as traced

        measured = [qml.dot([coefficient for coefficient, _ in terms], [
            qml.prod(*(getattr(qml, f"Pauli{letter}")(qubit) for qubit, letter in letters.items()))
            for _, letters in terms]) for terms in observables]

        @qml.qnode(qml.device("default.qubit", wires=self.qubits), diff_method="backprop")
        def means(values):
            for name, wires, angles in self.entries:
                self.known[name](*(angle(values) for angle in angles), wires=wires)
            return [qml.expval(observable) for observable in measured]

        def stacked(values):
            return traced.stack(means(values))

        values = traced.array(point, requires_grad=True)
        return np.asarray(stacked(values)), np.asarray(qml.jacobian(stacked)(values))


def random_observable(source, qubits):
    """Terms, and the text that the verb reads."""
    terms = {}
    for _ in range(source.integers(1, 4)):
        chosen = sorted(source.permutation(qubits)[:source.integers(1, min(qubits, 3) + 1)].tolist())
        letters = {qubit: str(source.choice(list("XYZ"))) for qubit in chosen}
        terms[tuple(letters.items())] = round(float(source.uniform(0.1, 1)), 3)
    text = " + ".join("*".join([repr(coefficient), *(f"{letter}{qubit}" for qubit, letter in letters)])
                      for letters, coefficient in terms.items())
    return [(coefficient, dict(letters)) for letters, coefficient in terms.items()], text


def difference(reading, seed):
    """The largest difference of a mean or a derivative, in one case."""
    source = np.random.default_rng([9, seed])
    # Features stay where every encoding is defined and smooth; weights are any angles.
    point = [float(source.uniform(0.1, 0.9) if name.startswith("x") else source.uniform(-np.pi, np.pi))
             for name in reading.names]
    chosen = [random_observable(source, reading.qubits) for _ in range(OBSERVABLES)]
    means, rows = reading.jacobian([terms for terms, _ in chosen], point)
    file = WORK / f"{reading.path.stem}-{seed}.json"
    file.write_text(json.dumps(dict(zip(reading.names, point))))
    worst = 0.0
    for (_, text), value, row in zip(chosen, means, rows):
        ours = shotglass.gradient(reading.path, text, file, "--with-respect-to", "*")
        if sorted(ours["names"]) != reading.names:
            raise ValueError(f"derivatives by {ours['names'][:4]}..., not by {reading.names[:4]}...")
        slopes = dict(zip(ours["names"], ours["gradient"]))
        distances = [slopes[name] - slope for name, slope in zip(reading.names, row)]
        worst = max(worst, abs(ours["value"] - value), float(np.max(np.abs(distances))))
    return worst


def run(small):
    """All cases, the models in turn; true when none failed."""
    WORK.mkdir(parents=True, exist_ok=True)
    began, failures, worst, readings = time.monotonic(), [], 0.0, {}
    every = sorted(FOLDER.glob("*.qasm"))
    paths = [path for path in every if not FUNCTION.search(COMMENT.sub("", path.read_text()))]
    count = CASES["small" if small else "usual"] if paths else 0
    for seed in range(count):
        path = paths[seed % len(paths)]
        try:
            if path not in readings:
                readings[path] = Reading(path)
            distance = difference(readings[path], seed)
            worst = max(worst, distance)
            problem = None if distance <= TOLERANCE else f"off by {distance:.3g}"
        except Exception as refusal:  # a refusal of either side is a failure like any other
            problem = f"{type(refusal).__name__}: {refusal}"
        if problem:
            failures.append(f"[{path.name}, {seed}]: {problem[:300]}")
    print(f"{'gradients against PennyLane':36} {count - len(failures):5} passed {len(failures):4} failed, "
          f"worst {worst:.1e}, {time.monotonic() - began:.0f} s", flush=True)
    if len(paths) < len(every):
        print(f"skipped {len(every) - len(paths)} x gradients: Qiskit reads no functions of parameters")
    for failure in failures[:20]:
        print(f"FAILED gradients {failure}")
    return count > 0 and not failures
