#!/usr/bin/env python3
"""Builds Shotglass with one deliberate defect after the other, and demands that the proofs of operations find each.

  scripts/operations/mutants.py [--only REGEX] [--copy FOLDER]

The defects go into a copy of the sources, in .build/mutants unless told, and never into ours. First the copy without
one must pass.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from service import ROOT, Failed, demand, main

DESK, CLIENT = "Sources/CloudBackends/Jobs/JobDesk.swift", "Sources/CloudBackends/Jobs/CloudClient.swift"
JOURNAL, BACKEND = "Sources/Journals/Journal.swift", "Sources/CloudBackends/CloudBackend.swift"
FILE = "Sources/Formats/StoredFile.swift"
IONQ, RESULT = "Sources/CloudBackends/IonQ/IonQProvider.swift", "Sources/CloudBackends/IonQ/IonQResult.swift"
FAULTS = ["faults.py", "--provider", "ionq", "--runs", "12", "--configuration", "debug"]
TWINS = [*FAULTS, "--kind", "twins"]
SEVERAL = ["faults.py", "--provider", "ibm", "--kind", "several", "--circuits", "100", "--runs", "6",
           "--configuration", "debug"]
DURABILITY = ["durability.py", "--configuration", "debug"]
# What is wrong -> the proof that must find it, and the changes: file, text, and what stands there instead.
MUTANTS = {
    "fdatasync is dropped": (DURABILITY, [
        (JOURNAL, "do { try file.sync() }", "guard path.isEmpty else { return }\n    do { try file.sync() }")]),
    "results are not synced": (DURABILITY, [
        (FILE, "      try file.sync()\n", "      if path.isEmpty { try file.sync() }\n")]),
    "a connection is used again for a job": (FAULTS, [
        (CLIENT, "TransferPolicy.Connection = .fresh", "TransferPolicy.Connection = .reusable")]),
    "the search for the tag is skipped": (FAULTS, [
        (DESK, "if try await isFound(record) { continue }", "if posts > 1_000 { continue }"),
        (DESK, "guard clock.now().seconds(since: record.intendedAt) < provider.secondsOfToken else",
         "guard posts < 1_000 else")]),
    "the second page of a list is not read": (FAULTS, [
        (IONQ, "!$0.isEmpty && seen.insert($0).inserted", "$0.isEmpty && seen.insert($0).inserted")]),
    "a job needs no lease": (TWINS, [
        (JOURNAL, "return try file.lock(waiting: .never) ? Lease(file) : nil", "return Lease(file)")]),
    "a dead process's session stays open": (SEVERAL, [
        (BACKEND, "    try await desk.closeAbandonedSessions()\n", "")]),
    "the account is not compared": (FAULTS, [
        (BACKEND, "difference(from: identity) {", "difference(from: identity), difference.part.isEmpty {")]),
    "bits are reversed": (FAULTS, [
        (RESULT, 'counter.add { digits[$0] == UInt8(ascii: "1") }',
         'counter.add { digits[digits.count - 1 - $0] == UInt8(ascii: "1") }')]),
    "a cut result is kept": (FAULTS, [
        (DESK, "if let kept, let bytes = try? journal.bytes(of: kept), (try? JSONReader(parsing: bytes)) != nil {",
         "if kept != nil {")]),
}


def copy(place):
    """The sources as they are, without what was built of them."""
    place.mkdir(parents=True, exist_ok=True)
    for name in ("Package.swift", "Sources", "Tests", "backends", "qasm", "studies", "scripts"):
        source, target = ROOT / name, place / name
        if source.is_file():
            shutil.copy2(source, target)
        elif source.is_dir():
            for path in target.rglob("*.swift"):
                if not (source / path.relative_to(target)).exists():
                    path.unlink()
            for path in source.rglob("*"):
                twin = target / path.relative_to(source)
                if path.is_dir():
                    twin.mkdir(parents=True, exist_ok=True)
                elif not twin.exists() or twin.read_bytes() != path.read_bytes():
                    twin.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(path, twin)


def build(place):
    for product in ("shotglass", "Benchmarks"):
        done = subprocess.run(["swift", "build", "--product", product, "-j", "2", "-Xcc", "-O2"], cwd=place,
                              capture_output=True, text=True, check=False)
        demand(done.returncode == 0, f"the copy does not build:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def passes(proof, place):
    """Whether a proof passes on the copy, and its last line."""
    environment = os.environ | {"SHOTGLASS_BINARIES": str(place / ".build/debug")}
    done = subprocess.run([sys.executable, ROOT / "scripts/operations" / proof[0], *proof[1:]], env=environment,
                          capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).strip().splitlines()
    return done.returncode == 0, lines[-1] if lines else ""


def proof():
    parser = argparse.ArgumentParser(description="Demands that the proofs of operations find deliberate defects.")
    parser.add_argument("--only", default="", metavar="REGEX")
    parser.add_argument("--copy", type=Path, default=ROOT / ".build/mutants", metavar="FOLDER")
    options = parser.parse_args()
    chosen = {name: mutant for name, mutant in MUTANTS.items() if re.search(options.only, name)}
    demand(chosen, "there is no such defect")
    place = options.copy
    copy(place)
    build(place)
    for check in {" ".join(mutant[0]): mutant[0] for mutant in chosen.values()}.values():
        holds, line = passes(check, place)
        demand(holds, f"without a defect {check[0]} does not pass: {line}")
    survivors = []
    for name, (check, changes) in chosen.items():
        began = time.monotonic()
        for file, old, new in changes:
            path = place / file
            text = path.read_text()
            demand(text.count(old) == 1, f"{file} has {text.count(old)} times: {old}")
            path.write_text(text.replace(old, new))
        try:
            build(place)
            holds, line = passes(check, place)
        finally:
            copy(place)
        print(f"{name}: {'NOT FOUND' if holds else 'found'} in {time.monotonic() - began:.0f} s by {check[0]}: {line[:200]}",
              flush=True)
        if holds:
            survivors.append(name)
    if survivors:
        raise Failed(f"not found: {', '.join(survivors)}")


if __name__ == "__main__":
    main(proof)
