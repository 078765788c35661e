"""A callback receiver of the harness's own, and raw envelopes for what no stack under test sends."""

import http.server
import queue
import re
import threading
import urllib.error
import urllib.request

V2 = "http://nphase.com/unifiedwebservice/v2"
CONTRACT = "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract."


class Listener:
    """Acknowledges every POST and keeps its body; a context manager."""

    def __enter__(self):
        bodies = self.bodies = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                bodies.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/fleet"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def post(base, service, operation, members, token=""):
    """Sends an envelope over plain http; the answer's status and text."""
    envelope = (
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:v="{V2}"'
        f' xmlns:m="{CONTRACT}{service}" xmlns:c="{CONTRACT}Common">'
        f"<s:Header><v:token>{token}</v:token></s:Header>"
        f"<s:Body><v:{operation}><v:Input>{members}</v:Input></v:{operation}></s:Body></s:Envelope>")
    request = urllib.request.Request(
        f"{base}/{service}.svc", envelope.encode(),
        {"Content-Type": "text/xml; charset=utf-8",
         "SOAPAction": f'"{V2}/I{service}/{operation}"'})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def text_of(xml, name):
    """The text of the first element with that tag."""
    found = re.search(f"<{name}>([^<]*)</{name}>", xml)
    return found.group(1) if found else None
