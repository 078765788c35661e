"""Instructions per call, counted by callgrind, held against instructions.txt."""

import concurrent.futures
import os
import re
import subprocess
import sys

from contenders import Failure

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instructions.txt")
HEAD = """\
# Instructions of one call in memory, counted by callgrind; scripts/bench compares, and fails where
# one has grown by more than 3 %. scripts/bench --update-instructions writes this.
"""
TOLERANCE = 0.03


def program(programs, *arguments):
    return [f"{programs}/bench-instructions", *map(str, arguments)]


def count(programs, row, times):
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         *program(programs, row, times)], capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise Failure(f"callgrind on {row}: {done.stderr}")
    return int(found[1])


def per_call(programs, row):
    """What fifteen calls cost beyond five, so that start and first use do not count."""
    few, many = (5, 15) if row.endswith("_100") else (20, 120)
    return round((count(programs, row, many) - count(programs, row, few)) / (many - few))


def measure(programs):
    """{row: instructions}"""
    names = subprocess.run(program(programs), capture_output=True, text=True,
                           check=True).stdout.split()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(names, pool.map(lambda row: per_call(programs, row), names)))


def known():
    if not os.path.exists(TABLE):
        return {}
    with open(TABLE) as file:
        pairs = (line.split() for line in file if not line.startswith("#"))
        return {name: int(value) for name, value in pairs}


def write(counted):
    width = max(map(len, counted))
    with open(TABLE, "w") as file:
        file.write(HEAD)
        file.writelines(f"{name:{width}} {value:10}\n" for name, value in counted.items())


def compare(counted):
    """Lines of a table, and what is wrong."""
    before, wrong = known(), []
    lines = ["| row | instructions | committed | change |", "|---|---|---|---|"]
    for name, value in counted.items():
        if name not in before:
            wrong.append(f"{name} is not in bench/instructions.txt")
            continue
        change = value / before[name] - 1
        lines.append(f"| {name} | {value:,} | {before[name]:,} | {100 * change:+.1f} % |")
        if change > TOLERANCE:
            wrong.append(f"{name} takes {value:,} instructions, {100 * change:.1f} % more than "
                         "bench/instructions.txt has")
    wrong += [f"{name} of bench/instructions.txt is measured no longer"
              for name in before if name not in counted]
    return lines + [""], wrong


def main(programs, update):
    """Prints the table; whether it is as committed (or now is)."""
    counted = measure(programs)
    if update:
        write(counted)
    lines, wrong = compare(counted)
    print("\n".join(lines), flush=True)
    for line in wrong:
        print("bench: " + line, file=sys.stderr)
    return not wrong
