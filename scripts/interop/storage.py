#!/usr/bin/env python3
"""Lets moto's S3 and STS, which check every signature, judge our client: they take its calls, and refuse a wrong key.

    scripts/interop/storage

A stub plays Braket, since moto has none: a task that has ended, whose result lies in moto's S3 under a name with a
blank. All credentials are moto's own, and nothing leaves this machine.
"""

import http.server
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import boto3
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
BUCKET, PLACE = "amazon-braket-moto", "tasks/a b/~d"
TASK = "arn:aws:braket:us-east-1:123456789012:quantum-task/11111111-2222-3333-4444-555555555555"
SIMULATOR = "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
ACCOUNT = ("<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
           "</GetCallerIdentityResult></GetCallerIdentityResponse>")
PROGRAM = 'OPENQASM 3.0; include "stdgates.inc"; qubit[2] q; bit[2] c; x q[0]; c = measure q;\n'
# Moto lets the first calls in without a signature: those that make a user with a key.
UNSIGNED = 3


class Stub(http.server.BaseHTTPRequestHandler):
    """Braket with one task, and an STS that asks for no signature."""

    submissions = 0

    def answer(self, status, text):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def do_POST(self):
        if self.path == "/":
            return self.answer(200, ACCOUNT)
        Stub.submissions += 1
        return self.answer(201, json.dumps({"quantumTaskArn": TASK}))

    def do_GET(self):
        self.answer(200, json.dumps({
            "quantumTaskArn": TASK, "status": "COMPLETED", "outputS3Bucket": BUCKET, "outputS3Directory": PLACE,
            "numSuccessfulShots": 3}))

    def log_message(self, *_):
        pass


def start_moto():
    """The server and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).parent / "moto_server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, env=os.environ | {"INITIAL_NO_AUTH_ACTION_COUNT": str(UNSIGNED)},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return process, f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.1)
    process.terminate()
    raise SystemExit("storage: the server did not start")


def client(service, url, key):
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", aws_access_key_id=key["AccessKeyId"],
                        aws_secret_access_key=key["SecretAccessKey"], config=Config(retries={"max_attempts": 1}))


def prepare(url):
    """A key that may use S3 and STS, and a result in a bucket."""
    iam = client("iam", url, {"AccessKeyId": "x", "SecretAccessKey": "y"})
    iam.create_user(UserName="shotglass")
    key = iam.create_access_key(UserName="shotglass")["AccessKey"]
    iam.put_user_policy(UserName="shotglass", PolicyName="all", PolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*", "sts:*"], "Resource": "*"}]}))
    storage = client("s3", url, key)
    storage.create_bucket(Bucket=BUCKET)
    result = {"measurements": [[1, 0], [1, 0], [0, 1]], "measuredQubits": [0, 1], "measurementProbabilities": None}
    storage.put_object(Bucket=BUCKET, Key=f"{PLACE}/results.json", Body=json.dumps(result).encode())
    return key


def run(folder, key, secret, services):
    """Our client's own answer."""
    home = Path(tempfile.mkdtemp(dir=folder))
    program = home / "program.qasm"
    program.write_text(PROGRAM)
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("SHOTGLASS_", "AWS_", "XDG_"))}
    environment |= {f"SHOTGLASS_ENDPOINT_{name}": url for name, url in services.items()}
    environment |= {"HOME": str(home), "SHOTGLASS_HOME": str(home), "SHOTGLASS_TIME_SCALE": "1000",
                    "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, "AWS_REGION": "us-east-1",
                    "BRAKET_S3_BUCKET": BUCKET}
    binary = os.environ.get("SHOTGLASS", str(ROOT / ".build/release/shotglass"))
    return subprocess.run([binary, "run", str(program), "--backend", f"braket:{SIMULATOR}", "--shots", "3", "--json"],
                          env=environment, capture_output=True, text=True, check=False)


def judge(folder, moto, stub):
    """What is wrong, one line each."""
    key = prepare(moto)
    name, secret = key["AccessKeyId"], key["SecretAccessKey"]
    problems = []
    done = run(folder, name, secret, {"BRAKET": stub, "STS": moto, "S3": moto})
    if done.returncode != 0 or json.loads(done.stdout)["counts"] != {"01": 2, "10": 1}:
        problems.append(f"with the right key: {done.returncode} {done.stdout} {done.stderr}")
    # With a wrong key, first STS has to say so, then S3 alone.
    for what, account in (("STS", moto), ("S3", stub)):
        before = Stub.submissions
        for wrong in (secret[:-1] + ("a" if secret[-1] != "a" else "b"), "x"):
            done = run(folder, name, wrong, {"BRAKET": stub, "STS": account, "S3": moto})
            if done.returncode != 4 or "SignatureDoesNotMatch" not in done.stderr:
                problems.append(f"with a wrong key for {what}: {done.returncode} {done.stderr}")
        if what == "STS" and Stub.submissions != before:
            problems.append("a task was submitted with a key that STS refused")
    done = run(folder, "AKIAUNKNOWN000000000", secret, {"BRAKET": stub, "STS": moto, "S3": moto})
    if done.returncode != 4:
        problems.append(f"with an unknown key: {done.returncode} {done.stderr}")
    return problems


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    process, url = start_moto()
    try:
        with tempfile.TemporaryDirectory() as folder:
            problems = judge(folder, url, f"http://127.0.0.1:{server.server_port}")
    finally:
        process.terminate()
        process.wait()
    for problem in problems:
        print(f"storage: {problem}", file=sys.stderr)
    if not problems:
        print("storage: S3 and STS take our calls, with a blank in a name, and refuse wrong keys")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
