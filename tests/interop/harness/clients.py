"""One client stack's day, and whether the platform saw what it asked for."""

import os
import queue
import re
import subprocess
import tempfile

from harness import trace
from harness.callbacks import Listener
from harness.gateway import Failure, Stack, environment

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SECONDS = 180  # generating, compiling and running

MOVE = {
    "accountName": "0212345678-00002",
    "servicePlan": "M2MSHR5GB",
    "customFields": [{"key": "CustomField1", "value": "Depot 7"},
                     {"key": "CustomField2", "value": "north-east"}],
    "devices": [{"deviceIds": [{"kind": "iccid", "id": "89148000000800784259"},
                               {"kind": "imei", "id": "990003420535573"}]},
                {"deviceIds": [{"kind": "mdn", "id": "5096300588"}]}],
}


def output_of(program, tests=TESTS, **variables):
    """Runs a program below this folder's parent to its end; what it printed."""
    with tempfile.TemporaryDirectory(prefix="uws-client-") as folder:
        try:
            done = subprocess.run([f"{tests}/{program}"], cwd=folder, text=True,
                                  capture_output=True, timeout=SECONDS,
                                  env=environment(UWS_TESTS=tests, **variables))
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Failure(f"cannot run: {error}") from error
    if done.returncode:
        raise Failure(f"ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def start(program, stack, tests=TESTS, **variables):
    """Runs a program below clients/ against a stack; what it printed."""
    if stack.https:
        variables["UWS_CA"] = f"{stack.folder}/ca.pem"
    return output_of(f"clients/{program}", tests, UWS_URL=stack.url, **variables)


def check_platform(stack, listener, complaints):
    seen = stack.control("GET", "/sim/requests")
    moves = [call["body"] for call in seen if call["target"].endswith("/devices/actions/move")]
    if moves != [MOVE]:
        complaints.append(f"moves the platform saw: {moves}")
    stack.control("POST", "/sim/callbacks", {
        "account": "0212345678-00001", "service": "CarrierService",
        "body": {"requestId": "11111111-2222-4333-8444-555555555555", "status": "Success",
                 "deviceIds": [{"kind": "mdn", "id": "5096300588"}]}})
    try:
        message = listener.bodies.get(timeout=20)
    except queue.Empty:
        complaints.append("no callback came to the URL registered")
        return
    for part in ("<Username>récepteur &amp; fils</Username>",
                 '<Password>pass "word" &gt; 1</Password>'):
        if part not in message:
            complaints.append(f"the callback lacks {part}: {message[:400]}")


def check(client, output, expected, stack, listener):
    """Raises Failure with everything that was off in what the client printed and asked."""
    printed, complaints = trace.read_printed(output)
    if not client.headers:
        del expected["login.header"]
    holes = {"empty": client.empty}
    for name, key in (("token", "login.output"), ("request", "move.request_id")):
        holes[name] = printed.get(key, "")
        if not GUID.fullmatch(holes[name]):
            complaints.append(f"{key} is no GUID: {holes[name]!r}")
    complaints += trace.differences(expected, printed, holes)
    check_platform(stack, listener, complaints)
    if complaints:
        raise Failure("\n".join(complaints))


def run(client, https, programs):
    """Raises Failure with everything that was off."""
    with Stack(programs, https) as stack, Listener() as listener:
        output = start(f"{client.name}/run", stack, UWS_RECEIVER=listener.url)
        expected = trace.read_expected(f"{TESTS}/expected_client.txt", client.code)
        check(client, output, expected, stack, listener)
