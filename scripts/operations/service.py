"""What the proofs of operations share: emulated services, the environment of a client, and circuits whose outcome tells
their number."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOTS = 10
ACCOUNT = "crn:v1:bluemix:public:quantum-computing:us-east:a/{0:032x}:00000000-0000-0000-0000-000000000000::"
SIMULATOR = "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
BACKENDS = {"ibm": "ibm:steady", "ionq": "ionq:qpu.ideal", "braket": f"braket:{SIMULATOR}"}
# The bit of each qubit: two registers, one wider than a byte, measured crosswise.
BITS = {"wide": {8: 0, 1: 3, 0: 4, 5: 5}, "narrow": {1: 1, 0: 2}}
# A machine without errors whose gates are those of IBM's.
STEADY = {
    "schema": 1, "name": "steady", "description": "Six qubits without errors.", "kind": "superconducting",
    "source": "made up", "date": None,
    "qubits": {"count": 6, "t1": None, "t2": None, "frequency": None, "readout": None},
    "gates": [["rz", "all", 0, 0], ["sx", "all", 0, 0], ["x", "all", 0, 0]]
    + [["cz", [qubit, qubit + 1], 0, 0] for qubit in range(5)],
}


def program(configuration=None):
    """A binary of the build under test: `shotglass` or `Benchmarks`."""
    folder = os.environ.get("SHOTGLASS_BINARIES") or str(ROOT / ".build" / (configuration or "release"))
    return lambda name: str(Path(folder) / name)


def demand(holds, what):
    """Ends the proof where something does not hold."""
    if not holds:
        raise Failed(what)


class Failed(Exception):
    """What does not hold."""


def home(folder, **figures):
    """A folder for a client and for its services, with the machine in it; some of its figures may be others."""
    machines = Path(folder) / "backends"
    machines.mkdir(parents=True, exist_ok=True)
    (machines / "steady.json").write_text(json.dumps({**STEADY, **figures}))
    return Path(folder)


class Emulator:
    """`shotglass emulate` for as long as the block lasts."""

    def __init__(self, binary, provider, folder, *arguments, scale=1):
        device = "steady" if provider == "ibm" else "ideal"
        self.folder, self.log = home(folder), Path(folder) / "service.jsonl"
        self.command = [binary("shotglass"), "emulate", "--protocol", provider, "--device", device, "--log",
                        str(self.log), "--time-scale", str(scale), *map(str, arguments)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env=os.environ | {"SHOTGLASS_HOME": str(self.folder)})
        self.url = self.process.stdout.readline().strip()
        demand(self.url.startswith("http://127.0.0.1:"), f"the emulator did not start: {self.url}")
        self.port = int(self.url.rsplit(":", 1)[1])
        while self.process.stdout.readline().strip():
            pass
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()


def environment(folder, port, scale=1, account=0):
    """What a client needs to find all services behind one port."""
    url = f"http://127.0.0.1:{port}"
    services = ("IBM", "IBM_IAM", "IONQ", "BRAKET", "S3", "STS")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SHOTGLASS_", "AWS_", "XDG_"))}
    return kept | {f"SHOTGLASS_ENDPOINT_{name}": url for name in services} | {
        "SHOTGLASS_HOME": str(folder), "HOME": str(folder), "SHOTGLASS_TIME_SCALE": str(scale),
        "QISKIT_IBM_TOKEN": "FAKE_IBM_KEY", "QISKIT_IBM_INSTANCE": ACCOUNT.format(account),
        "IONQ_API_KEY": f"FAKE_IONQ_KEY_{account}", "AWS_ACCESS_KEY_ID": "AKIAFAKEFAKEFAKEFAKE",
        "AWS_SECRET_ACCESS_KEY": "fake/secret", "AWS_SESSION_TOKEN": "FAKESESSIONTOKEN", "AWS_REGION": "us-east-1",
        "BRAKET_S3_BUCKET": "amazon-braket-emulated"}


def code(index):
    """The number whose bits are the qubits that a circuit flips."""
    return index * 37 % 63 + 1


def expected(index, shots=SHOTS):
    """The counts of a circuit."""
    registers = {name: ["0"] * width for name, width in (("wide", 9), ("narrow", 2))}
    for name, bits in BITS.items():
        for bit, qubit in bits.items():
            registers[name][-1 - bit] = str(code(index) >> qubit & 1)
    return {"".join(registers["narrow"]) + " " + "".join(registers["wide"]): shots}


def text(index):
    """A circuit as a program."""
    lines = ['OPENQASM 3.0; include "stdgates.inc"; qubit[6] q; bit[9] wide; bit[2] narrow;']
    lines += [f"x q[{qubit}];" for qubit in range(6) if code(index) >> qubit & 1]
    lines += [f"{name}[{bit}] = measure q[{qubit}];" for name, bits in BITS.items() for bit, qubit in bits.items()]
    return "\n".join(lines) + "\n"


def accepted(log):
    """How many jobs the service says that it took."""
    lines = [json.loads(line) for line in Path(log).read_text().splitlines()]
    return sum(line["accepted"] for line in lines)


def main(proof):
    """Runs a proof and says how it ended."""
    name = Path(sys.argv[0]).stem
    try:
        proof()
    except Failed as problem:
        sys.exit(f"{name}: FAILED: {problem}")
    print(f"{name}: passed")
