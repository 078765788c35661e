"""What is measured: each row has a name, those it is measured for, and how it is measured once."""

import dataclasses
import shutil
import statistics
import subprocess
import time
import typing

from contenders import (Bridge, Bridge2, BridgeOwner, BridgeShadow, BridgeTen, Failure, Gsoap,
                        Nginx, Node, drive, environment, figures)

ALL = (Nginx, Bridge, Gsoap, Node)


@dataclasses.dataclass
class Bench:
    """What every measurement needs. `seconds`: of one timed part."""
    programs: str
    folder: str
    upstream: typing.Any
    seconds: float

    def start(self, kind, connections):
        return kind(self.programs, self.folder, self.upstream, connections)

    def calls(self, contender, call, connections, seconds=None, calls=1, warmup=None):
        arguments = ["--port", contender.port, "--pid", contender.process.pid, "--call", call,
                     "--connections", connections, "--seconds", seconds or self.seconds,
                     "--calls", calls,
                     "--warmup", (min(1, self.seconds / 2) if warmup is None else warmup) *
                     contender.warmup]
        return drive(self.programs, "calls", *arguments,
                     *(["--by-content"] if contender.by_content else []))


@dataclasses.dataclass
class Row:
    name: str
    title: str
    contenders: tuple
    measure: typing.Callable  # (Bench, kind of contender) -> {figure: number}
    group: str = "calls"
    quick: bool = True
    # What is made of a figure's rounds, where it is not their median.
    rounds: dict = dataclasses.field(default_factory=dict)


def calls_row(name, title, call, connections, contenders=ALL, least=1, quick=True):
    def measure(bench, kind):
        with bench.start(kind, connections) as contender:
            return bench.calls(contender, call, connections, calls=least)
    return Row(name, title, contenders, measure, quick=quick)


def in_flight(bench, kind):
    bench.upstream.delay(200)
    try:
        with bench.start(kind, 1000) as contender:
            return bench.calls(contender, "move:1", 1000, seconds=max(2, bench.seconds), warmup=1)
    finally:
        bench.upstream.delay(0)


def beside(bench, kind):
    """Small calls alone, then beside a large request and a large answer that never end."""
    with bench.start(kind, 16) as contender:
        alone = bench.calls(contender, "move:1", 8)
        command = [f"{bench.programs}/bench-driver", "calls", "--port", str(contender.port),
                   "--pid", str(contender.process.pid), "--warmup", "0", "--connections", "1",
                   "--seconds", str(2 * bench.seconds + 1.5), "--call"]
        big = [subprocess.Popen([*command, call], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, env=environment())
               for call in ("move:10000", "list:2000")]
        time.sleep(0.5)  # until their first answers are compared
        small = bench.calls(contender, "move:1", 8)
        for one in big:
            stdout, stderr = one.communicate()
            figures(subprocess.CompletedProcess(one.args, one.returncode, stdout, stderr))
    return {"p99_alone_ms": alone["p99_ms"], "p99_ms": small["p99_ms"], "p50_ms": small["p50_ms"],
            "rate": small["rate"], "rate_alone": alone["rate"]}


def idle(bench, kind):
    with bench.start(kind, 0) as contender:
        told = drive(bench.programs, "idle", "--port", contender.port, "--pid",
                     contender.process.pid, "--connections", 10000,
                     "--seconds", bench.seconds)
    return {"kb_each": told["idle"]["kb_each"], "cpu_percent": told["idle"]["cpu_percent"],
            "kb_each_after": told["after_a_call"]["kb_each"],
            "cpu_percent_after": told["after_a_call"]["cpu_percent"]}


def big_at_once(bench, kind):
    with bench.start(kind, 64) as contender:
        told = bench.calls(contender, "move:10000", 64, seconds=0.1, calls=64, warmup=0)
        time.sleep(bench.seconds)  # what is given back at rest
        with open(f"/proc/{contender.process.pid}/status") as status:
            rss = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return {"peak_rss_kb": told["peak_rss_kb"], "rss_kb": rss, "cpu_us": told["cpu_us"]}


DEVICES = 10_000
SLOW_SECONDS = 240
NOBODY = "http://127.0.0.1:9/receiver"  # the discard port: nothing listens there


def webhooks(bench, kind):
    """Webhooks for a receiver that is away, and then what SQLite alone does with the same file."""
    with bench.start(kind, 64) as contender:
        told = drive(bench.programs, "webhooks", *contender.register(NOBODY), "--pid",
                     contender.process.pid, "--connections", 64, "--seconds", bench.seconds)
        store = contender.store() + ".peer"
        contender.process.terminate()
        contender.process.wait()
        shutil.copy(contender.store(), store)
        peer = figures(subprocess.run(
            [f"{bench.programs}/bench-store-peer", store, str(bench.seconds), "64"],
            capture_output=True, text=True))
    return {**told, "store_rate": peer["rate"]}


def relayed(bench, kind, rate, connections):
    with bench.start(kind, connections) as contender:
        target = contender.register(f"http://127.0.0.1:{bench.upstream.port}/receiver")
        before, begin = bench.upstream.delivered(), time.monotonic()
        told = drive(bench.programs, "webhooks", *target, "--pid", contender.process.pid,
                     "--connections", connections, "--seconds", 2 * bench.seconds, "--rate", rate)
        seconds, delivered = time.monotonic() - begin, bench.upstream.delivered() - before
    return {**told, "delivered": delivered / seconds, "queue": told["all_calls"] - delivered}


def steady(bench, kind):
    return relayed(bench, kind, 950, 64)


def together(bench, kind):
    return relayed(bench, kind, 0, 64)


def slow_receiver(bench, kind):
    """What a MoveDevice of 10,000 devices sends back, until the last callback is taken."""
    with bench.start(kind, 64) as contender:
        target = contender.register(f"http://127.0.0.1:{bench.upstream.port}/receiver")
        bench.upstream.delay(200)
        try:
            before, begin = bench.upstream.delivered(), time.monotonic()
            told = drive(bench.programs, "webhooks", *target, "--pid", contender.process.pid,
                         "--connections", 64, "--seconds", 0, "--warmup", 0, "--calls", DEVICES)
            while bench.upstream.delivered() - before < told["all_calls"]:
                if time.monotonic() - begin > 2 * SLOW_SECONDS:
                    raise Failure("callbacks are missing")
                time.sleep(0.1)
            seconds = time.monotonic() - begin
        finally:
            bench.upstream.delay(0)
    return {"seconds": seconds, "callbacks": told["all_calls"],
            "delivered": told["all_calls"] / seconds}


LATE_MS = 5  # beyond the median of the calls without a shadow
SHADOWED = "DeviceService.GetDeviceList"


def shadow(bench, kind):
    """The same reads of two gateways in turns, of which one has a shadow."""
    with bench.start(Bridge, 8) as alone, bench.start(kind, 8) as shadowed:
        told = {alone.key: [], shadowed.key: []}
        for contender in (alone, shadowed, shadowed, alone):
            told[contender.key].append(drive(
                bench.programs, "calls", "--each", "--port", contender.port, "--call", "list:1",
                "--connections", 8, "--rate", 400, "--seconds", 1.25 * bench.seconds,
                "--calls", 500, "--warmup", 0.2))
        compared = shadowed.shadowed(SHADOWED)
    if not compared.get("no_answer") or not compared.get("different"):
        raise Failure(f"the shadow did not ask: {compared}")
    without, beside = (sorted(ms for part in parts for ms in part["each_ms"])
                       for parts in told.values())
    limit = statistics.median(without) + LATE_MS
    stopped = [call for part in told[kind.key] for call in part["slow"] if call["stood_still"]]
    return {**spread(without, limit, "_alone"), **spread(beside, limit, ""),
            "late_machine": sum(call["ms"] > limit for call in stopped),
            "compared": sum(compared.values()) - compared.get("dropped", 0),
            "errors": sum(part["errors"] for part in told[kind.key])}


OF_ALL_ROUNDS = {"late": sum, "late_machine": sum, "late_alone": sum, "made": sum,
                 "made_alone": sum, "compared": sum, "errors": sum, "slowest_ms": max,
                 "slowest_alone_ms": max}


def spread(each, limit, name):
    """Figures of sorted latencies."""
    return {f"p50{name}_ms": statistics.median(each),
            f"p99{name}_ms": each[int(0.99 * (len(each) - 1))], f"slowest{name}_ms": each[-1],
            f"late{name}": sum(ms > limit for ms in each), f"made{name}": len(each)}


ROWS = (
    calls_row("move_1_c1", "MoveDevice, 1 device, 1 connection", "move:1", 1),
    calls_row("move_1_c64", "MoveDevice, 1 device, 64 connections", "move:1", 64,
              (Nginx, Bridge, Bridge2, Gsoap, Node)),
    calls_row("move_1_c512", "MoveDevice, 1 device, 512 connections", "move:1", 512, quick=False),
    calls_row("move_100_c1", "MoveDevice, 100 devices, 1 connection", "move:100", 1, quick=False),
    calls_row("move_100_c64", "MoveDevice, 100 devices, 64 connections", "move:100", 64),
    calls_row("owner", "MoveDevice, 100 devices, by an owner's contract with moved members",
              "move:100", 64, (Bridge, BridgeOwner)),
    calls_row("move_10000_c2", "MoveDevice, 10,000 devices, 2 connections", "move:10000", 2,
              least=6),
    calls_row("list_1_c64", "GetDeviceList, 1 device, 64 connections", "list:1", 64),
    calls_row("list_100_c64", "GetDeviceList, 100 devices, 64 connections", "list:100", 64,
              quick=False),
    calls_row("list_2000_c2", "GetDeviceList, 2,000 devices, 2 connections", "list:2000", 2,
              least=6),
    Row("in_flight", "1,000 in flight, the platform answers after 200 ms",
        (Nginx, Bridge, Bridge2, Gsoap, Node), in_flight),
    Row("beside", "8 connections of small calls beside a 10,000-device request and a 2,000-device "
        "answer", (Nginx, Bridge, Bridge2), beside, "beside"),
    Row("shadow", "GetDeviceList, 1 device, 400/s, and an old service that stalls, lies and resets",
        (BridgeShadow,), shadow, "shadow", rounds=OF_ALL_ROUNDS),
    Row("idle", "10,000 connections at rest", (Bridge,), idle, "idle"),
    Row("big_at_once", "64 MoveDevice of 10,000 devices at once", (Bridge,), big_at_once,
        "memory", quick=False),
    Row("webhooks", "webhooks, 64 connections, receiver away", (Bridge,), webhooks, "callbacks"),
    Row("steady", "950 webhooks/s, one fast receiver", (Bridge,), steady, "callbacks"),
    Row("together", "webhooks from 64 connections, one fast receiver", (Bridge,), together,
        "callbacks"),
    Row("slow_receiver", "10,000 webhooks, the receiver takes 200 ms for each", (BridgeTen,),
        slow_receiver, "callbacks", quick=False),
)
