"""Reading and writing programs, and running those that measure on their way: peers are timed in this process."""

import json
import os
import statistics
import subprocess
import sys
import time

import program
from race import COMMANDS, ROOT, TURNS
from rows import row

WORK = ROOT / ".build/bench"

# The load may take this much longer a gate when the program is a hundred times longer.
ALLOWED_SLOWDOWN = 1.5
ALLOWED_BYTES_PER_INPUT_BYTE = 64
ALLOWED_BYTES_BESIDE = 64 << 20


def ours(scenario, path, gates, repeat=3):
    """One turn of the Benchmarks executable: (best seconds of `repeat`, peak resident bytes of the process)."""
    command = [COMMANDS["ours"][0], "--scenario", scenario, "--file", str(path), "--repeat", str(repeat), "--json"]
    if gates is not None:
        command += ["--gates", str(gates)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} failed with status {status}")
    return json.loads(output)["best"], usage.ru_maxrss * 1024


def seconds(action):
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def against_peer(name, goal, scenario, path, gates, peer_name, peer):
    """A row of two times, taken in turns after one turn of warming up."""
    peer()
    mine, theirs = [], []
    for _ in range(TURNS):
        theirs.append(seconds(peer))
        mine.append(ours(scenario, path, gates)[0])
    mine, theirs = statistics.median(mine), statistics.median(theirs)
    return row(name, mine, theirs, peer_name, theirs / mine, goal)


def text_rows(_workers):
    """Reading and writing 100,000 gates, against Qiskit's fastest reader and writer of each language."""
    from qiskit import qasm2, qasm3

    circuit = program.circuit()
    text3, text2 = qasm3.dumps(circuit), qasm2.dumps(circuit)
    path3, path2 = WORK / "program.qasm", WORK / "program-2.qasm"
    path3.write_text(text3)
    path2.write_text(text2)
    gates = program.GATES
    yield against_peer("load OpenQASM 3, 100,000 gates", 15, "load", path3, gates, "qiskit qasm3.loads_experimental",
                       lambda: qasm3.loads_experimental(text3))
    yield against_peer("load OpenQASM 2, 100,000 gates", 8, "load", path2, gates, "qiskit qasm2.loads",
                       lambda: qasm2.loads(text2))
    yield against_peer("write OpenQASM 3, 100,000 gates", 1, "write", path3, gates,
                       "qiskit qasm3.dumps_experimental", lambda: qasm3.dumps_experimental(circuit))


def dynamic_rows(_workers):
    """20 measurements in the middle, whose outcomes decide what follows, at 10,000 shots."""
    from qiskit import qasm3, transpile
    from qiskit_aer import AerSimulator

    simulator = AerSimulator(max_parallel_threads=1)
    for qubits in (5, 10):
        circuit = program.feedback(qubits)
        path = WORK / f"feedback-{qubits}.qasm"
        path.write_text(qasm3.dumps(circuit))
        compiled = transpile(circuit, simulator, optimization_level=0)
        yield against_peer(f"20 measurements with feedback, {qubits} qubits", 10, "run", path, None,
                           "qiskit-aer, one thread",
                           lambda: simulator.run(compiled, shots=10_000, seed_simulator=1).result().get_counts())


def growth_rows(_workers):
    """Ten million gates: time a gate against that at 100,000, and memory against the size of the text."""
    small, large = WORK / "program.qasm", WORK / "program-10M.qasm"
    copies = 100
    if not small.exists():
        from qiskit import qasm3

        small.write_text(qasm3.dumps(program.circuit()))
    if not large.exists():
        program.write_repeated(small.read_text(), copies, large)
    gates = program.GATES
    short_runs, runs = [], []
    for _ in range(3):
        short_runs.append(ours("load", small, gates))
        runs.append(ours("load", large, gates * copies, repeat=1))
    # Both sides are ours, so the fastest run of each is the one that other work disturbed least.
    short, long = min(run[0] for run in short_runs), min(run[0] for run in runs)
    per_gate, per_gate_short = long / (gates * copies), short / gates
    yield row("load 10,000,000 gates, seconds a gate", per_gate, ALLOWED_SLOWDOWN * per_gate_short,
              f"{ALLOWED_SLOWDOWN} times that at 100,000 gates", ALLOWED_SLOWDOWN * per_gate_short / per_gate, 1)
    peak = statistics.median(run[1] for run in runs)
    allowed = ALLOWED_BYTES_PER_INPUT_BYTE * large.stat().st_size + ALLOWED_BYTES_BESIDE
    yield row("load 10,000,000 gates, peak bytes", peak, allowed, "64 bytes an input byte and 64 MB", allowed / peak, 1)
