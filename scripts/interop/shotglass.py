"""Calls the shotglass binary."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]


class Refused(Exception):
    """A call that did not exit 0; its text is what the program said."""

    def __init__(self, code, message):
        super().__init__(f"exit {code}: {message.strip()}")
        self.code = code


def binary():
    """The binary under test: $SHOTGLASS, or the release build."""
    return os.environ.get("SHOTGLASS", str(ROOT / ".build/release/shotglass"))


def call(*arguments):
    result = subprocess.run([binary(), *map(str, arguments)], capture_output=True, text=True, timeout=120,
                            env=dict(os.environ, NO_COLOR="1"))
    if result.returncode != 0:
        raise Refused(result.returncode, result.stderr or result.stdout)
    return result.stdout


def amplitudes(path, inputs=None):
    """The final state: index bit i is qubit i."""
    bound = [word for name, value in (inputs or {}).items() for word in ("--input", f"{name}={value!r}")]
    document = json.loads(call("run", path, "--amplitudes", "--json", *bound))
    return np.array([complex(*pair) for pair in document["amplitudes"]])


def counts(path, shots, seed):
    return json.loads(call("run", path, "--shots", shots, "--seed", seed, "--json"))["counts"]


def export(path, dialect, bindings=None):
    """The exported text; `bindings` is the path of a point file."""
    return call("export", path, "--dialect", dialect, *(("--bind", bindings) if bindings else ()))


def gradient(path, observable, point, *options):
    """What the verb prints: value, names and derivatives; `point` is the path of a point file."""
    return json.loads(call("gradient", path, "--observable", observable, "--at", point, "--json", *options))


def formatted(path):
    return call("format", path)


class Engine:
    """The Benchmarks executable as a server: asks the simulators for numbers that no verb prints, see race.py."""

    def __init__(self):
        path = os.environ.get("SHOTGLASS_BENCHMARKS", str(ROOT / ".build/release/Benchmarks"))
        self.process = subprocess.Popen([path, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, case, **arguments):
        self.process.stdin.write(json.dumps({"case": case, "arguments": {"threads": 1} | arguments, "calls": 1}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise Refused(self.process.wait(), f"the server ended at case {case}")
        answer = json.loads(line)
        if "error" in answer:
            raise Refused(1, answer["error"])
        return np.array(answer["value"])

    def close(self):
        self.process.stdin.close()
        self.process.wait()
