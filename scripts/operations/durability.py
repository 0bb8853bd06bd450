#!/usr/bin/env python3
"""What is on the disk when: watches the system calls of a client, and runs it on disks with too little room.

  scripts/operations/durability.py [--configuration debug] [--circuits N]

With strace: the intent of a job is written, and `fdatasync` has ended, before the first byte of its request leaves; a
result is on the disk, with its name, before the journal says that it is there. On small disks of memory: with whatever
little room, a job is not sent or its result is found again once there is room, and it is bought once. Says loudly what
could not be checked: strace needs to be allowed to watch, a disk needs root.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import service
from service import BACKENDS, Emulator, demand

CALLS = "openat,write,fdatasync,fsync,rename,sendto,sendmsg,mkdir"
SUBMISSION = re.compile(r'"POST (/api/v1/jobs|/v0\.4/jobs|/quantum-task) ')
SCALE = 600
KIB = 1024


def skipped(what):
    print(f"durability: SKIPPED {what}", file=sys.stderr)


# The order of system calls.


def calls(trace):
    """What each call did, when it had ended; a send when it began."""
    unfinished = {}
    for line in Path(trace).read_text(errors="replace").splitlines():
        process, _, rest = line.partition(" ")
        rest = rest.strip()
        if match := re.match(r"<\.\.\. (\w+) resumed>", rest):
            began = unfinished.pop((process, match[1]), "")
            if not began.startswith("send"):
                yield began + rest[match.end():]
        elif rest.endswith("<unfinished ...>"):
            name = rest.partition("(")[0]
            unfinished[process, name] = rest.removesuffix("<unfinished ...>")
            if name.startswith("send"):
                yield rest
        else:
            yield rest


def examine(trace, circuits):
    """Demands the order of writing, syncing and sending; how many jobs left."""
    synced, written, results, named = set(), {}, {}, set()
    tags = {}
    sent = 0
    unsynced = set()
    for call in calls(trace):
        # Folders, and the names within them.
        if match := re.match(r'mkdir\("([^"]*?)/*".*= 0', call):
            unsynced.add(os.path.dirname(match[1]))
        elif match := re.match(r'openat\(.*"([^"]*/journal/journal)", .*O_CREAT', call):
            unsynced.add(os.path.dirname(match[1]))
        elif match := re.match(r"fsync\(\d+<([^>]*)>.*= 0", call):
            unsynced.discard(match[1])
        if call.startswith("write(") and "/journal/journal>" in call:
            text = call.replace('\\"', '"')
            for line in text.split("\\n"):
                if '"kind":"intent"' in line:
                    tags[re.search(r'"tag":"(\w+)"', line)[1]] = re.search(r'"intent":"(\w+)"', line)[1]
                for kind in ("intent", "sent"):
                    if f'"kind":"{kind}"' in line:
                        written[kind, re.search(r'"intent":"(\w+)"', line)[1]] = False
                if '"kind":"result"' in line and '"isDelivered":false' in line:
                    intent = re.search(r'"intent":"(\w+)"', line)[1]
                    demand(results.get(intent) == "named", f"the result of {intent} is told before it is on the disk")
        elif call.startswith("fdatasync(") and "/journal/journal>" in call and call.endswith("= 0"):
            synced.update(written)
        elif call.startswith("fdatasync(") and (match := re.search(r"/results/(\w+)\.", call)):
            results[match[1]] = "synced"
        elif call.startswith("rename(") and (match := re.search(r'/results/(\w+)"', call)):
            demand(results.get(match[1]) == "synced", f"the result of {match[1]} has its name before it is on the disk")
            named.add(match[1])
        elif call.startswith("fsync(") and "/results>" in call:
            results.update({intent: "named" for intent in named})
        elif call.startswith("send") and SUBMISSION.search(call):
            found = [intent for tag, intent in tags.items() if tag in call]
            demand(len(found) == 1, f"a job left without an intent: {call[:200]}")
            demand(not unsynced, f"a job left before the names in {unsynced} were on the disk")
            for kind in ("intent", "sent"):
                demand((kind, found[0]) in synced, f"the job {found[0]} left before its '{kind}' was on the disk")
            sent += 1
    demand(sent == circuits and list(results.values()) == ["named"] * circuits,
           f"{sent} jobs left and {len(results)} results were kept, not {circuits}")
    return sent


def watched(binary, provider, circuits):
    """Runs a batch under strace; False where that is not to be had."""
    folder = Path(tempfile.mkdtemp(prefix="durability-"))
    try:
        with Emulator(binary, provider, folder, scale=SCALE) as emulator:
            trace = folder / "trace"
            command = ["strace", "-f", "-y", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(trace),
                       binary("Benchmarks"), "--jobs", BACKENDS[provider], "--circuits", str(circuits)]
            done = subprocess.run(command, env=service.environment(folder, emulator.port, SCALE), capture_output=True,
                                  text=True, check=False)
            if "ptrace" in done.stderr:
                return False
            demand(done.returncode == 0, f"{provider}: {done.stderr}")
            examine(trace, 1 if provider == "ibm" else circuits)
            return True
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def order(binary, circuits):
    if not shutil.which("strace") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "--yes", "--quiet", "strace"], capture_output=True, check=False)
    if not shutil.which("strace"):
        return skipped("the order of system calls: there is no strace")
    for provider in BACKENDS:
        if not watched(binary, provider, circuits):
            return skipped("the order of system calls: no process may be watched here")
    print(f"before each of {circuits} jobs at each provider left, its intent was on the disk")
    return None


# Full disks.


def full(binary, place):
    """Runs a job with ever more room in a folder that is a disk of its own, and then with all of it."""
    sizes = [0, 8, 60, 66, 68, 70, 72, 76, 80, 100, 130, 160, 200, 300]
    refused = 0
    for size in sizes:
        folder = Path(place) / "home"
        shutil.rmtree(folder, ignore_errors=True)
        with tempfile.TemporaryDirectory() as outside, Emulator(binary, "ionq", outside, scale=SCALE) as emulator:
            program = Path(outside) / "one.qasm"
            program.write_text(service.text(5))
            service.home(folder)
            environment = service.environment(folder, emulator.port, SCALE)
            command = [binary("shotglass"), "run", str(program), "--backend", BACKENDS["ionq"], "--shots", "2000",
                       "--json", "--resubmit-absent"]
            filler = Path(place) / "filler"
            room = shutil.disk_usage(place).free - size * KIB
            with open(filler, "wb") as file:
                file.write(b"x" * max(0, room))
            first = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            taken = service.accepted(emulator.log)
            demand(first.returncode in (0, 5), f"with {size} KiB it ended with {first.returncode}: {first.stderr}")
            if first.returncode == 5 and not taken:
                refused += 1
                posts = [line for line in emulator.log.read_text().splitlines() if '"method":"POST"' in line]
                demand(not posts, f"with {size} KiB something was sent")
            filler.unlink()
            for _ in range(40):
                second = first if first.returncode == 0 else subprocess.run(
                    command, env=environment, capture_output=True, text=True, check=False)
                if second.returncode == 0:
                    break
            demand(second.returncode == 0, f"after {size} KiB and then room: {second.stderr}")
            demand(json.loads(second.stdout)["counts"] == service.expected(5, 2000), "the result is wrong")
            demand(service.accepted(emulator.log) == 1,
                   f"with {size} KiB and then room the job was taken {service.accepted(emulator.log)} times")
    demand(refused > 0, "no disk was too small")
    print(f"on disks with {len(sizes)} sizes of room, {refused} too small to send anything: bought once, and found")


def disks(options):
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return skipped("the full disk: it needs root")
    place = tempfile.mkdtemp(prefix="durability-disk-")
    try:
        script = f"mount -t tmpfs -o size=1m none {place} || exit 99; exec \"$@\""
        command = ["unshare", "--mount", "sh", "-c", script, "sh", sys.executable, __file__, "--inside", place,
                   "--configuration", options.configuration]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 99 or "unshare failed" in done.stderr:
            return skipped("the full disk: nothing can be mounted here")
        demand(done.returncode == 0, done.stderr.strip())
        print(done.stdout.splitlines()[0])
    finally:
        os.rmdir(place)
    return None


def proof():
    parser = argparse.ArgumentParser(description="What is on the disk when.")
    parser.add_argument("--configuration", default="release")
    parser.add_argument("--circuits", type=int, default=6)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    binary = service.program(options.configuration)
    if options.inside:
        full(binary, options.inside)
        return
    order(binary, options.circuits)
    disks(options)


if __name__ == "__main__":
    service.main(proof)
