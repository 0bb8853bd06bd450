#!/usr/bin/env python3
"""The vendors' own clients against our emulator: each must decode the distribution of our circuit.

    scripts/interop/vendors [--only ibm|braket|ionq]

The circuit has four qubits and no symmetry, two parameters, and is measured crosswise into two registers, one wider
than eight bits, so that no order of bits or bytes can be wrong unseen: the same decoding with the bits of a register
reversed must fail. On an ideal machine every outcome comes as often as it must within shot noise; the twin of a
device comes near, and not too near. All credentials are fake, and nothing leaves this machine.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOTS = 4000
POINTS = [{"theta": 0.4, "phi": 1.9}, {"theta": 2.3, "phi": -0.6}]
WIDE, NARROW = 10, 2
# Register, bit and qubit of each measurement.
MEASUREMENTS = [("wide", 9, 0), ("wide", 2, 3), ("narrow", 0, 2), ("narrow", 1, 1)]
SIGMAS = 5
# The twins of devices for each client, and how far their distributions may be from the exact one.
TWINS = {"ibm": ["ibm_manila", "ibm_sherbrooke"], "braket": ["ibm_manila"], "ionq": ["trapped_ion"]}
NEAREST, FARTHEST = 0.01, 0.3


def binary():
    """The binary under test: $SHOTGLASS, or the release build."""
    return os.environ.get("SHOTGLASS", str(ROOT / ".build/release/shotglass"))


class Emulator:
    """`shotglass emulate` for as long as the block lasts; `settings` is what it prints for the client."""

    def __init__(self, *arguments):
        self.arguments = arguments

    def __enter__(self):
        self.process = subprocess.Popen(
            [binary(), "emulate", *self.arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://127.0.0.1:"):
            raise SystemExit(f"vendors: the emulator did not start: {self.process.stderr.read()}")
        self.settings = {}
        while line := self.process.stdout.readline().strip():
            key, value = line.split("=", 1)
            self.settings[key] = value
        return self

    def __exit__(self, *_):
        began = time.monotonic()
        self.process.terminate()
        code = self.process.wait(timeout=10)
        if code != 0 or time.monotonic() - began > 1:
            raise SystemExit(f"vendors: the emulator ended with {code} after {time.monotonic() - began:.1f} s")


def circuit():
    """The circuit with its parameters, as Qiskit's."""
    from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
    from qiskit.circuit import Parameter

    qubits, wide, narrow = QuantumRegister(4, "q"), ClassicalRegister(WIDE, "wide"), ClassicalRegister(NARROW, "narrow")
    result = QuantumCircuit(qubits, wide, narrow)
    gates(result, Parameter("theta"), Parameter("phi"))
    for register, bit, qubit in MEASUREMENTS:
        result.measure(qubit, (wide if register == "wide" else narrow)[bit])
    return result


def gates(result, theta, phi):
    """The gates, for any builder with Qiskit's names."""
    result.ry(theta, 0)
    result.ry(0.7, 1)
    result.cx(0, 2)
    result.rz(phi, 2)
    result.rx(1.1, 2)
    result.ry(phi, 3)
    result.cx(3, 1)
    result.rx(0.3, 0)
    result.cz(1, 2)
    result.ry(0.5, 2)


def exact(point):
    """The probability of each outcome: what wide and narrow read, highest bit first."""
    from qiskit import QuantumCircuit
    from qiskit.quantum_info import Statevector

    unitary = QuantumCircuit(4)
    gates(unitary, point["theta"], point["phi"])
    result = Counter()
    for index, probability in enumerate(Statevector(unitary).probabilities()):
        registers = {"wide": ["0"] * WIDE, "narrow": ["0"] * NARROW}
        for register, bit, qubit in MEASUREMENTS:
            registers[register][-1 - bit] = str(index >> qubit & 1)
        result["".join(registers["wide"]) + " " + "".join(registers["narrow"])] += probability
    return result


def deviation(counts, probabilities):
    """How many standard deviations the worst outcome is off."""
    shots = sum(counts.values())
    worst = 0.0
    for key in set(counts) | set(probabilities):
        probability = min(max(probabilities.get(key, 0.0), 0.0), 1.0)
        spread = math.sqrt(shots * probability * (1 - probability))
        off = abs(counts.get(key, 0) - shots * probability)
        worst = max(worst, off / spread if spread > 1e-6 else (math.inf if off > 1e-6 else 0.0))
    return worst


def distance(counts, probabilities):
    """The total variation distance."""
    shots = sum(counts.values())
    return sum(abs(counts.get(key, 0) / shots - probabilities.get(key, 0.0))
               for key in set(counts) | set(probabilities)) / 2


def reverse(counts, register):
    """The same counts as a client would see them that takes the bits of a register the other way round."""
    result = Counter()
    for key, count in counts.items():
        wide, narrow = key.split()
        result[f"{wide[::-1]} {narrow}" if register == "wide" else f"{wide} {narrow[::-1]}"] += count
    return result


# The clients. Each runs in a process and a folder of its own, and prints one dictionary of counts a point.


def ibm(url, machine):
    """Qiskit Runtime's own service object, with its door for texts: values by name, then as an array of points."""
    from qiskit import qasm3, transpile
    from qiskit_ibm_runtime import QiskitRuntimeService

    service = QiskitRuntimeService(
        channel="ibm_quantum_platform", token=os.environ["QISKIT_IBM_TOKEN"],
        instance=os.environ["QISKIT_IBM_INSTANCE"], url_resolver=lambda *_: url + "/api/v1")
    backend = service.backend(machine)
    assert backend.status().operational and [found.name for found in service.backends()] == [machine]
    text = qasm3.dumps(transpile(circuit(), backend, optimization_level=1, seed_transpiler=1))
    import numpy

    # The alphabetical order of the names.
    table = numpy.array([[point["phi"], point["theta"]] for point in POINTS])
    pubs = [[text, POINTS[0], SHOTS], [text, table, SHOTS]]
    job = service._run(
        program_id="sampler", inputs={"pubs": pubs, "version": 2, "support_qiskit": True, "options": {}},
        options={"backend": backend})
    single, both = job.result(timeout=120)
    assert job.metrics()["usage"]["qpu_charge_time_seconds"] > 0
    assert [found.job_id() for found in service.jobs(limit=3)] == [job.job_id()]
    refusal(service, backend)
    batch(service, backend, text)
    registers = [(single.data.wide, single.data.narrow)]
    registers += [(both.data.wide[index], both.data.narrow[index]) for index in range(len(POINTS))]
    pairs = [zip(wide.get_bitstrings(), narrow.get_bitstrings()) for wide, narrow in registers]
    return [Counter(f"{wide} {narrow}" for wide, narrow in pair) for pair in pairs], [POINTS[0], *POINTS]


def batch(service, backend, text):
    """The client's own batch takes jobs until it is closed."""
    from qiskit_ibm_runtime import Batch
    from qiskit_ibm_runtime.exceptions import IBMRuntimeError

    def job(session):
        return service._run(
            program_id="sampler", options={"backend": backend}, session_id=session,
            inputs={"pubs": [[text, POINTS[0], 10]], "version": 2, "support_qiskit": True})

    with Batch(backend=backend, max_time=600) as opened:
        first = job(opened.session_id)
        assert opened.details()["accepting_jobs"] and opened.details()["max_time"] == 600, opened.details()
    first.result(timeout=120)
    assert service.job(first.job_id()).session_id == opened.session_id and not opened.details()["accepting_jobs"]
    try:
        job(opened.session_id)
    except IBMRuntimeError as error:
        assert "closed" in str(error), error
    else:
        raise AssertionError("a closed batch took a job")


def refusal(service, backend):
    """A circuit that the machine has no gates for fails, and says so."""
    job = service._run(
        program_id="sampler", options={"backend": backend},
        inputs={"pubs": [["OPENQASM 3.0; include \"stdgates.inc\"; bit c; ccx $0, $1, $2; h $9; c = measure $9;",
                          None, 10]], "version": 2, "support_qiskit": True})
    expected = "Done" if backend.name == "ideal" else "Error"
    while job.status() not in ("DONE", "ERROR"):
        time.sleep(0.1)
    assert job.status() == expected.upper(), job.status()


def braket(_, machine):
    """Braket's device and task objects: the text itself, with inputs, for the simulator or the machine."""
    from braket.aws import AwsDevice
    from braket.ir.openqasm import Program

    arn = "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
    if machine != "ideal":
        arn = f"arn:aws:braket:us-east-1::device/qpu/shotglass/{machine}"
    device = AwsDevice(arn)
    assert device.status == "ONLINE" and device.queue_depth() and device.properties.service.shotsRange[0] == 1
    if machine != "ideal":
        verbatim(device)
    answers = []
    for point in POINTS:
        # The first task names its bucket; the second lets the client ask who it is and make one.
        location = [("amazon-braket-emulated", "tasks")] if not answers else []
        task = device.run(Program(source=braket_text(), inputs=point), *location, shots=SHOTS,
                          poll_interval_seconds=0.1)
        result = task.result()
        assert task.state() == "COMPLETED" and len(result.measurements) == SHOTS
        answers.append(read_braket(result))
    refused = device.run(Program(source='OPENQASM 3.0; include "stdgates.inc"; qubit q; h q;'), shots=1,
                         poll_interval_seconds=0.1)
    assert refused.result() is None and refused.state() == "FAILED"
    return answers, POINTS


def verbatim(device):
    """A box of native gates runs as it is written; one with another gate fails."""
    from braket.ir.openqasm import Program

    native = device.properties.paradigm.nativeGateSet
    assert {"rz", "x", "cnot"} <= set(native) and (3, 4) in device.topology_graph.edges, native
    assert device.properties.standardized.oneQubitProperties["0"].T1.value > 0
    for gate, state in [("x", "COMPLETED"), ("h", "FAILED")]:
        source = (f"OPENQASM 3.0; bit[2] b;\n#pragma braket verbatim\nbox {{ {gate} $3; cnot $3, $4; }}\n"
                  "b[0] = measure $3; b[1] = measure $4;")
        task = device.run(Program(source=source), shots=100, poll_interval_seconds=0.1)
        result = task.result()
        assert task.state() == state, task.metadata()
        assert result is None or result.measurement_counts["11"] > 70, result.measurement_counts


def braket_text():
    """Braket has one register for outcomes: `wide` above `narrow`."""
    lines = ["OPENQASM 3.0;", "input float theta;", "input float phi;", f"bit[{WIDE + NARROW}] b;", "qubit[4] q;"]
    gates(BraketText(lines), "theta", "phi")
    for register, bit, qubit in MEASUREMENTS:
        lines.append(f"b[{bit + (NARROW if register == 'wide' else 0)}] = measure q[{qubit}];")
    return "\n".join(lines)


class BraketText:
    """Writes a call of a gate as a line of Braket's dialect."""

    def __init__(self, lines):
        self.lines = lines

    def __getattr__(self, name):
        def write(*operands):
            angles = operands[:1] if name[0] == "r" else ()
            qubits = ", ".join(f"q[{qubit}]" for qubit in operands[len(angles):])
            self.lines.append(f"{ {'cx': 'cnot'}.get(name, name) }{f'({angles[0]})' if angles else ''} {qubits};")

        return write


def read_braket(result):
    """Columns are qubits, so the program says which bit each of them is."""
    counts = Counter()
    for row in result.measurements:
        registers = {"wide": ["0"] * WIDE, "narrow": ["0"] * NARROW}
        for value, qubit in zip(row, result.measured_qubits):
            register, bit, _ = next(entry for entry in MEASUREMENTS if entry[2] == qubit)
            registers[register][-1 - bit] = str(int(value))
        counts["".join(registers["wide"]) + " " + "".join(registers["narrow"])] += 1
    return counts


def ionq(_, machine):
    """Qiskit's provider for IonQ: a list of gates on both backends, several at once, and a text with its registers."""
    from qiskit_ionq import IonQProvider

    provider = IonQProvider(token=os.environ["IONQ_API_KEY"], url=os.environ["IONQ_API_URL"])
    simulator, device = provider.get_backend("ionq_simulator"), provider.get_backend(f"ionq_qpu.{machine}")
    bound = [circuit().assign_parameters(point) for point in POINTS]
    single = simulator.run(bound[0], shots=SHOTS, sampler_seed=5).result(wait=0.1).get_counts()
    # Several circuits of one job, exact probabilities of each.
    both = simulator.run(bound, shots=SHOTS, sampler_seed=6).result(wait=0.1).get_counts()
    sampled = device.run(bound[1], shots=SHOTS).result(wait=0.1).get_counts()
    # A reset makes the client send OpenQASM 3.
    reset = circuit()
    first = reset.copy_empty_like()
    first.reset(0)
    text = device.run(first.compose(reset).assign_parameters(POINTS[0]), shots=SHOTS)
    registers = text.result(wait=0.1).get_counts()
    assert device.calibration().qubits == device.num_qubits
    noisy = [swap(sampled), swap(registers)], [POINTS[1], POINTS[0]]
    if machine != "ideal":
        return noisy
    return [swap(counts) for counts in (single, *both)] + noisy[0], [POINTS[0], *POINTS] + noisy[1]


def swap(counts):
    """Qiskit's keys have the last register first."""
    return {" ".join(reversed(key.split())): count for key, count in counts.items()}


def lost_reply(*_):
    """Braket's client sends a task again when its reply was lost, with the same token: it must stay one task."""
    from braket.aws import AwsDevice
    from braket.ir.openqasm import Program

    device = AwsDevice("arn:aws:braket:::device/quantum-simulator/amazon/sv1")
    program = Program(source=braket_text(), inputs=POINTS[0])
    return [read_braket(device.run(program, shots=SHOTS, poll_interval_seconds=0.1).result())], POINTS[:1]


CLIENTS = {"ibm": ibm, "braket": braket, "ionq": ionq, "lost-reply": lost_reply}


def run_client(name, machine, emulator):
    """Runs a client apart, so that it finds no settings but ours."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "PYTHONWARNINGS": "ignore", **emulator.settings}
        result = subprocess.run(
            [sys.executable, str(Path(__file__).resolve()), "--client", name, machine, emulator.url], cwd=folder,
            env=environment, capture_output=True, text=True, timeout=180)
    if result.returncode != 0:
        raise SystemExit(f"vendors: {name} failed:\n{result.stderr[-4000:]}")
    return json.loads(result.stdout.splitlines()[-1])


def check(name, machine):
    """One line of verdict; false where something is wrong."""
    with Emulator("--protocol", name, "--device", machine, "--seed", "7") as emulator:
        answers, points = run_client(name, machine, emulator)
    pairs = list(zip(answers, map(exact, points)))
    spoilt = [(reverse(counts, register), wanted) for counts, wanted in pairs for register in ("wide", "narrow")]
    if machine == "ideal":
        worst, planted = max(deviation(*pair) for pair in pairs), min(deviation(*pair) for pair in spoilt)
        good = worst < SIGMAS < planted
        verdict = f"worst outcome {worst:.1f} sigma off; with reversed bits {planted:.0f} sigma"
    else:
        far, near = max(distance(*pair) for pair in pairs), min(distance(*pair) for pair in pairs)
        planted = min(distance(*pair) for pair in spoilt)
        good = NEAREST < near <= far < FARTHEST < planted
        verdict = f"{near:.3f} to {far:.3f} from the exact distribution; with reversed bits {planted:.2f}"
    shots = sum(sum(counts.values()) for counts in answers)
    print(f"vendors: {name} on {machine}: {len(answers)} results, {shots} shots; {verdict}{'' if good else ': WRONG'}",
          flush=True)
    return good


def check_lost_reply():
    """The reply to the first attempt is dropped, the second is refused: one task was taken, and billed once."""
    with tempfile.TemporaryDirectory() as folder:
        faults, log = Path(folder, "faults.json"), Path(folder, "log.jsonl")
        match = {"method": "POST", "path": "/quantum-task"}
        faults.write_text(json.dumps({"schema": 1, "rules": [
            {"match": match, "occurrence": 1, "fault": "drop-after"},
            {"match": match, "occurrence": 2, "fault": "status", "value": 503}]}))
        options = ["--protocol", "braket", "--device", "ideal", "--faults", str(faults), "--log", str(log)]
        with Emulator(*options) as emulator:
            answers, points = run_client("lost-reply", "ideal", emulator)
        lines = [json.loads(line) for line in log.read_text().splitlines()]
    posts = [line for line in lines if line["path"] == "/quantum-task" and line["method"] == "POST"]
    taken = sum(line["accepted"] for line in lines)
    billed = sum(line["billed"] is not None for line in lines)
    good = (taken == billed == 1 and [line["status"] for line in posts] == [None, 503, 201]
            and len({line["idempotencyKey"] for line in posts if line["idempotencyKey"]}) == 1
            and deviation(answers[0], exact(points[0])) < SIGMAS)
    print(f"vendors: braket with a lost reply: {len(posts)} attempts, {taken} task taken, {billed} billed"
          f"{'' if good else ': WRONG'}", flush=True)
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=sorted(TWINS))
    parser.add_argument("--client", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.client:
        name, machine, url = options.client
        print(json.dumps(CLIENTS[name](url, machine)))
        return 0
    names = [options.only] if options.only else list(TWINS)
    verdicts = [check(name, machine) for name in names for machine in ("ideal", *TWINS[name])]
    if "braket" in names:
        verdicts.append(check_lost_reply())
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
