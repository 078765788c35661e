"""The tables: what was measured, and what it is held against."""

from rows import ROWS

TITLES = {"nginx": "nginx", "bridge": "uws-bridge", "bridge2": "uws-bridge, 2 threads",
          "bridge10": "uws-bridge, 10 callbacks at once",
          "shadow": "uws-bridge, with a shadow",
          "owner": "uws-bridge, an owner's contract", "gsoap": "gSOAP's server", "node": "Node"}


class Missing(Exception):
    """A figure that was not measured in this run."""


class Results:
    """Medians by row, contender and figure."""

    def __init__(self, rows):
        self.rows = rows

    def get(self, row, contender, figure):
        try:
            return self.rows[row][contender][figure]
        except KeyError:
            raise Missing from None

    def ratio(self, row, figure, above, below):
        return self.get(row, above, figure) / self.get(row, below, figure)


def number(value):
    """Three digits, and no more behind the point than they need; of a count none."""
    if isinstance(value, int):
        return f"{value:,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}".rstrip("0").rstrip(".")


def table(head, lines):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for line in lines:
        yield "| " + " | ".join(line) + " |"
    yield ""


def times_nginx(figures):
    if "nginx" not in figures:
        return lambda told: ""
    floor = figures["nginx"]["cpu_us"]
    return lambda told: number(told["cpu_us"] / floor) if floor else ""


def calls_lines(results):
    for row in ROWS:
        if row.group != "calls" or row.name not in results.rows:
            continue
        figures = results.rows[row.name]
        times = times_nginx(figures)
        title = row.title
        for key, told in figures.items():
            yield (title, TITLES[key], number(told["cpu_us"]), times(told), number(told["rate"]),
                   number(told["p50_ms"]), number(told["p99_ms"]),
                   number(told["rss_kb"] / 1024), number(told["errors"]))
            title = ""


OTHER_FIGURES = {
    "p50_alone_ms": "p50 alone ms", "p99_alone_ms": "p99 alone ms",
    "slowest_alone_ms": "slowest alone ms", "late_alone": "late alone",
    "made_alone": "calls alone",
    "p99_ms": "p99 ms", "p50_ms": "p50 ms", "slowest_ms": "slowest ms", "late": "late",
    "late_machine": "of these while the machine stood still",
    "made": "calls", "compared": "compared",
    "rate_alone": "requests/s alone", "rate": "requests/s", "kb_each": "KB each",
    "cpu_percent": "CPU %", "kb_each_after": "KB each after a call",
    "cpu_percent_after": "CPU % after a call", "peak_rss_kb": "peak MB", "rss_kb": "MB",
    "cpu_us": "CPU µs each", "store_rate": "SQLite alone, rows/s", "delivered": "delivered/s",
    "queue": "queue at the end", "seconds": "seconds", "errors": "errors",
}


def other_lines(results):
    for row in ROWS:
        if row.group == "calls" or row.name not in results.rows:
            continue
        title = row.title
        for key, told in results.rows[row.name].items():
            shown = ", ".join(
                f"{name} {number(told[figure] / 1024 if 'rss_kb' in figure else told[figure])}"
                for figure, name in OTHER_FIGURES.items() if figure in told)
            yield title, TITLES[key], shown
            title = ""


def both(results, row, contender, goals):
    """A goal of several figures: (shown, reached)."""
    values = [results.get(row, contender, figure) / scale for figure, scale, _, _ in goals]
    shown = ", ".join(f"{number(value)} {unit}".strip()
                      for value, (_, _, unit, _) in zip(values, goals))
    return shown, all(holds(value) for value, (_, _, _, holds) in zip(values, goals))


def less(row, other, goal):
    def judge(results):
        value = results.ratio(row, "cpu_us", other, "bridge")
        return f"{number(value)} × less", value >= goal
    return judge


def at_most(limit):
    return lambda value: value <= limit


def at_least(limit):
    return lambda value: value >= limit


def cpu_against_nginx(results):
    value = results.ratio("move_1_c64", "cpu_us", "bridge", "nginx")
    return f"{number(value)} ×", value <= 4


def rate_against_nginx(results):
    value = results.ratio("move_1_c64", "rate", "bridge2", "nginx")
    return number(value), value >= 0.4


def p99_beside(results):
    value = results.ratio("beside", "p99_ms", "bridge", "nginx")
    grown = (results.get("beside", "bridge", "p99_ms") /
             results.get("beside", "bridge", "p99_alone_ms"))
    return f"{number(value)} × nginx ({number(grown)} × alone)", value <= 2


def in_flight(results):
    share = results.ratio("in_flight", "rate", "bridge", "nginx")
    memory = results.get("in_flight", "bridge", "rss_kb") / 1024
    two = results.ratio("in_flight", "rate", "bridge2", "nginx")
    shown = f"{number(share)} (two threads {number(two)}), {number(memory)} MB"
    return shown, share >= 0.98 and memory <= 50


def webhook_share(results):
    share = (results.get("webhooks", "bridge", "rate") /
             results.get("webhooks", "bridge", "store_rate"))
    cpu = results.get("webhooks", "bridge", "cpu_us")
    return f"{number(share)}, {number(cpu)} µs", share >= 0.5 and cpu <= 120


def idle(results):
    return both(results, "idle", "bridge", (
        ("kb_each", 1, "KB each", at_most(5)), ("kb_each_after", 1, "KB after a call", at_most(5)),
        ("cpu_percent_after", 1, "% CPU", at_most(0.5))))


def big_memory(results):
    return both(results, "big_at_once", "bridge", (
        ("peak_rss_kb", 1024, "MB peak", at_most(300)), ("rss_kb", 1024, "MB at rest", at_most(80))))


def steady(results):
    # A queue that stays below half a second's webhooks does not grow.
    return both(results, "steady", "bridge", (
        ("delivered", 1, "delivered/s", at_least(0.95 * 950)),
        ("queue", 1, "in the queue at the end", at_most(475))))


def owner(results):
    value = results.ratio("owner", "cpu_us", "owner", "bridge")
    return f"{number(value)} ×", value <= 1.05


def shadow(results):
    late, stopped, alone, failed = (results.get("shadow", "shadow", figure) for figure in
                                    ("late", "late_machine", "late_alone", "errors"))
    shown = (f"{number(late - stopped)} ({number(late)}, of which {number(stopped)} while the "
             f"machine stood still; without a shadow {number(alone)}); failed: {number(failed)}")
    return shown, late == stopped and failed == 0


def slow_receiver(results):
    return both(results, "slow_receiver", "bridge10", (
        ("seconds", 1, "s", at_most(240)), ("callbacks", 1, "callbacks", at_least(10_000))))


# (figure, before this work began, goal, beyond, judge); issue numbers have no place in a table.
TARGETS = (
    ("CPU per MoveDevice, 64 connections, against nginx", "7.2 ×", "≤ 4 ×", "3 ×",
     cpu_against_nginx),
    ("the same against Node", "2.7 × less", "≥ 5 × less", "7 ×", less("move_1_c64", "node", 5)),
    ("the same against gSOAP's server", "1.0 × less", "≥ 1.8 × less", "2.5 ×",
     less("move_1_c64", "gsoap", 1.8)),
    ("100 devices, CPU against gSOAP's server", "0.75 × less", "≥ 4 × less", "6 ×",
     less("move_100_c64", "gsoap", 4)),
    ("100 devices, CPU against Node", "4.3 × less", "≥ 22 × less", "35 ×",
     less("move_100_c64", "node", 22)),
    ("10,000 devices, CPU against gSOAP's server", "0.56 × less", "≥ 3 × less", "5 ×",
     less("move_10000_c2", "gsoap", 3)),
    ("10,000 devices, CPU against Node", "3.8 × less", "≥ 20 × less", "35 ×",
     less("move_10000_c2", "node", 20)),
    ("GetDeviceList of 2,000 devices, CPU against Node", "2.4 × less", "≥ 12 × less", "20 ×",
     less("list_2000_c2", "node", 12)),
    ("requests/s at 64 connections, two threads, against nginx", "0.21", "≥ 0.4", "0.5",
     rate_against_nginx),
    ("p99 of small calls beside a 10,000-device request and a 2,000-device answer",
     "10–60 × alone", "≤ 2 × nginx beside the same", "1 ×", p99_beside),
    ("1,000 in flight at 200 ms, share of nginx's rate", "0.69 (two threads 0.97)",
     "≥ 0.98, ≤ 50 MB", "", in_flight),
    ("10,000 idle connections", "5.25 KB each, 0 %", "≤ 5 KB after calls too, 0 % CPU", "4 KB",
     idle),
    ("64 big calls at once, memory", "710 / 490 MB", "≤ 300 / ≤ 80 MB", "", big_memory),
    ("webhooks accepted/s, share of SQLite alone; CPU each", "0.20–0.27", "≥ 0.5; ≤ 120 µs", "0.7",
     webhook_share),
    ("one fast receiver while webhooks come in at 950/s", "721/s, and 35–90/s in a burst",
     "≥ 950/s, queue stays flat", "2,000/s", steady),
    ("CPU by an owner's contract with moved members, against the built-in one", "not measured",
     "≤ 1.05 ×", "", owner),
    ("calls delayed beyond 5 ms beside a shadow", "not measured",
     "0; failed: 0", "", shadow),
    ("10,000 callbacks for a receiver that takes 200 ms", "not measured", "≤ 240 s", "", slow_receiver),
)


def target_lines(results):
    for title, before, goal, beyond, judge in TARGETS:
        try:
            shown, reached = judge(results)
            yield title, before, goal, beyond, shown, "reached" if reached else "missed"
        except Missing:
            yield title, before, goal, beyond, "not measured", ""


def tables(rows):
    """The lines of all tables of `rows`, medians by row, contender and figure."""
    results = Results(rows)
    calls, other = list(calls_lines(results)), list(other_lines(results))
    if calls:
        yield from table(("row", "contender", "CPU µs/call", "× nginx", "requests/s", "p50 ms",
                          "p99 ms", "RSS MB", "errors"), calls)
    if other:
        yield from table(("row", "contender", "figures"), other)
    yield from table(("figure", "before", "goal", "beyond", "this run", ""),
                     target_lines(results))
