"""A serializer's bytes against the gateway's writer; see serializer/Compare.cs."""

import glob
import re

from harness import trace
from harness.clients import TESTS, output_of
from harness.gateway import Failure


def texts(pattern):
    for path in glob.glob(f"{TESTS}/../../{pattern}", recursive=True):
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            yield file.read()


def expected():
    """What must have been compared: all responses of the golden files, all of the contract's."""
    operations = [name for wsdl in texts("wsdl/*/*.wsdl")
                  for name in re.findall('<soap:operation soapAction="([^"]*)"', wsdl)]
    responses = sum(text.count("== soap response\n") for text in texts("tests/golden/**/*.txt"))
    return {"contracts": str(len(operations)), "responses": str(responses), "differences": "0"}


def run(_, _https, programs):
    """Raises Failure with everything that was off."""
    printed, complaints = trace.read_printed(
        output_of("serializer/run", UWS_REWRITER=f"{programs}/wcf-rewriter"))
    messages = int(printed.pop("messages", 0))
    if messages < 1000:
        complaints.append(f"{messages} messages of hard values")
    complaints += trace.differences(expected(), printed, {})
    if complaints:
        raise Failure("\n".join(complaints))
