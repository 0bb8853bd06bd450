#!/usr/bin/env python3
"""Looks for keys and tokens in everything that a session leaves behind.

  scripts/operations/confidences.py [--configuration debug]

At each provider jobs are run, followed, refused and cancelled with `--verbose`, through a proxy that reads along which
tokens are issued and signatures made, and whose error replies tell back all that they were sent. Then neither output,
journal, results nor the service's own log and store may hold one of them, as it is, in base64, percent-encoded, in
hexadecimal, or a part of a token. A file of keys that others may read is refused, whatever the verb.
"""

import argparse
import base64
import json
import shutil
import subprocess
import tempfile
import urllib.parse
from pathlib import Path

import service
from proxy import Proxy
from service import BACKENDS, Emulator, demand

SCALE = 600
# Shorter parts of a secret tell nothing, and stand in texts by chance.
LEAST = 12


class Echo(Proxy):
    """Breaks nothing; when asked to, answers a job with an error that repeats the whole request. Keeps all secrets."""

    def __init__(self, port):
        super().__init__(port, 1, 0, SCALE, 0)
        self.secrets, self.repeats = set(), False

    def meet(self, request, connection):
        for name in ("authorization", "x-amz-security-token"):
            value = request.headers.get(name, "")
            if name == "authorization" and "Signature=" in value:
                value = value.rsplit("Signature=", 1)[1]
            self.keep(value.split(" ")[-1])
        for name, values in urllib.parse.parse_qs(request.body.decode("latin-1")).items():
            if name in ("apikey", "client_secret"):
                self.keep(values[0])
        if self.repeats and self.is_submission(request):
            told = json.dumps({"message": request.head.decode("latin-1") + request.body.decode("latin-1")}).encode()
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                               b"\r\n%s" % (len(told), told))
            return True
        return super().meet(request, connection)

    def exchange(self, request):
        reply = super().exchange(request)
        if reply is not None and request.start[1] == "/identity/token" and reply.start[1] == "200":
            self.keep(json.loads(reply.body)["access_token"])
        return reply

    def keep(self, secret):
        parts = secret.split(".") if secret.count(".") == 2 else []
        self.secrets.update(part for part in [secret, *parts] if len(part) >= LEAST)


def forms(secret):
    """A secret in every dress."""
    plain = secret.encode()
    result = {plain, plain.hex().encode(), plain.hex().upper().encode()}
    quoted = urllib.parse.quote(secret, safe="")
    result |= {quoted.encode(), quoted.lower().encode(), urllib.parse.quote(secret).encode(),
               urllib.parse.quote_plus(secret).encode(), json.dumps(secret)[1:-1].encode()}
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            # What stands before a secret shifts its letters; those at both ends depend on its neighbours.
            text = encode(b"x" * before + plain).rstrip(b"=")
            result.add(text[(4 if before else 0):len(text) - 2])
    return {form for form in result if len(form) >= LEAST}


def session(binary, provider, folder):
    """Everything that a provider's commands print, and the proxy that read along."""
    outputs = []
    state = folder / "state"
    with Emulator(binary, provider, folder, "--state", state, scale=SCALE) as emulator:
        echo = Echo(emulator.port)
        environment = service.environment(folder, echo.port, SCALE) | {
            "IONQ_API_KEY": "FAKE+key/of=IonQ", "QISKIT_IBM_TOKEN": "FAKE+key/of=IBM&more"}
        echo.secrets |= {environment[name] for name in ("IONQ_API_KEY", "QISKIT_IBM_TOKEN", "AWS_SESSION_TOKEN")}
        echo.secrets.add("fake/secret")

        def shotglass(*words, codes=(0,)):
            done = subprocess.run([binary("shotglass"), *map(str, words), "--verbose"], env=environment,
                                  capture_output=True, check=False)
            outputs.append((" ".join(map(str, words)), done.stdout + done.stderr))
            demand(done.returncode in codes, f"{words} ended with {done.returncode}: {done.stderr.decode()}")
            return done.stdout

        for index in range(2):
            (folder / f"{index}.qasm").write_text(service.text(index))
        run = ("run", folder / "0.qasm", "--backend", BACKENDS[provider], "--shots", "10")
        shotglass(*run, "--timings")
        echo.repeats = True
        # The account may not: everything that was sent comes back.
        shotglass("run", folder / "1.qasm", *run[2:], codes=(3, 4))
        echo.repeats = False
        shotglass(*run, "--show-config")
        for job in json.loads(shotglass("jobs", "list", "--json"))["jobs"]:
            for action in ("show", "wait", "result", "cancel") if job["job"] else ("show",):
                shotglass("jobs", action, job["id"])
        shotglass("doctor", codes=(0, 1, 4))
        environment |= {name: "NOTFAKE" + environment[name] for name in ("IONQ_API_KEY", "QISKIT_IBM_TOKEN")}
        environment["AWS_SECRET_ACCESS_KEY"] = "another/secret"
        echo.secrets |= {"another/secret", environment["IONQ_API_KEY"], environment["QISKIT_IBM_TOKEN"]}
        shotglass("run", folder / "1.qasm", *run[2:], codes=(4,))
        echo.close()
    return outputs, echo


def search(provider, folder, outputs, secrets):
    """Looks through outputs and files; how many bytes there were."""
    places = outputs + [(str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    needles = {form: secret for secret in secrets for form in forms(secret)}
    for name, content in places:
        for form, secret in needles.items():
            demand(form not in content, f"{provider}: {name} holds {form.decode()}, which is {secret}")
    return sum(len(content) for _, content in places)


def openFile(binary, folder):
    """Keys that others may read are no keys, and are not shown."""
    keys = folder / "config/shotglass/credentials"
    keys.parent.mkdir(parents=True)
    keys.write_text("IONQ_API_KEY=FAKE+key/of=IonQ\n")
    environment = {key: value for key, value in service.environment(folder, 1).items() if not key.startswith("IONQ")}
    (folder / "0.qasm").write_text(service.text(0))
    for mode in (0o644, 0o640, 0o604):
        keys.chmod(mode)
        done = subprocess.run([binary("shotglass"), "run", folder / "0.qasm", "--backend", BACKENDS["ionq"]],
                              env=environment | {"XDG_CONFIG_HOME": str(folder / "config")}, capture_output=True,
                              text=True, check=False)
        demand(done.returncode == 4 and "chmod 600" in done.stderr and "FAKE" not in done.stderr + done.stdout,
               f"a file of keys with the permissions {mode:o} ended with {done.returncode}: {done.stderr}")


def proof():
    parser = argparse.ArgumentParser(description="Looks for keys and tokens in what a session leaves behind.")
    parser.add_argument("--configuration", default="release")
    options = parser.parse_args()
    binary = service.program(options.configuration)
    for provider in BACKENDS:
        folder = Path(tempfile.mkdtemp(prefix="secrets-"))
        try:
            outputs, echo = session(binary, provider, folder)
            demand(len(echo.secrets) > 4, f"{provider}: too few secrets were read along: {echo.secrets}")
            # A search that finds nothing anywhere must find what is there.
            planted = [("planted", base64.b64encode(b"xy " + secret.encode() + b" z")) for secret in echo.secrets]
            for plant in planted:
                try:
                    search(provider, folder / "none", [plant], echo.secrets)
                except service.Failed:
                    continue
                demand(False, f"{provider}: the search does not find {plant}")
            size = search(provider, folder, outputs, echo.secrets)
            print(f"{provider}: none of {len(echo.secrets)} secrets is in {len(outputs)} outputs and the files, "
                  f"{size} bytes")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="secrets-"))
    try:
        openFile(binary, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("a file of keys that others may read is refused")


if __name__ == "__main__":
    service.main(proof)
