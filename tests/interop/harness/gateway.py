"""uws-bridge and thingspace-sim as processes, on loopback, every port a free one."""

import json
import os
import re
import subprocess
import tempfile
import urllib.request


class Failure(Exception):
    """What to tell about a run that did not go as it must."""


def environment(**more):
    """This process's, less what would send a stack to a proxy or to other authorities."""
    kept = {name: value for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and "CA_BUNDLE" not in name
            and name not in ("SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS")}
    return {**kept, **more}


class Program:
    """A child process whose stdout says where it listens: lines `listening NAME HOST:PORT`."""

    def __init__(self, command, listeners, log, env=None):
        self.log = log
        with open(log, "w") as stderr:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=stderr, text=True,
                env=environment(**(env or {})))
        self.ports = {}
        while len(self.ports) < listeners:
            line = self.process.stdout.readline()
            if not line:
                raise Failure(f"{command[0]} ended: {open(log).read().strip()}")
            if line.startswith("listening "):
                _, name, endpoint = line.split()
                self.ports[name] = int(endpoint.rpartition(":")[2])

    def stop(self):
        """SIGTERM; whether it ended cleanly."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=30) == 0
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return False


def has_full_numbers(key):
    """Of an RSA key as `openssl asn1parse` shows it, whether no number is a byte shorter than most.

    Mono's HttpListener drops every connection when its key has such a one; about one in thirty has.
    """
    lengths = [int(length) for length in re.findall(r" l= *(\d+) prim: INTEGER", key)]
    _, _, _, private, *parts = lengths
    return private >= 256 and min(parts) >= 128


def make_certificates(folder):
    """A CA and a certificate for localhost signed by it, as PEM files in `folder`."""

    def openssl(*arguments):
        done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"openssl {arguments[0]}: {done.stderr}")
        return done.stdout

    with open(f"{folder}/server.ext", "w") as file:
        file.write("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n"
                   "keyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\n")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            "/CN=interop authority", "-keyout", "ca.key", "-out", "ca.pem")
    while True:
        openssl("genrsa", "-traditional", "-out", "server.key", "2048")
        if has_full_numbers(openssl("asn1parse", "-in", "server.key")):
            break
    openssl("req", "-new", "-key", "server.key", "-subj", "/CN=localhost", "-out", "server.csr")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "2", "-extfile", "server.ext", "-out", "server.pem")


SIMULATOR = ("--devices", "0", "--page-size", "3", "--callback-delay-ms", "10")


class Stack:
    """Gateway and simulator; a context manager.

    `simulator`: arguments of thingspace-sim. `settings`: further variables of uws-bridge.
    """

    def __init__(self, programs, https, simulator=SIMULATOR, settings=None):
        self.programs = programs
        self.https = https
        self.simulator = simulator
        self.settings = settings or {}
        self.folder = None
        self.started = []

    def __enter__(self):
        self._temporary = tempfile.TemporaryDirectory(prefix="uws-interop-")
        self.folder = self._temporary.name
        try:
            self._start()
        except BaseException as error:
            self.__exit__(type(error))
            raise
        return self

    def _start(self):
        settings = dict(self.settings)
        if self.https:
            make_certificates(self.folder)
            settings |= {"UWS_TLS_PORT": "0", "UWS_TLS_CERTIFICATE": f"{self.folder}/server.pem",
                        "UWS_TLS_KEY": f"{self.folder}/server.key",
                        "UWS_RELAY_CA_FILE": f"{self.folder}/ca.pem"}
        self.sim = Program([f"{self.programs}/thingspace-sim", "--port", "0", *self.simulator],
                           1, f"{self.folder}/sim.log")
        self.started.append(self.sim)
        self.sim_url = f"http://127.0.0.1:{self.sim.ports['sim']}"
        self.gateway = Program([f"{self.programs}/uws-bridge", "serve"], 4 if self.https else 3,
                               f"{self.folder}/gateway.log", {
            "UWS_LISTEN_PORT": "0", "UWS_CALLBACKS_PORT": "0", "UWS_ADMIN_PORT": "0",
            "UWS_REST_BASE_URL": f"{self.sim_url}/api",
            "UWS_REST_TOKEN_URL": f"{self.sim_url}/api/ts/v1/oauth2/token",
            "UWS_REST_APP_KEY": "interop-key", "UWS_REST_APP_SECRET": "interop-secret",
            "UWS_RELAY_ALLOW_CIDRS": "127.0.0.0/8",
            "UWS_RELAY_ALLOW_PORTS": "1-65535",
            "UWS_STORE_URL": f"sqlite:{self.folder}/store.db",
            "UWS_RELAY_RETRY_SCHEDULE": "50ms,1s,10s", **settings})
        self.started.append(self.gateway)
        scheme, name = ("https", "soap-tls") if self.https else ("http", "soap")
        self.url = f"{scheme}://localhost:{self.gateway.ports[name]}/api/v2"

    def __exit__(self, error, *_):
        clean = all([program.stop() for program in reversed(self.started)])
        log = self.log() if not clean else ""
        self._temporary.cleanup()
        if error is None and not clean:
            raise Failure(f"a program did not end cleanly\n{log}")

    def control(self, method, path, body=None):
        """One of the simulator's own pages."""
        request = urllib.request.Request(
            self.sim_url + path, method=method, data=body and json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def log(self):
        """The last lines the gateway wrote."""
        with open(f"{self.folder}/gateway.log") as file:
            return "".join(file.readlines()[-20:])
