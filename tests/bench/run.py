#!/usr/bin/env python3
"""Speed and memory, shown and never asserted. Medians over RUNS runs (default 5); ratios of the same run.

usage: run.py BUILD_FOLDER [site|engine]
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = int(os.environ.get("RUNS", "5"))
BUILD = sys.argv[1]
WHAT = sys.argv[2:] or ["engine", "site"]
SITE = "scenarios/dallas-2026-01.yaml"
TREE = {"A": "100 4 8 1000 1e-3", "B": "1000 20 16 10000 1e-4", "C": "5000 50 32 100000 1e-5"}


def run(command):
    """Wall seconds, peak MB of the child and its output."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}: {process.stderr.read().decode()[:400]}")
    return seconds, usage.ru_maxrss / 1024, out


def medians(command):
    rows = [run(command) for _ in range(RUNS)]
    return statistics.median(r[0] for r in rows), max(r[1] for r in rows), rows


def site():
    print(f"\nsite: {SITE}, 30 days, medians of {RUNS} runs")
    print(f"{'':38}{'wall s':>9}{'peak MB':>9}{'events/s':>12}{'solves/s':>12}")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "r.json")

        def line(label, *args):
            wall, peak, _ = medians([f"{BUILD}/exasite", "run", SITE, "--quiet", "--json", path, *args])
            answer = json.load(open(path))
            events, solves = answer["audit"]["events"], answer["audit"]["solves"]
            print(f"{label:38}{wall:9.3f}{peak:9.1f}{events / wall:12.3g}{solves / wall:12.3g}")
            return wall, answer["checkpoint"]["count"]["mean"]

        for reps in (1, 20, 200):
            for jobs in (1, 2) if reps == 20 else (2,):
                line(f"{reps} replications, {jobs} threads", "--reps", str(reps), "--jobs", str(jobs))
        # More GPUs are interrupted more often, so the job with `every: optimal` checkpoints more often: three times at ten
        # times the GPUs. That is more to simulate, so the cost of scale alone is taken at one cadence, and both are shown.
        every = ["--set", "jobs.frontier.checkpoint.every=137 s"]
        for title, more in (("as it is", []), ("every 137 s", every)):
            rows = {scale: line(f"GPUs, demand x {scale:g}, {title}", "--reps", "20", *scaled(scale), *more) for scale in (0.1, 1, 10)}
            print(f"    x 10 takes {rows[10][0] / rows[1][0]:.2f} of x 1 for {rows[10][1] / rows[1][1]:.2f} of its checkpoints"
                  + (" (goal: at most 1.5)" if more else ""))


def scaled(scale):
    """The options that scale the site's GPUs, its jobs, its demand and its envelope."""
    sets = []
    for path, value, unit in (("site.gpus.count", 120000, ""), ("site.power", 350, " MW"), ("jobs.frontier.gpus", 98304, ""),
                              ("jobs.mid.gpus", 2048, ""), ("demand.usable_capacity", 1, " EB"), ("demand.read.peak", 24, " TB/s"),
                              ("demand.checkpoint.volume", 100, " PB/day"), ("demand.checkpoint.peak_write", 2, " TB/s")):
        text = f"{value * scale:g}{unit}" if unit else str(round(value * scale))
        sets += ["--set", f"{path}={text}"]
    return sets


def last_number(text, name):
    """The value after `name` in a line of key value pairs."""
    words = text.replace("=", " ").replace(":", " ").split()
    for at, word in enumerate(words):
        if word == name:
            return float(words[at + 1])
    return None


def engine():
    programs = sorted(os.listdir(f"{BUILD}/bench"))
    print("engine: " + ", ".join(p for p in programs if not p.endswith(".d")))
    rows = [("M/M/1, 1 M objects", ["mm1", "1000000"], ">= 0.6 of the bare loop"),
            ("hold 1e3", ["hold", "1000"], "<= 1.4 x bare"), ("hold 1e5", ["hold", "100000"], "<= 1.3 x bare"),
            ("hold 1e6", ["hold", "1000000"], "<= 1.4 x bare"),
            ("PHOLD 1e3", ["phold", "1000", "1000"], ">= 0.6 of the bare loop"), ("PHOLD 1e5", ["phold", "100000", "20"], ">= 0.6 of the bare loop"),
            ("PHOLD 1e6", ["phold", "1000000", "3"], ">= 0.6 of the bare loop")]
    print(f"{'workload':22}{'seconds':>9}{'limit s':>9}{'ratio':>7}{'peak MB':>9}  goal")
    for label, args, goal in rows:
        if args[0] not in programs:
            continue
        mine, peak, _ = medians([f"{BUILD}/bench/{args[0]}", *args[1:]])
        limit, _, _ = medians([f"{BUILD}/bench/{args[0]}", *args[1:], "--limit"])
        print(f"{label:22}{mine:9.3f}{limit:9.3f}{limit / mine:7.2f}{peak:9.1f}  {goal}")
    if "flows" in programs:
        for shape, size, shuffle, goal in (("star", "C", None, "<= 0.12 s"), ("tree", "A", None, ""), ("tree", "B", None, "<= 0.02 s"), ("tree", "C", None, "<= 0.6 s"),
                                           ("tree", "B", "7", "<= 0.05 s"), ("tree", "C", "7", "<= 1.2 s")):
            command = [f"{BUILD}/bench/flows", shape, *TREE[size].split(), *(["--shuffle", shuffle] if shuffle else [])]
            mine, peak, rows_ = medians(command)
            print(f"{'flows ' + shape + ' ' + size + (' shuffled' if shuffle else ''):22}{mine:9.3f}{'':16}{peak:9.1f}  {goal}; {rows_[0][2].strip()}")


if "engine" in WHAT and os.path.isdir(f"{BUILD}/bench"):
    engine()
if "site" in WHAT:
    site()
