#!/usr/bin/env python3
"""Runs SOAP stacks against the gateway; see README.md. One line each, then
`N passed, N failed, N not run`."""

import argparse
import collections
import concurrent.futures
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import clients, har, owner, pages, receivers, serializer  # noqa: E402
from harness.gateway import Failure  # noqa: E402
from harness.stacks import (CLIENTS, OWNERS, PAGES, RECEIVERS, SERIALIZERS, VIEWERS,  # noqa: E402
                            hindrance)

KINDS = ((clients, CLIENTS), (owner, OWNERS), (receivers, RECEIVERS), (pages, PAGES),
         (serializer, SERIALIZERS), (har, VIEWERS))


def runs(names, scheme):
    """(kind, stack, scheme) of all runs asked for, in order."""
    known = [stack.name for stack in CLIENTS + RECEIVERS + SERIALIZERS + VIEWERS]
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"interop: no stack named {', '.join(unknown)}; there are {', '.join(known)}")
    for kind, stacks in KINDS:
        for stack in stacks:
            if names and stack.name not in names:
                continue
            for one in ("http", "https") if stack.tls else ("http",):
                if scheme in (None, one):
                    yield kind, stack, one


def attempt(kind, stack, scheme, programs):
    """("ok", "FAILED" or "not run", the lines that say so)."""
    begin = time.monotonic()
    error = hindrance(stack)
    outcome = "not run" if error else "ok"
    if not error:
        try:
            kind.run(stack, scheme == "https", programs)
        except Failure as failure:
            outcome, error = "FAILED", str(failure)
    seconds = f"{time.monotonic() - begin:.1f} s"
    what = kind.__name__.rpartition(".")[2]
    line = f"{outcome:7} {what:10} {stack.name:17} {scheme:5} {seconds:>7}"
    if outcome == "not run":
        line = f"{what} {stack.name} {scheme}: not run: {error}"
    elif error:
        line += "\n       " + error.replace("\n", "\n       ")
    return outcome, line


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", required=True,
                        help="folder of uws-bridge, thingspace-sim and wcf-rewriter")
    parser.add_argument("--scheme", choices=("http", "https"))
    parser.add_argument("--jobs", type=int, default=1, help="how many run at the same time")
    parser.add_argument("names", nargs="*", metavar="STACK")
    arguments = parser.parse_args()
    programs = os.path.abspath(arguments.programs)
    count = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        waiting = [pool.submit(attempt, *one, programs)
                   for one in runs(arguments.names, arguments.scheme)]
        for done in concurrent.futures.as_completed(waiting):
            outcome, line = done.result()
            print(line, flush=True)
            count[outcome] += 1
    print(f"{count['ok']} passed, {count['FAILED']} failed, {count['not run']} not run")
    sys.exit(1 if count["FAILED"] or not count["ok"] else 0)


if __name__ == "__main__":
    main()
