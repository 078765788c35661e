"""One receiver stack, and the callback of a MoveDevice that it must read."""

import os
import queue
import signal
import socket
import subprocess
import tempfile
import threading

from harness import trace
from harness.callbacks import post, text_of
from harness.gateway import Failure, Stack, environment

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECONDS = 90  # compiling and starting; then again for the callbacks


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """The receiver as a process group of its own; a context manager."""

    def __init__(self, receiver, stack):
        self.command = f"{TESTS}/receivers/{receiver.name}/run"
        self.port = free_port()
        scheme = "https" if stack.https else "http"
        self.url = f"{scheme}://localhost:{self.port}/callbacks"
        self.variables = {"UWS_PORT": str(self.port), "UWS_TESTS": TESTS}
        if stack.https:
            self.variables["UWS_CERTIFICATE"] = f"{stack.folder}/server.pem"
            self.variables["UWS_KEY"] = f"{stack.folder}/server.key"
        self.lines = queue.Queue()

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="uws-receiver-")
        self.stderr = open(f"{self.folder.name}/stderr", "w+")
        self.process = subprocess.Popen(
            [self.command], cwd=self.folder.name, env=environment(**self.variables), text=True,
            stdout=subprocess.PIPE, stderr=self.stderr, start_new_session=True)
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, last):
        """The lines before `last`."""
        out = []
        while True:
            try:
                line = self.lines.get(timeout=SECONDS)
            except queue.Empty:
                line = None
            if line == last:
                return out
            if line is None:
                self.stderr.seek(0)
                raise Failure(f"no {last!r} from the receiver, but {out}\n{self.stderr.read()}")
            out.append(line)

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.stderr.close()
        self.folder.cleanup()


def answered(stack, service, operation, members, token=""):
    """The answer to a call that must not fail."""
    base = f"http://127.0.0.1:{stack.gateway.ports['soap']}/api/v2"
    status, text = post(base, service, operation, members, token)
    if status != 200:
        raise Failure(f"{operation}: {status} {text}")
    return text


def move_a_device(stack, url):
    """Registers `url` and moves a device; the request ID."""
    token = text_of(answered(stack, "SessionService", "LogIn",
                             "<m:Username>demo</m:Username><m:Password>demo</m:Password>"),
                    "a:SessionToken")
    answered(stack, "CallbackRegistrationService", "RegisterCallback",
             "<m:AccountName>0212345678-00001</m:AccountName>"
             f"<m:ServiceName>CarrierService</m:ServiceName><m:Url>{url}</m:Url>"
             "<m:Username>récepteur &amp; fils</m:Username>"
             '<m:Password>pass "word" &gt; 1</m:Password>', token)
    moved = answered(stack, "CarrierService", "MoveDevice",
                     "<m:DeviceList><c:DeviceIdentifierCollection><c:DeviceIdentifiers>"
                     "<c:DeviceIdentifier><c:Kind>ICCID</c:Kind>"
                     "<c:Identifier>89148000000800784259</c:Identifier></c:DeviceIdentifier>"
                     "</c:DeviceIdentifiers></c:DeviceIdentifierCollection></m:DeviceList>"
                     "<m:AccountName>0212345678-00002</m:AccountName>"
                     "<m:ServicePlan>M2MSHR5GB</m:ServicePlan>", token)
    return text_of(moved, "a:RequestId")


def run(receiver, https, programs):
    """Raises Failure with everything that was off."""
    with Stack(programs, https) as stack, Running(receiver, stack) as running:
        complaints = []
        if running.until("ready"):
            complaints.append("lines before `ready`")
        request = move_a_device(stack, running.url)
        try:
            lines = running.until("end")
        except Failure as failure:
            raise Failure(f"{failure}\n{stack.log()}") from None
        printed, more = trace.read_printed("\n".join(lines))
        complaints += more
        expected = trace.read_expected(f"{TESTS}/expected_receiver.txt", "{name}")
        complaints += trace.differences(expected, printed, {"request": request})
        if complaints:
            raise Failure("\n".join(complaints))
