"""Those who are measured, and what they need around them, as child processes on free ports."""

import html
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tests", "interop"))
from harness.callbacks import post  # noqa: E402
from harness.gateway import Failure, Program, environment  # noqa: E402

SESSION = "91bd36d3-a063-4600-928b-bb57eeccb9ac"  # as documents.h has it
ACCOUNT = "0212345678-00001"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Upstream:
    """The platform, and the old receiver; a context manager."""

    def __init__(self, programs, folder):
        self.program = Program([f"{programs}/bench-upstream"], 1, f"{folder}/upstream.log")
        self.port = self.program.ports["upstream"]
        self.url = f"http://127.0.0.1:{self.port}/api"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.program.process.terminate()
        self.program.process.wait()

    def ask(self, method, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def delay(self, milliseconds):
        self.ask("POST", f"/bench/delay/{milliseconds}")

    def delivered(self):
        return self.ask("GET", "/bench/state")["delivered"]


class Contender:
    """One running contender; a context manager that leaves nothing behind."""

    by_content = True  # its answers may be spelled otherwise
    warmup = 1  # how much longer than others it takes to be as fast as it gets

    def __init__(self, programs, folder, upstream, connections):
        self.programs, self.upstream, self.connections = programs, upstream, connections
        self.folder = tempfile.mkdtemp(prefix=f"{self.key}-", dir=folder)
        self.process, self.port = self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder)

    def run(self, command, env=None):
        program = Program(command, self.listeners, f"{self.folder}/log", env)
        self.ports = program.ports
        return program.process, program.ports["soap"]

    listeners = 1


class Nginx(Contender):
    key, title, by_content = "nginx", "nginx", False

    def start(self):
        for _ in range(10):
            port = free_port()
            process = subprocess.Popen(
                ["/usr/sbin/nginx", "-p", self.folder, "-e", f"{self.folder}/error.log", "-c",
                 self.configure(port)], stderr=subprocess.DEVNULL, env=environment())
            while process.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    return process, port
                except OSError:
                    time.sleep(0.02)
        raise Failure(f"nginx does not start: {process.args}")

    def configure(self, port):
        # The floor: no access log, and answers handed on as they come, which costs a fifth of
        # keeping them in buffers.
        path = f"{self.folder}/nginx.conf"
        with open(path, "w") as file:
            file.write(f"""
daemon off; master_process off; worker_rlimit_nofile 20000; pid {self.folder}/pid;
events {{ worker_connections 20000; }}
http {{
  access_log off;
  client_body_temp_path {self.folder}; proxy_temp_path {self.folder};
  fastcgi_temp_path {self.folder}; uwsgi_temp_path {self.folder}; scgi_temp_path {self.folder};
  client_max_body_size 16m; client_body_buffer_size 4m;
  keepalive_requests 100000000; keepalive_timeout 600s;
  upstream platform {{
    server 127.0.0.1:{self.upstream.port};
    keepalive 1024; keepalive_requests 100000000; keepalive_timeout 600s;
  }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://platform; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_buffering off; proxy_buffer_size 64k; proxy_buffers 16 64k;
    }}
  }}
}}
""")
        return path


class Bridge(Contender):
    key, title, by_content = "bridge", "uws-bridge", False
    threads, listeners = 1, 3
    settings = {}

    def start(self):
        return self.run([f"{self.programs}/uws-bridge", "serve"], {
            "UWS_LISTEN_PORT": "0", "UWS_CALLBACKS_PORT": "0", "UWS_ADMIN_PORT": "0",
            "UWS_LISTEN_THREADS": str(self.threads),
            "UWS_LIMITS_MAX_CONNECTIONS": "20000", "UWS_LIMITS_IDLE_TIMEOUT_MS": "600000",
            "UWS_REST_BASE_URL": self.upstream.url,
            "UWS_REST_TOKEN_URL": self.upstream.url + "/ts/v1/oauth2/token",
            "UWS_REST_APP_KEY": "bench-key", "UWS_REST_APP_SECRET": "bench-secret",
            "UWS_RELAY_RETRY_SCHEDULE": "10m",
            "UWS_RELAY_ALLOW_CIDRS": "127.0.0.0/8",
            "UWS_RELAY_ALLOW_PORTS": "1-65535",
            "UWS_STORE_URL": f"sqlite:{self.folder}/store.db", **self.settings})

    def register(self, receiver):
        """Registers `receiver` (a URL) for CarrierService; where webhooks go and with what."""
        namespace = "http://nphase.com/unifiedwebservice/v2"
        members = {"AccountName": ACCOUNT, "Password": "receiver-password",
                   "ServiceName": "CarrierService", "Url": receiver, "Username": "receiver"}
        contract = ("http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2"
                    ".Contract.CallbackRegistrationService")
        content = "".join(f"<a:{name}>{html.escape(text)}</a:{name}>"
                          for name, text in members.items())
        envelope = (f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>'
                    f'<h:token xmlns:h="{namespace}">{SESSION}</h:token></s:Header><s:Body>'
                    f'<RegisterCallback xmlns="{namespace}"><Input xmlns:a="{contract}">{content}'
                    f"</Input></RegisterCallback></s:Body></s:Envelope>")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        action = f'"{namespace}/ICallbackRegistrationService/RegisterCallback"'
        connection.request("POST", "/api/v2/CallbackRegistrationService.svc", envelope,
                           {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": action})
        answer = connection.getresponse()
        if answer.status != 200:
            raise Failure(f"RegisterCallback: {answer.status} {answer.read().decode()}")
        connection.close()
        listener = self.upstream.ask("GET", "/bench/state")["listener"]
        path = "/" + listener["url"].split("/", 3)[3]
        return ["--port", str(self.ports["callbacks"]), "--path", path,
                "--username", listener["username"], "--password", listener["password"]]

    def store(self):
        return f"{self.folder}/store.db"


class Bridge2(Bridge):
    key, title = "bridge2", "uws-bridge, 2 threads"
    threads = 2


class BridgeTen(Bridge):
    key, title = "bridge10", "uws-bridge, 10 callbacks at once"
    settings = {"UWS_RELAY_CONCURRENCY": "10"}


class BridgeShadow(Bridge):
    """It asks an old service at its worst behind the clients' backs."""
    key, title = "shadow", "uws-bridge, with a shadow"

    def start(self):
        self.old = Program([sys.executable, f"{ROOT}/bench/bad_old_service.py"], 1,
                           f"{self.folder}/old.log")
        self.settings = {"UWS_SHADOW_OLD_SERVICE_URL": f"http://127.0.0.1:{self.old.ports['old']}",
                         "UWS_SHADOW_SERVE": "new", "UWS_SHADOW_SAMPLE": "100",
                         "UWS_SHADOW_TIMEOUT_MS": "500"}
        try:
            return super().start()
        except BaseException:
            self.old.stop()
            raise

    def __enter__(self):
        try:
            self.log_in()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        super().__exit__()
        self.old.stop()

    def log_in(self):
        """Before it has a session of the old service, the shadow asks it nothing."""
        status, answer = post(f"http://127.0.0.1:{self.port}/api/v2", "SessionService", "LogIn",
                              "<m:Username>bench</m:Username><m:Password>x</m:Password>")
        if status != 200:
            raise Failure(f"LogIn: {status} {answer}")
        until = time.monotonic() + 10
        while not self.shadowed("SessionService.LogIn"):
            if time.monotonic() > until:
                raise Failure("the shadow does not log in")
            time.sleep(0.02)

    def shadowed(self, operation):
        """{outcome: how many} of what the shadow has compared."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["admin"], timeout=30)
        connection.request("GET", "/metrics")
        page = connection.getresponse().read().decode()
        connection.close()
        return {outcome: int(count) for outcome, count in re.findall(
            rf'uws_shadow_total{{operation="{operation}",outcome="(\w+)"}} (\d+)', page)}


class BridgeOwner(Bridge):
    """By an owner's contract: the built-in one with the members of every type the other way round."""
    key, title = "owner", "uws-bridge, an owner's contract"

    def start(self):
        contract = f"{self.folder}/contract"
        shutil.copytree(f"{ROOT}/wsdl", contract, ignore=shutil.ignore_patterns("*.md", "*.dat"))
        for path in pathlib.Path(contract).rglob("*.xsd"):
            if "messages" not in path.name:
                path.write_text(turned_round(path.read_text()))
        self.settings = {"UWS_CONTRACT_DIRECTORY": contract}
        return super().start()


def turned_round(schema):
    """The schema with the one-line elements of every sequence in reverse order."""
    return re.sub(r"(<xs:sequence>\n)((?: *<xs:element [^\n]*/>\n)+)", lambda found:
                  found[1] + "".join(reversed(found[2].splitlines(keepends=True))), schema)


class Gsoap(Contender):
    key, title = "gsoap", "gSOAP's server"

    def start(self):
        # A thread for each connection: with fewer, some would never be served.
        return self.run([f"{self.programs}/bench-gsoap", self.upstream.url,
                         str(self.connections + 2)])


class Node(Contender):
    key, title = "node", "Node"
    warmup = 3

    def start(self):
        return self.run(["node", f"{ROOT}/bench/node/server.js", self.upstream.url,
                         f"{ROOT}/wsdl"], {"NODE_ENV": "production"})


def drive(programs, way, *arguments):
    """What the driver measured; Failure when an answer was wrong."""
    done = subprocess.run([f"{programs}/bench-driver", way, *map(str, arguments)],
                          capture_output=True, text=True, env=environment())
    return figures(done)


def figures(done):
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        raise Failure((done.stderr + done.stdout).strip() or f"ended with {done.returncode}")
    return json.loads(lines[-1])
