#!/usr/bin/env python3
"""Compares our signatures of Amazon's Signature Version 4 with botocore's, over random requests.

Each request holds some of what goes wrong: blanks, `+`, `~`, `%2F` and letters beyond ASCII in the path and the query,
empty and dot segments, queries that are empty, repeat a name or give it no value, headers with runs of blanks, a name
given twice, a header that nobody expects, and temporary credentials. S3 encodes a path once, other services twice.

Usage: scripts/interop/sigv4.py [--requests N] [--seed S] [--benchmarks PATH]
"""
import argparse
import datetime
import json
import random
import subprocess
import sys
import urllib.parse

import botocore
import botocore.auth
import botocore.awsrequest
import botocore.credentials

PIECES = ["a", "Z9", " ", "+", "~", "/", "%", "ü", "日", "=", "&", ":", "*", "'", "(", "-_.", "!", "arn:aws:x::y/z", "?", "#"]


def text(choose, most):
    return "".join(choose.choice(PIECES) for _ in range(choose.randint(0, most)))


def path(choose):
    segments = [urllib.parse.quote(text(choose, 4), safe="-_.~") for _ in range(choose.randint(0, 4))]
    segments += choose.choices(["", ".", "..", "tasks%2Fa", "~x"], k=choose.randint(0, 3))
    choose.shuffle(segments)
    return "/" + "/".join(segments) + choose.choice(["", "/"])


def query(choose):
    if choose.random() < 0.3:
        return ""
    pairs = []
    for _ in range(choose.randint(1, 4)):
        name = urllib.parse.quote(choose.choice(["a", "A", "b c", "", "%2F", text(choose, 2)]), safe="-_.~")
        value = urllib.parse.quote(text(choose, 3), safe="-_.~")
        pairs.append(choose.choice([f"{name}={value}", f"{name}=", name, f"{name}={value}"]))
        if choose.random() < 0.3:
            pairs.append(f"{name}=again")
    return "&".join(pairs)


def headers(choose):
    found = []
    if choose.random() < 0.7:
        found.append(["Content-Type", choose.choice(["application/json", "text/plain;  charset=utf-8"])])
    if choose.random() < 0.6:
        found.append([choose.choice(["Braket-Trackers", "X-Odd_Name.1", "amz-sdk-request"]), "  a   b \t c  "])
    if choose.random() < 0.3:
        found += [["X-Twice", "2"], ["x-twice", " 1 "]]
    if choose.random() < 0.3:
        found += [["User-Agent", "changes on the way"], ["Expect", "100-continue"]]
    if choose.random() < 0.2:
        found.append(["X-Empty", ""])
    choose.shuffle(found)
    return found


def question(choose):
    time = datetime.datetime(2015, 1, 1) + datetime.timedelta(seconds=choose.randrange(500_000_000))
    return {
        "service": choose.choice(["braket", "s3", "sts"]),
        "region": choose.choice(["us-east-1", "eu-north-1"]),
        "accessKey": "AKIAFAKEFAKEFAKEFAKE",
        "secret": choose.choice(["fake/secret", "with+plus/and ü"]),
        "token": choose.choice([None, "FAKESESSIONTOKEN", "FAKE+/=="]),
        "time": time.strftime("%Y%m%dT%H%M%SZ"),
        "method": choose.choice(["GET", "POST", "PUT", "DELETE"]),
        "host": choose.choice(["127.0.0.1:8080", "localhost:1", "127.0.0.1"]),
        "path": path(choose),
        "query": query(choose),
        "headers": headers(choose),
        "body": choose.choice(["", "{}", text(choose, 30)]),
    }


def peer(asked):
    """botocore's header for the same request."""
    url = f"http://{asked['host']}{asked['path']}" + (f"?{asked['query']}" if asked["query"] else "")
    request = botocore.awsrequest.AWSRequest(method=asked["method"], url=url, data=asked["body"].encode())
    for name, value in asked["headers"]:
        request.headers.add_header(name, value)
    request.context["timestamp"] = asked["time"]
    request.context["payload_signing_enabled"] = True
    credentials = botocore.credentials.Credentials(asked["accessKey"], asked["secret"], asked["token"])
    kind = botocore.auth.S3SigV4Auth if asked["service"] == "s3" else botocore.auth.SigV4Auth
    signer = kind(credentials, asked["service"], asked["region"])
    frozen = datetime.datetime.strptime(asked["time"], "%Y%m%dT%H%M%SZ")
    now = getattr(botocore.auth, "get_current_datetime", None)
    if now is not None:
        botocore.auth.get_current_datetime = lambda *_, **__: frozen
        signer.add_auth(request)
        botocore.auth.get_current_datetime = now
    else:
        class Clock(datetime.datetime):
            @classmethod
            def utcnow(cls):
                return frozen

        real, botocore.auth.datetime.datetime = botocore.auth.datetime.datetime, Clock
        signer.add_auth(request)
        botocore.auth.datetime.datetime = real
    return request.headers["Authorization"], signer.canonical_request(request)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--benchmarks", default=".build/release/Benchmarks")
    options = parser.parse_args()
    choose = random.Random(options.seed)
    ours = subprocess.Popen([options.benchmarks, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    differing = 0
    for number in range(options.requests):
        asked = question(choose)
        ours.stdin.write(json.dumps({"case": "sign", "arguments": asked}) + "\n")
        ours.stdin.flush()
        answer = json.loads(ours.stdout.readline())
        expected, canonical = peer(asked)
        if answer.get("authorization") != expected or answer.get("verified") is not True:
            differing += 1
            print(f"request {number}: {json.dumps(asked)}\n  ours {answer}\n  peer {expected}\n  of {canonical!r}")
    ours.stdin.close()
    ours.wait()
    print(f"sigv4: {options.requests - differing} of {options.requests} signatures are botocore {botocore.__version__}'s")
    return 1 if differing or options.requests < 1 else 0


if __name__ == "__main__":
    sys.exit(main())
