"""The stacks, and what is particular about each."""

import functools
import shutil
import subprocess
from dataclasses import dataclass

# How a stack shows the faultcode <faultcode xmlns:a="NAMESPACE">a:NAME</faultcode>.
TEXT = "a:{name}"
QNAME = "{{{namespace}}}{name}"
# gSOAP: with the prefix that the client itself has for the namespace, in clients/gsoap/typemap.dat.
OWN_PREFIX = "v2:{name}"


@dataclass(frozen=True)
class Client:
    name: str
    code: str
    # What it makes of an empty text: some take <a:X/> for nil.
    empty: str = ""
    # False: the stack has no way to read a response's headers.
    headers: bool = True
    # False: the stack speaks no TLS 1.2, and is run over http only.
    tls: bool = True
    # True: it runs only where there is a .NET SDK.
    dotnet: bool = False


@dataclass(frozen=True)
class Receiver:
    name: str
    tls: bool = True
    dotnet: bool = False


@dataclass(frozen=True)
class Judge:
    name: str
    tls: bool = False
    dotnet: bool = False


CLIENTS = [
    Client("zeep", TEXT, empty="<nil>"),
    Client("suds", TEXT, empty="<nil>"),
    Client("php", TEXT),
    Client("perl", TEXT),
    Client("jaxws", QNAME),
    Client("axis", QNAME),
    Client("mono-wcf", QNAME),
    Client("mono-asmx", QNAME),
    Client("dotnet-wcf", QNAME, dotnet=True),
    Client("gsoap", OWN_PREFIX),
    Client("node-soap", TEXT),
    Client("strong-soap", TEXT, empty="<nil>"),
]

RECEIVERS = [
    Receiver("mono-servicehost"),
    Receiver("php-server", tls=False),
    Receiver("node-server"),
]

# Those that also read many pages under their default quotas.
PAGES = [client for client in CLIENTS if client.name in ("mono-wcf", "dotnet-wcf")]

# Those that do the same day by an owner's contract too.
OWNERS = [client for client in CLIENTS if client.name in ("zeep", "mono-wcf")]

SERIALIZERS = [Judge("dotnet-serializer", dotnet=True)]

VIEWERS = [Judge("har-schema")]


@functools.cache
def has_dotnet():
    """Whether there is a .NET SDK, the runtime alone not being enough."""
    if not shutil.which("dotnet"):
        return False
    listed = subprocess.run(["dotnet", "--list-sdks"], capture_output=True, text=True)
    return listed.returncode == 0 and bool(listed.stdout.strip())


def hindrance(stack):
    """Why the stack cannot run here, or None."""
    return "no .NET SDK (Debian 12 has none)" if stack.dotnet and not has_dotnet() else None
