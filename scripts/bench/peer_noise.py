"""Noisy runs by Qiskit Aer with the noise of a device's own calibration."""

import functools

import numpy as np


def device_name(qubits):
    """The smallest of two devices that has a line of this length."""
    return "manila" if qubits <= 5 else "kolkata"


@functools.cache
def backend(name):
    from qiskit_ibm_runtime.fake_provider import FakeKolkataV2, FakeManilaV2

    return {"manila": FakeManilaV2, "kolkata": FakeKolkataV2}[name]()


def compiled(qubits):
    """EfficientSU2(reps=3, linear) at random angles, all measured, compiled for the device."""
    from qiskit import transpile
    from qiskit.circuit.library import efficient_su2

    circuit = efficient_su2(qubits, reps=3, entanglement="linear")
    circuit = circuit.assign_parameters(np.random.default_rng(3).uniform(-3, 3, circuit.num_parameters))
    circuit.measure_all()
    return transpile(circuit, backend(device_name(qubits)), optimization_level=1, seed_transpiler=1)


def aer(qubits, shots, method, threads):
    """One call of Aer: all shots of the compiled circuit, into counts. <Z0> is what both sides compare."""
    from qiskit_aer import AerSimulator
    from qiskit_aer.noise import NoiseModel

    circuit = compiled(qubits)
    simulator = AerSimulator(method=method, max_parallel_threads=threads, seed_simulator=1,
                             noise_model=NoiseModel.from_backend(backend(device_name(qubits))))

    def action():
        result = simulator.run(circuit, shots=shots).result()
        if not result.success:
            raise RuntimeError(result.status)
        return result.get_counts()

    return action, lambda counts: [sum(count * (1 - 2 * int(key[-1])) for key, count in counts.items()) / shots]
