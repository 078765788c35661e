#!/usr/bin/env python3
"""Runs SOAP stacks against the gateway; see README.md. One line each, then `N passed, N failed`."""

import argparse
import concurrent.futures
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import clients, pages, receivers  # noqa: E402
from harness.gateway import Failure  # noqa: E402
from harness.stacks import CLIENTS, PAGES, RECEIVERS  # noqa: E402


def runs(names, scheme):
    """(kind, stack, scheme) of all runs asked for, in order."""
    known = [stack.name for stack in CLIENTS + RECEIVERS]
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"interop: no stack named {', '.join(unknown)}; there are {', '.join(known)}")
    for kind, stacks in ((clients, CLIENTS), (receivers, RECEIVERS), (pages, PAGES)):
        for stack in stacks:
            if names and stack.name not in names:
                continue
            for one in ("http", "https") if stack.tls else ("http",):
                if scheme in (None, one):
                    yield kind, stack, one


def attempt(kind, stack, scheme, programs):
    """(whether it passed, the lines that say so)."""
    begin = time.monotonic()
    try:
        kind.run(stack, scheme == "https", programs)
        error = None
    except Failure as failure:
        error = str(failure)
    seconds = f"{time.monotonic() - begin:.1f} s"
    what = kind.__name__.rpartition(".")[2]
    line = f"{'FAILED' if error else 'ok':6} {what:9} {stack.name:17} {scheme:5} {seconds:>7}"
    if error:
        line += "\n       " + error.replace("\n", "\n       ")
    return not error, line


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", required=True, help="folder of uws-bridge and thingspace-sim")
    parser.add_argument("--scheme", choices=("http", "https"))
    parser.add_argument("--jobs", type=int, default=1, help="how many run at the same time")
    parser.add_argument("names", nargs="*", metavar="STACK")
    arguments = parser.parse_args()
    programs = os.path.abspath(arguments.programs)
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        waiting = [pool.submit(attempt, *one, programs)
                   for one in runs(arguments.names, arguments.scheme)]
        for done in concurrent.futures.as_completed(waiting):
            good, line = done.result()
            print(line, flush=True)
            passed, failed = passed + good, failed + (not good)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
