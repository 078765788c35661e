"""Measures the gateway beside others that do the same work; see README.md."""

import argparse
import collections
import datetime
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import instructions  # noqa: E402
import report  # noqa: E402
from contenders import ROOT, Failure, Upstream  # noqa: E402
from rows import ROWS, Bench  # noqa: E402


def first_line(*command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return (done.stdout or done.stderr).strip().partition("\n")[0]


def surroundings():
    """What a figure means nothing without."""
    with open("/proc/cpuinfo") as cpus:
        model = next((line.partition(":")[2].strip() for line in cpus
                      if line.startswith("model name")), platform.machine())
    with open("/proc/meminfo") as memory:
        gigabytes = round(int(memory.readline().split()[1]) / 1024 / 1024)
    with open("/proc/sys/net/ipv4/tcp_congestion_control") as control:
        congestion = control.read().strip()
    changed = first_line("git", "status", "--porcelain", "--untracked-files=no")
    return {
        "machine": f"{os.cpu_count()} × {model}, {gigabytes} GB, Linux "
                   f"{platform.release()}, TCP {congestion}",
        "commit": first_line("git", "rev-parse", "--short=12", "HEAD") +
                  (" and changes" if changed else ""),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "beside": ", ".join((first_line("/usr/sbin/nginx", "-v").replace("nginx version: ", ""),
                             "Node " + first_line("node", "--version"),
                             "gSOAP " + first_line("pkg-config", "--modversion", "gsoap++"))),
    }


def measure(bench, rows, rounds):
    """({row: {contender: {figure: median}}}, what failed); contenders take turns, and every second
    round goes the other way."""
    told = collections.defaultdict(lambda: collections.defaultdict(list))
    failures = []
    for row in rows:
        for turn in range(rounds):
            for kind in row.contenders[::-1] if turn % 2 else row.contenders:
                try:
                    figures = row.measure(bench, kind)
                except Failure as failure:
                    failures.append(f"{row.name}, {kind.title}: {failure}")
                    continue
                told[row.name][kind.key].append(figures)
        print(f"measured {row.name}", file=sys.stderr, flush=True)
    medians = {}
    for row in rows:
        medians[row.name] = {
            kind.key: {figure: row.rounds.get(figure, statistics.median)(
                           one[figure] for one in told[row.name][kind.key])
                       for figure, value in told[row.name][kind.key][0].items()
                       if not isinstance(value, str)}
            for kind in row.contenders if told[row.name][kind.key]}
    return medians, failures


def write(folder, around, medians):
    """results.json and results.md; rows measured before at the same commit stay."""
    path = os.path.join(folder, "results.json")
    runs = {}
    if os.path.exists(path):
        with open(path) as file:
            old = json.load(file)
        if old["commit"] == around["commit"] and old["machine"] == around["machine"]:
            runs = old["rows"]
    runs.update(medians)
    lines = [f"{name}: {text}  " for name, text in around.items()] + [""]
    lines += report.tables(runs)
    with open(path, "w") as file:
        json.dump({**around, "rows": runs}, file, indent=1)
    with open(os.path.join(folder, "results.md"), "w") as file:
        file.write("\n".join(lines) + "\n")
    return lines


def chosen(names, quick):
    unknown = set(names) - {row.name for row in ROWS} - {"instructions"}
    if unknown:
        sys.exit(f"bench: no row {', '.join(unknown)}; there are "
                 f"{', '.join(row.name for row in ROWS)}, instructions")
    return [row for row in ROWS if row.name in names or (not names and (row.quick or not quick))]


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round; under five minutes")
    parser.add_argument("--only", default="", metavar="ROW,ROW", help="rows, or instructions")
    parser.add_argument("--rounds", type=int, metavar="N", help="of each row; 3, or 1 if quick")
    parser.add_argument("--update-instructions", action="store_true",
                        help="write bench/instructions.txt instead of comparing with it")
    parser.add_argument("--programs", required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.programs = os.path.abspath(arguments.programs)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench: ended by SIGTERM"))
    names = [name for name in arguments.only.split(",") if name]
    if arguments.update_instructions:
        return 0 if instructions.main(arguments.programs, True) else 1
    rows = chosen(names, arguments.quick)
    rounds = arguments.rounds or (1 if arguments.quick else 3)
    folder = os.path.join(arguments.programs, "bench", "results")
    os.makedirs(folder, exist_ok=True)
    failures = []
    if rows:
        with tempfile.TemporaryDirectory(dir=folder) as work, \
                Upstream(arguments.programs, work) as upstream:
            bench = Bench(arguments.programs, work, upstream, 1 if arguments.quick else 2.5)
            for row in rows:
                medians, failed = measure(bench, [row], rounds)
                lines = write(folder, surroundings(), medians)
                failures += failed
        print("\n".join(lines), flush=True)
    for failure in failures:
        print("bench: " + failure, file=sys.stderr)
    counted = (names and "instructions" not in names) or \
        instructions.main(arguments.programs, False)
    return 0 if counted and not failures else 1


if __name__ == "__main__":
    sys.exit(main())
