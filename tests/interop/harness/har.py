"""What is put on record and converted, read as HAR 1.2 by a schema nobody here wrote: node/har.js."""

import copy
import glob
import itertools
import json
import os
import socket
import subprocess
import tempfile

from harness import trace
from harness.callbacks import Listener
from harness.clients import TESTS, start
from harness.gateway import Failure, Program, Stack, environment
from harness.receivers import free_port

GOLDEN = os.path.join(os.path.dirname(TESTS), "golden")
CALLS = 10  # of a client's day
SERVICE = b"/api/v2/SessionService.svc"
# What is hard to write down: first line, headers, body. Of the Hosts the last is none.
ODD = (
    (b"GET " + SERVICE + b"?wsdl HTTP/1.1", b"", b""),
    (b"POST " + SERVICE + b"?a=%20b&c&=d&e=f=g HTTP/1.0", b"Content-Type: text/xml\r\n", b"<x/>"),
    (b"POST " + SERVICE + b" HTTP/1.1", b"Content-Type: text/xml\r\n", b"<x>\xff\xfe\x00</x>"),
    (b"POST " + SERVICE + b" HTTP/1.1", b"X-Odd: caf\xe9 \"<&>\"\r\n", b""),
    (b"POST /api/<\"v2\">/{x}|\\^`?%zz#[b] HTTP/1.1", b"", b"text"),
)
HOSTS = (b"odd", b"odd:80", b"[::1]:80", b"a:b:c[")
SENT = tuple(itertools.product(HOSTS, ODD))


def send_odd_ones(port):
    for host, (line, headers, body) in SENT:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            length = b"Content-Length: %d\r\n" % len(body)
            connection.sendall(line + b"\r\nHost: " + host + b"\r\nConnection: close\r\n" + headers + length +
                               b"\r\n" + body)
            while connection.recv(65536):
                pass


def record_odd_ones(programs, port, out):
    """Through a recording proxy in front of what listens at `port`."""
    proxy = Program([f"{programs}/uws-bridge", "record", "--to", f"http://127.0.0.1:{port}",
                     "--listen", "127.0.0.1:0", "--out", out], 1, f"{out}.log")
    try:
        send_odd_ones(proxy.ports["record"])
    finally:
        ended = proxy.stop()
    if not ended:
        raise Failure("uws-bridge record did not end cleanly")


def record(programs, folder):
    """A client's day as the gateway has it on record, and odd calls: before it, and before nobody."""
    settings = {"UWS_RECORDING_DIRECTORY": f"{folder}/day"}
    with Stack(programs, False, settings=settings) as stack, Listener() as listener:
        start("node-soap/run", stack, UWS_RECEIVER=listener.url)
    with Stack(programs, False) as stack:
        record_odd_ones(programs, stack.gateway.ports["soap"], f"{folder}/odd")
    record_odd_ones(programs, free_port(), f"{folder}/nobody")


def convert(programs, *arguments):
    done = subprocess.run([f"{programs}/uws-bridge", "recording", *arguments], text=True,
                          capture_output=True, env=environment())
    if done.returncode:
        raise Failure(f"recording {arguments[0]} ended with {done.returncode}: {done.stderr}")


def files_of(programs, folder):
    """{what: (its files, how many entries they must have)}"""
    record(programs, folder)
    convert(programs, "convert", GOLDEN, f"{folder}/golden.har")
    convert(programs, "scrub", f"{folder}/golden.har", f"{folder}/scrubbed.har", "--scrub",
            "identifiers,names,addresses")
    convert(programs, "convert", f"{folder}/odd", f"{folder}/again.har")
    golden = len(glob.glob(f"{GOLDEN}/**/*.txt", recursive=True))
    counts = {"day": CALLS, "odd": len(SENT), "nobody": len(SENT), "golden.har": golden,
              "scrubbed.har": golden, "again.har": len(SENT)}
    return {name: (glob.glob(f"{folder}/{name}/*.har") or [f"{folder}/{name}"], count)
            for name, count in counts.items()}


def judge(paths):
    """(how many entries the files have, what is wrong with them)"""
    done = subprocess.run([f"{TESTS}/node/har.js", *paths], text=True, capture_output=True,
                          env=environment())
    if bool(done.returncode) != bool(done.stderr):
        raise Failure(f"har.js ended with {done.returncode}: {done.stderr}")
    printed, _ = trace.read_printed(done.stdout)
    return int(printed.get("entries", 0)), done.stderr.strip()


# What somebody else's viewer would not read: the judge must refuse each.
BREAKS = {
    "no start": lambda entry: entry.pop("startedDateTime"),
    "no HAR date": lambda entry: entry.update(startedDateTime="yesterday"),
    "a status that is text": lambda entry: entry["response"].update(status="200"),
    "a header without value": lambda entry: entry["request"]["headers"].append({"name": "A"}),
    "an address without host": lambda entry: entry["request"].update(url="/api/v2"),
    "a member of our own": lambda entry: entry.update(uws={}),
    "a time below nothing": lambda entry: entry.update(time=-1),
    "another size": lambda entry: entry["response"]["content"].update(size=1),
}


def unnoticed(path, folder):
    """The breaks of the file's last entry that the judge does not see."""
    with open(path) as file:
        whole = json.load(file)
    for name, harm in BREAKS.items():
        broken = copy.deepcopy(whole)
        harm(broken["log"]["entries"][-1])
        with open(f"{folder}/broken.har", "w") as file:
            json.dump(broken, file)
        if not judge([f"{folder}/broken.har"])[1]:
            yield name


def run(_, _https, programs):
    """Raises Failure with everything that was off."""
    complaints = []
    with tempfile.TemporaryDirectory(prefix="uws-har-") as folder:
        files = files_of(programs, folder)
        for name, (paths, count) in files.items():
            entries, wrong = judge(paths)
            complaints += [wrong] if wrong else []
            if not wrong and entries != count:
                complaints.append(f"{name}: {entries} entries, not {count}")
        complaints += [f"not noticed: {name}" for name in unnoticed(files["day"][0][0], folder)]
    if complaints:
        raise Failure("\n".join(complaints))
