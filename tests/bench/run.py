#!/usr/bin/env python3
"""Speed and memory, shown and never asserted. Medians over RUNS runs (default 5); ratios of the same run.

usage: run.py BUILD_FOLDER [site|engine|failures|study|size]
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
WHAT = sys.argv[2:] or ["engine", "site", "failures", "study", "size"]
SITE = "scenarios/dallas-2026-01.yaml"


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


CAMPUS = "scenarios/campus-350mw"


def failures():
    """A month of interruptions, failures, rebuilds and maintenance beside the same month without any. The price of 1 TB/s more
    of write is found by running all of it a second time, and that is part of what the user waits for."""
    print(f"\nfailures: {CAMPUS}, 30 days, 20 replications, medians of {RUNS} runs")
    print(f"{'':38}{'wall s':>9}{'peak MB':>9}{'ratio':>8}")
    base = None
    for title, scenario in (("nothing fails", f"{CAMPUS}.yaml"), ("all on, and again with 1 TB/s more", f"{CAMPUS}-failures.yaml")):
        wall, peak, _ = medians([f"{BUILD}/exasite", "run", scenario, "--quiet"])
        base = base or wall
        print(f"{title:38}{wall:9.3f}{peak:9.1f}{wall / base:8.2f}" + ("  (goal: at most 3)" if wall != base else ""))


STUDY = "scenarios/dallas-2026-04.yaml"
POINTS = int(os.environ.get("POINTS", "1000"))


def sweep(study, scenario, design, jobs, reps, *more):
    """Wall seconds and peak MB of a study."""
    return run([f"{BUILD}/exasite", "sweep", scenario, "--quiet", "--reps", str(reps), "--jobs", str(jobs), "--study", study, "--design", design, *more])[:2]


def study_speed(folder):
    """A Sobol study against as many single replications, and two threads against one. A machine's speed wanders by more than
    the goals within minutes, so pieces of the study and single replications alternate: medians of neighbours' ratios."""
    # Inputs of power alone, so that every point simulates the same events as the scenario does.
    nominal = ["--vary", "models.node.cnode-gen6.idle=270 W:280 W", "--vary", "models.node.odm-cap.idle=400 W:500 W"]
    piece = max(POINTS // RUNS, 1)
    each, one, two = [], [], []
    for part in range(RUNS):
        single = lambda reps: run([f"{BUILD}/exasite", "run", STUDY, "--quiet", "--jobs", "1", "--json", folder + "/r.json", "--reps", str(reps)])[0]
        each.append((single(5 * piece + 1) - single(1)) / (5 * piece))
        for jobs, pieces in ((1, one), (2, two)):
            pieces.append(sweep(f"{folder}/{part}-{jobs}", STUDY, f"sobol:{piece}", jobs, 5, *nominal))
    print(f"{'one replication':38}{statistics.median(each):9.4f}")
    for label, pieces, ratios, goal in (
            ("1 thread", one, [w / (5 * piece * e) for (w, _), e in zip(one, each)], "of single replications; goal: at most 1.05"),
            ("2 threads", two, [a / b for (a, _), (b, _) in zip(one, two)], "times one thread; goal: at least 1.9")):
        print(f"{f'{RUNS} x {piece} points, {label}':38}{sum(w for w, _ in pieces):9.2f}{max(m for _, m in pieces):9.1f}"
              f"{statistics.median(ratios):9.2f}  {goal} (from {min(ratios):.2f} to {max(ratios):.2f})")


def study():
    print(f"\nstudy: {STUDY}, Sobol, 5 replications a point")
    print(f"{'':38}{'wall s':>9}{'peak MB':>9}{'ratio':>9}")
    with tempfile.TemporaryDirectory() as folder:
        study_speed(folder)
        small = ["--set", "study.length=1 h", "--set", "study.warm_up=0 s", "--vary", "demand.read.peak=50 GB/s:200 GB/s"]
        wall, few = sweep(folder + "/few", "scenarios/one-rack.yaml", "sobol:1000", 2, 1, *small)
        print(f"{'1,000 small points':38}{wall:9.2f}{few:9.1f}")
        wall, many = sweep(folder + "/many", "scenarios/one-rack.yaml", "sobol:20000", 2, 1, *small)
        print(f"{'20,000 small points':38}{wall:9.2f}{many:9.1f}{many / few:9.2f}  times the memory; goal: 1")


def size():
    """All options and mixes of the campus: sized by plan, the best of each stack proved by simulation, flips bisected."""
    print(f"\nsize: {CAMPUS}.yaml, 20 replications of 30 days, medians of {RUNS} runs")
    print(f"{'':38}{'wall s':>9}{'peak MB':>9}")
    for jobs in (1, 2):
        wall, peak, rows = medians([f"{BUILD}/exasite", "size", f"{CAMPUS}.yaml", "--jobs", str(jobs), "--json", "-"])
        answer = json.loads(rows[0][2])
        print(f"{jobs} thread{'s' if jobs > 1 else ''}, {answer['n_sized']:.0f} options, {len(answer['flips'])} flips".ljust(38) + f"{wall:9.2f}{peak:9.1f}  (goal: seconds)")


def scaled(scale):
    """The options that scale the site's GPUs, its jobs, its demand and its envelope."""
    sets = []
    for path, value, unit in (("site.gpus.count", 120000, ""), ("site.power", 350, " MW"), ("jobs.frontier.gpus", 98304, ""),
                              ("jobs.mid.gpus", 2048, ""), ("demand.usable_capacity", 1, " EB"), ("demand.read.peak", 24, " TB/s"),
                              ("demand.checkpoint.volume", 100, " PB/day"), ("demand.checkpoint.peak_write", 2, " TB/s")):
        text = f"{value * scale:g}{unit}" if unit else str(round(value * scale))
        sets += ["--set", f"{path}={text}"]
    return sets


# --- the engine: ours, the bare loop, the peer, in the same minutes --------------------------

FLOWS = {"A": "100 4 8 1000 1e-3", "B": "1000 20 16 10000 1e-4", "C": "5000 50 32 100000 1e-5"}
MEMORY_MB = 24          # goal for every flow workload
PATIENCE_S = float(os.environ.get("PATIENCE", "60"))        # with a peer

# label, program and arguments, figure, unit, whether more is better, goal (of the ratio to the bare
# loop, or of the figure itself), peer
ENGINE = [
    ("M/M/1, 1 M objects", "mm1 1000000", "M_objects_per_s", "M/s", True, ("ratio", 0.6), "simpy"),
    ("hold 1e3", "hold 1000", "ns_per_event", "ns", False, ("ratio", 1.4), None),
    ("hold 1e5", "hold 100000", "ns_per_event", "ns", False, ("ratio", 1.3), None),
    ("hold 1e6", "hold 1000000", "ns_per_event", "ns", False, ("ratio", 1.4), None),
    ("PHOLD 1e3", "phold 1000 1000", "M_events_per_s", "M/s", True, ("ratio", 0.6), None),
    ("PHOLD 1e5", "phold 100000 20", "M_events_per_s", "M/s", True, ("ratio", 0.6), None),
    ("PHOLD 1e6", "phold 1000000 3", "M_events_per_s", "M/s", True, ("ratio", 0.6), None),
    ("120,000 entities", "phold 120000 10", "bytes_each", "B", False, ("figure", 200), None),
    ("1,000,000 entities", "phold 1000000 3", "bytes_each", "B", False, ("figure", 200), None),
    ("star A", "flows star " + FLOWS["A"], "seconds", "s", False, None, "simgrid"),
    ("star B", "flows star " + FLOWS["B"], "seconds", "s", False, None, "simgrid"),
    ("star C", "flows star " + FLOWS["C"], "seconds", "s", False, ("figure", 0.12), "simgrid"),
    ("tree A", "flows tree " + FLOWS["A"], "seconds", "s", False, None, "simgrid"),
    ("tree B", "flows tree " + FLOWS["B"], "seconds", "s", False, ("figure", 0.02), "simgrid"),
    ("tree C", "flows tree " + FLOWS["C"], "seconds", "s", False, ("figure", 0.6), None),
    ("tree B shuffled", f"flows tree {FLOWS['B']} --shuffle 7", "seconds", "s", False, ("figure", 0.05), None),
    ("tree C shuffled", f"flows tree {FLOWS['C']} --shuffle 7", "seconds", "s", False, ("figure", 1.2), None),
    ("unlike nodes, changes", "flows nodes", "changes_per_s", "1/s", True, None, None),
]


def figure(text, name):
    """The number after `name` in a program's words."""
    words = text.split()
    return float(words[words.index(name) + 1]) if name in words else None


def miss(value, goal, more):
    """By how much a goal is missed, in words; or that it is met."""
    short = (goal - value if more else value - goal) / goal
    return "met" if short <= 0 else f"missed by {100 * short:.0f} %"


def judge(goal, value, ratio, more):
    if goal is None:
        return "", "reported"
    kind, bound = goal
    sign = ">=" if more else "<="
    if kind == "ratio":
        return f"{sign} {bound:g} x bare", miss(ratio, bound, more)
    return f"{sign} {bound:g}", miss(value, bound, more)


def simpy():
    """M objects/s of SimPy, or None. Debian's, wherever `python3` points."""
    for python in ("/usr/bin/python3", sys.executable):
        if subprocess.run([python, "-c", "import simpy; assert simpy.__version__[0] >= '3'"], capture_output=True).returncode == 0:
            return statistics.median(figure(run([python, "tests/bench/peers/simpy_mm1.py", "100000"])[2], "M_objects_per_s") for _ in range(3))
    return None


def simgrid(command):
    """Seconds SimGrid takes for a flow workload, once; None if it isn't there, PATIENCE_S if it takes longer."""
    program = f"{BUILD}/bench/peers/simgrid_flows"
    if not os.path.exists(program):
        os.makedirs(os.path.dirname(program), exist_ok=True)
        built = subprocess.run(["g++", "-std=c++17", "-O2", "-o", program, "tests/bench/peers/simgrid_flows.cpp", "-lsimgrid"], capture_output=True)
        if built.returncode != 0:
            return None
    try:
        done = subprocess.run([program, *command.split()[1:]], capture_output=True, text=True, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        return PATIENCE_S
    return figure(done.stdout, "seconds")


def engine_row(label, command, name, unit, more, goal, peer):
    program = f"{BUILD}/bench/{command.split()[0]}"
    mine, limits, ratios, peak = [], [], [], 0.0
    for _ in range(RUNS):
        out = run([program, *command.split()[1:]])[2]
        mine.append(figure(out, name))
        peak = max(peak, figure(out, "peak_MB"))
        if name == "bytes_each" or command == "flows nodes":
            continue
        out = run([program, *command.split()[1:], "--limit"])[2]
        limits.append(figure(out, name if name != "seconds" else "limit_seconds"))
        ratios.append(mine[-1] / limits[-1])
    value, ratio = statistics.median(mine), statistics.median(ratios) if ratios else None
    wanted, verdict = judge(goal, value, ratio, more)
    if command.startswith("flows ") and command != "flows nodes" and peak > MEMORY_MB:
        verdict += f", memory missed by {100 * (peak / MEMORY_MB - 1):.0f} %"
    theirs = simpy() if peer == "simpy" else simgrid(command) if peer == "simgrid" else None
    against = ""
    if theirs:
        over = "> " if theirs == PATIENCE_S else ""
        against = f"{peer} {over}{theirs:.4g} {unit}, {over}{value / theirs if more else theirs / value:.0f} x"
    elif peer:
        against = f"{peer} not installed"
    limit = f"{statistics.median(limits):.4g}" if limits else ""
    print(f"{label:22}{value:>10.4g} {unit:4}{limit:>9}{f'{ratio:.2f}' if ratio else '':>7}{peak:>8.1f}  {wanted:13} {verdict:20} {against}", flush=True)


def two_threads():
    """Independent replications on one thread and on two; so many that reading and planning, which one thread does, count little
    (for the same reason nothing is asked of the protocols, so that no price of that is worked out)."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        command = [f"{BUILD}/exasite", "run", SITE, "--quiet", "--json", os.path.join(folder, "r.json"), "--reps", "240", "--set", "demand.protocols=null", "--jobs"]
        for _ in range(RUNS):
            ratios.append(run(command + ["1"])[0] / run(command + ["2"])[0])
    value = statistics.median(ratios)
    print(f"{'240 runs, two threads':22}{value:>10.3g} {'x':4}{'':>24}  {'>= 1.9':13} {miss(value, 1.9, True):20} (best {max(ratios):.2f})", flush=True)


def engine():
    print(f"engine: medians of {RUNS} runs; `bare` is the same loop on a bare heap or calendar, whichever is faster (flows: a heap of")
    print("finish times, no sharing worked out), and a ratio is the median of ratios of neighbouring runs")
    print(f"{'':22}{'figure':>10} {'':4}{'bare':>9}{'ratio':>7}{'MB':>8}  {'goal':13} {'verdict':20} peer")
    for row in ENGINE:
        engine_row(*row)
    two_threads()
    print("SimGrid is Debian's 3.32; many flows over shared links is not what it is best at. Tree C did not finish in it within an hour elsewhere.")
    print("\ndraws, ns each")
    print(run([f"{BUILD}/bench/draws"])[2], end="")


if "engine" in WHAT and os.path.isdir(f"{BUILD}/bench"):
    engine()
if "study" in WHAT:
    study()
if "site" in WHAT:
    site()
if "failures" in WHAT:
    failures()
if "size" in WHAT:
    size()
