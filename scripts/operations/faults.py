#!/usr/bin/env python3
"""Runs jobs through a proxy that breaks things, kills their processes, and demands every result once, and no job twice.

  scripts/operations/faults.py [--runs N] [--circuits N] [--seed S] [--workers N] [--configuration debug]
                               [--provider NAME] [--kind KIND]

A run has a journal, a service and a proxy of its own. Its circuits go out as one batch, as a batch that two processes
ask for at the same time, as one that takes several of IBM's jobs in a session, or one by one as `shotglass run`, some at
once; a process that failed or was killed is started again until all is there. Then the proxy's ledger, the journal and the service's log must agree: as many jobs as were
asked for, each taken once, and no session is open. Needs nothing but Python itself, and a build. Prints what went wrong how often.
"""

import argparse
import collections
import concurrent.futures
import json
import random
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import service
from proxy import Proxy
from service import SHOTS, BACKENDS, Emulator, Failed, demand, expected

SHARE = 0.2
MOST_KILLS, MOST_ATTEMPTS = 6, 80
# In how many seconds of ours the service passes ten minutes.
SCALE = 600
KINDS = [("ionq", "batch"), ("braket", "batch"), ("ibm", "each"), ("ionq", "twins"), ("ionq", "each"),
         ("braket", "twins"), ("ibm", "twins"), ("ibm", "several")]
# Circuits of one shot that go in one of IBM's jobs.
PIECES = 300


class Run:
    """One run: what is asked for, and who breaks it."""

    def __init__(self, number, options):
        kinds = [kind for kind in KINDS if options.provider in ("", kind[0]) and options.kind in ("", kind[1])]
        self.provider, self.kind = kinds[number % len(kinds)]
        self.number, self.circuits = number, options.circuits
        self.random = random.Random(f"{options.seed} {number}")
        self.binary = service.program(options.configuration)
        self.kills = 0
        self.attempts = 0
        self.lock = threading.Lock()

    def __str__(self):
        return f"run {self.number} ({self.provider}, {self.kind})"

    def perform(self):
        """Ends with the ledger, or raises what does not hold."""
        folder = Path(tempfile.mkdtemp(prefix="operations-"))
        try:
            with Emulator(self.binary, self.provider, folder, scale=SCALE) as emulator:
                self.proxy = Proxy(emulator.port, self.random.random(), SHARE, SCALE, budget=self.circuits)
                self.folder = folder
                self.environment = service.environment(folder, self.proxy.port, SCALE)
                try:
                    {"batch": self.batch, "twins": self.twins, "each": self.each, "several": self.several}[self.kind]()
                    # A request that was late on its way may still arrive.
                    time.sleep(2 * 30 / SCALE)
                    self.judge(emulator)
                finally:
                    self.proxy.close()
        except Failed as problem:
            kept = Path(tempfile.gettempdir()) / f"operations-failed-{self.number}"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
            raise Failed(f"{self}: {problem}; its files are in {kept}") from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return self.proxy.ledger

    # What is asked for.

    def attempt(self, command, mayKill=True):
        """Runs a command once; its standard output, or None where it failed or was killed before it was whole."""
        with self.lock:
            self.attempts += 1
            most = MOST_ATTEMPTS + (4 * self.circuits if self.kind == "each" else 0)
            demand(self.attempts < most, "it never ends")
            if self.attempts > most / 2:
                self.proxy.calm()
            kills = mayKill and self.kills < MOST_KILLS and self.random.random() < (0.1 if self.kind == "each" else 0.6)
            self.kills += kills
            delay = self.random.uniform(0, 0.15 if self.kind == "each" else 0.6)
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   stdin=subprocess.DEVNULL)
        if kills:
            threading.Timer(delay, process.kill).start()
        output, errors = process.communicate()
        demand(process.returncode in (0, 1, 5, -9), f"{command} ended with {process.returncode}: {errors.decode()}")
        demand(b"damaged" not in errors and b"missing" not in errors, f"the journal is damaged: {errors.decode()}")
        try:
            return json.loads(output)
        except ValueError:
            return None

    def counts(self, purpose=None, mayKill=True):
        """The counts of a batch, or None."""
        command = [self.binary("Benchmarks"), "--jobs", BACKENDS[self.provider], "--circuits", str(self.circuits),
                   "--shots", str(SHOTS), "--resubmit-absent"]
        answer = self.attempt(command + (["--purpose", purpose] if purpose else []), mayKill)
        return answer and answer["counts"]

    def batch(self):
        while (counts := self.counts()) is None:
            pass
        self.check(counts)

    def several(self):
        """A machine of one shot a circuit, so that a batch takes several jobs."""
        service.home(self.folder, maximumShots=1)
        self.batch()

    def twins(self):
        """Two processes ask for the same until both have it."""
        def one(_):
            while (counts := self.counts(purpose="twins")) is None:
                pass
            return counts

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for counts in pool.map(one, range(2)):
                self.check(counts)

    def each(self):
        """A process a circuit, four at once."""
        def one(index):
            path = self.folder / f"{index}.qasm"
            path.write_text(service.text(index))
            command = [self.binary("shotglass"), "run", str(path), "--backend", BACKENDS[self.provider], "--shots",
                       str(SHOTS), "--json", "--resubmit-absent"]
            while (answer := self.attempt(command)) is None:
                pass
            return answer["counts"]

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            self.check(list(pool.map(one, range(self.circuits))))

    # What must hold.

    def check(self, counts):
        wrong = [index for index, row in enumerate(counts) if row != expected(index)]
        demand(len(counts) == self.circuits and not wrong, f"wrong results: {wrong}, {len(counts)} in all")

    def judge(self, emulator):
        # All circuits of a batch go to IBM in one job, where they fit.
        wanted = self.circuits
        if self.provider == "ibm" and self.kind != "each":
            wanted = -(-self.circuits * SHOTS // PIECES) if self.kind == "several" else 1
        taken = self.proxy.ledger.jobs()
        twice = {tag: jobs for tag, jobs in taken.items() if len(jobs) > 1}
        demand(not twice, f"jobs were taken twice: {twice}")
        demand(len(taken) == wanted, f"{len(taken)} jobs were taken, and {wanted} asked for")
        listing = subprocess.run([self.binary("shotglass"), "jobs", "list", "--json"], env=self.environment,
                                 capture_output=True, check=True)
        jobs = json.loads(listing.stdout)["jobs"]
        known = {job["tag"]: job["job"] for job in jobs if job["hasResult"] and job["state"] == "completed"}
        demand(known == {tag: next(iter(names)) for tag, names in taken.items()},
               "the journal and the proxy's ledger disagree on what was bought")
        demand(len(jobs) == wanted and not any(job["duplicates"] for job in jobs), "the journal has other jobs")
        demand(not any(job["openSessions"] for job in jobs), "a session is left open")
        demand(service.accepted(emulator.log) == wanted, "the service took another number of jobs")


def accounts(options):
    """A run that was begun by one account is not gone on with by another: nothing is sent for it."""
    binary = service.program(options.configuration)
    for provider in ("ionq", "ibm"):
        folder = Path(tempfile.mkdtemp(prefix="operations-"))
        try:
            with Emulator(binary, provider, folder, scale=SCALE) as emulator:
                proxy = Proxy(emulator.port, 1, 0, SCALE, 0)
                (folder / "one.qasm").write_text(service.text(1))
                command = [binary("shotglass"), "run", str(folder / "one.qasm"), "--backend", BACKENDS[provider],
                           "--resubmit-absent"]
                dead = service.environment(folder, proxy.port, SCALE)
                # The reply is lost, and then the process.
                proxy.choose = lambda request: "hidden" if proxy.is_submission(request) else ""
                process = subprocess.Popen(command, env=dead, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                while not proxy.ledger.jobs() and process.poll() is None:
                    time.sleep(0.002)
                process.kill()
                process.wait()
                proxy.choose = lambda request: ""
                other = service.environment(folder, proxy.port, SCALE, account=1)
                done = subprocess.run(command, env=other, capture_output=True, text=True, check=False)
                demand(done.returncode == 4 and "was begun with the account" in done.stderr,
                       f"another account at {provider} ended with {done.returncode}: {done.stderr}")
                demand(len(proxy.ledger.submissions) == 1, f"another account at {provider} submitted")
                proxy.close()
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def proof():
    parser = argparse.ArgumentParser(description="Runs jobs through a proxy that breaks things.")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--circuits", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--configuration", default="release")
    parser.add_argument("--provider", choices=sorted(BACKENDS), default="")
    parser.add_argument("--kind", choices=["batch", "twins", "each", "several"], default="")
    options = parser.parse_args()
    began, faults, submissions, kills = time.monotonic(), collections.Counter(), 0, 0
    runs = [Run(number, options) for number in range(options.runs)]
    with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
        futures = [pool.submit(run.perform) for run in runs]
        try:
            for done in concurrent.futures.as_completed(futures):
                ledger = done.result()
                faults.update(ledger.faults)
                submissions += len(ledger.submissions)
        except Failed:
            pool.shutdown(cancel_futures=True)
            raise
    kills = sum(run.kills for run in runs)
    accounts(options)
    print(f"{options.runs} runs of {options.circuits} circuits in {time.monotonic() - began:.0f} s: {kills} kills, "
          f"{submissions} submissions, faults: " + ", ".join(f"{name} {count}" for name, count in faults.most_common()))
    print("every result is there once, no job was taken twice, and no other account went on with one")


if __name__ == "__main__":
    service.main(proof)
