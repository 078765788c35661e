"""A .NET client with default quotas reads 2,506 devices in pages that max_response_bytes cuts."""

from harness import trace
from harness.clients import start
from harness.gateway import Failure, Stack

LIMIT = 65_536  # MaxReceivedMessageSize, the client's own
EXPECTED = {
    "devices": "2506",
    "distinct": "2506",
    "first": "89148000000800784259",
    "last": "89148000010000002500",
}


def run(client, https, programs):
    """Raises Failure with everything that was off."""
    with Stack(programs, https, ("--devices", "2500", "--page-size", "2000"),
               {"UWS_CONTRACT_MAX_RESPONSE_BYTES": str(LIMIT)}) as stack:
        printed, complaints = trace.read_printed(start(f"{client.name}/run-pages", stack))
    pages, largest = int(printed.pop("pages", 0)), int(printed.pop("largest", 0))
    complaints += trace.differences(EXPECTED, printed, {})
    if pages < 2:
        complaints.append(f"{pages} pages")
    if not 0 < largest <= LIMIT:
        complaints.append(f"a message of {largest} bytes")
    if complaints:
        raise Failure("\n".join(complaints))
