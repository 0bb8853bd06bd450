"""Derivatives of the model by libraries called circuit by circuit, and their loops over sampled circuits."""

import math

import numpy as np

import models

SHOTS = 1000


def qulacs_model(inputs, weights):
    """The model with its weights as qulacs's parameters, whose sign is opposite to ours."""
    from qulacs import ParametricQuantumCircuit

    circuit = ParametricQuantumCircuit(len(inputs))
    add = {"h": circuit.add_H_gate, "cx": circuit.add_CNOT_gate, "p": circuit.add_U1_gate,
           "ry": lambda qubit, angle: circuit.add_parametric_RY_gate(qubit, -angle),
           "rz": lambda qubit, angle: circuit.add_parametric_RZ_gate(qubit, -angle)}
    for name, qubits, angles in models.bound_model(inputs, weights):
        add[name](*qubits, *angles)
    return circuit


def qulacs_gradient(qubits):
    """Backpropagation through a circuit that is built before."""
    from qulacs import Observable

    circuit = qulacs_model(*models.point(qubits))
    observable = Observable(qubits)
    observable.add_operator(1.0, "Z 0")
    # The sign of every parameter is turned again here; negating a short array does not show in the time.
    return lambda: np.negative(circuit.backprop(observable))


def catalyst_gradient(qubits):
    """The adjoint method of lightning in a program compiled as a whole."""
    import catalyst
    import jax.numpy as jnp
    import pennylane

    gates = {"h": pennylane.Hadamard, "cx": pennylane.CNOT, "p": pennylane.PhaseShift, "ry": pennylane.RY,
             "rz": pennylane.RZ}

    @pennylane.qnode(pennylane.device("lightning.qubit", wires=qubits), diff_method="adjoint")
    def value(inputs, weights):
        for name, wires, angles in models.bound_model(inputs, weights):
            gates[name](*angles, wires=list(wires))
        return pennylane.expval(pennylane.PauliZ(0))

    slope = catalyst.qjit(lambda inputs, weights: catalyst.grad(value, argnums=1, method="auto")(inputs, weights))
    inputs, weights = (jnp.asarray(values) for values in models.point(qubits))
    return lambda: np.asarray(slope(inputs, weights))


def qulacs_shift(qubits):
    """The parameter-shift gradient of <Z0> from 1,000 shots a circuit, two circuits a weight."""
    from qulacs import QuantumState

    circuit = qulacs_model(*models.point(qubits))
    state = QuantumState(qubits)

    def sampled():
        state.set_zero_state()
        circuit.update_quantum_state(state)
        return 1 - 2 * float(np.mean(np.asarray(state.sampling(SHOTS)) & 1))

    def action():
        slopes = np.zeros(circuit.get_parameter_count())
        for place in range(len(slopes)):
            angle = circuit.get_parameter(place)
            circuit.set_parameter(place, angle - math.pi / 2)
            slopes[place] = sampled() / 2
            circuit.set_parameter(place, angle + math.pi / 2)
            slopes[place] -= sampled() / 2
            circuit.set_parameter(place, angle)
        return slopes

    return action


def aer_shift(qubits, threads):
    """The same with one call of Aer's sampler for all circuits."""
    from qiskit import QuantumCircuit
    from qiskit.circuit import ParameterVector
    from qiskit_aer.primitives import SamplerV2

    inputs, weights = models.point(qubits)
    names = ParameterVector("t", len(weights))
    circuit = QuantumCircuit(qubits, 1)
    for name, operands, angles in models.bound_model(inputs, names):
        getattr(circuit, name)(*angles, *operands)
    circuit.measure(0, 0)
    order = [names.params.index(parameter) for parameter in circuit.parameters]
    shifts = np.eye(len(weights)) * math.pi / 2
    values = np.concatenate([weights + shifts, weights - shifts])[:, order]
    sampler = SamplerV2(options={"backend_options": {"method": "statevector", "max_parallel_threads": threads}})

    def action():
        ones = sampler.run([(circuit, values)], shots=SHOTS).result()[0].data.c.array[..., 0].mean(-1)
        plus, minus = np.split(1 - 2 * ones.astype(float), 2)
        return (plus - minus) / 2

    return action


def numpy_counts(qubits, shots):
    """Counts of a dense random state: squares of its amplitudes, then NumPy's multinomial."""
    source = np.random.default_rng(1)
    state = source.normal(size=1 << qubits) + 1j * source.normal(size=1 << qubits)
    state /= np.linalg.norm(state)

    def action():
        probabilities = np.abs(state) ** 2
        probabilities /= probabilities.sum()
        return source.multinomial(shots, probabilities)

    return action, lambda counts: [counts.sum(), np.count_nonzero(counts)]
