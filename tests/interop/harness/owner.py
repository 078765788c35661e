"""A client's day by an owner's contract: the gateway reads [contract] directory, the client is
generated from what it then serves, and its source has the owner's names for ours."""

import os
import re
import shutil
import subprocess
import tempfile

from harness import clients, trace
from harness.callbacks import V2, Listener
from harness.gateway import Failure, Stack

MESSAGES = "http://owner.example.com/uws/v2012"

# What the owner calls what the client's source names, and what he does not have.
COMMON = (
    ("IsComplete", "Complete"), ("device.AccountName", "device.Account"),
    ("device.Connected", "device.IsConnected"), ("device.CreatedAt", "device.CreationTime"),
    ("device.IpAddress", "device.Ip"), ("device.LastActivationDate", "device.ActivatedAt"))
SOURCES = {
    "zeep": {"clients/zeep/run": COMMON + (
        ("page.Devices.DeviceInformation", "page.DeviceRecords.Items.DeviceInformation"),
        ("device.BillingCycleEndDate", "None"), ('"Kind", "Identifier"', '"Kind", "Id"'),
        ('"Key", "Value"', '"Name", "Value"'), ('"Username": "demo"', '"UserName": "demo"'),
        ("body.Output.SessionToken", "body.Output.Token"),
        ('{"AccountName": account, "LargestDeviceIdSeen": last_seen}',
         '{"Account": account, "LargestDeviceIdSeen": str(last_seen)}'),
        ('{"DeviceIdentifiers": {', '{"Ids": {'), ('"Identifier": value', '"Id": value'),
        ('"DeviceList": {', '"Devices": {'), ('"AccountName": "0212345678-00002"',
                                              '"Account": "0212345678-00002"'),
        ('"ServicePlan": "M2M', '"PlanCode": "M2M'))},
    "mono-wcf": {
        "clients/common-csharp/Client.cs": (
            ("NPhase.UnifiedWebService.APIs.v2.Contract", "Owner.Services"),
            ("nphase.com.unifiedwebservice.v2", "owner.example.com.uws.v2012"),
            ('Username = "demo"', 'UserName = "demo"'), ("Output.SessionToken", "Output.Token"),
            ("AccountName = account", "Account = account"), ("= lastSeen", "= lastSeen.ToString()"),
            ("Identifier = identifier", "Id = identifier"),
            ("DeviceIdentifiers = ids", "Ids = ids"),
            ("DeviceList = new[]", "Devices = new[]"),
            ('AccountName = "0212345678-00002"', 'Account = "0212345678-00002"'),
            ('ServicePlan = "M2M', 'PlanCode = "M2M'),
            ("Move().RequestId", "Move().TransactionId")),
        "clients/common-csharp/Show.cs": COMMON + (
            ("NPhase.UnifiedWebService.APIs.v2.Contract", "Owner.Services"),
            ("page.Devices.Length", "page.DeviceRecords.Items.Count"),
            ("page.Devices", "page.DeviceRecords.Items"), ("device.BillingCycleEndDate", "null"),
            ("one.Identifier", "one.Id"), ("one.Key", "one.Name"))},
}


def write_sources(name, folder):
    """This folder's parent with the client's source in the owner's names."""
    shutil.copytree(clients.TESTS, folder, ignore=shutil.ignore_patterns("node_modules"))
    for path, names in SOURCES[name].items():
        with open(f"{folder}/{path}") as file:
            text = file.read()
        for ours, theirs in names:
            if ours not in text:
                raise Failure(f"{path} no longer has {ours}")
            text = text.replace(ours, theirs)
        with open(f"{folder}/{path}", "w") as file:
            file.write(text)


def expected_of(client):
    """What the client prints: an enumeration, an int and a missing member say less."""
    lines = trace.read_expected(f"{clients.TESTS}/expected_client.txt", client.code)
    for key, value in lines.items():
        if re.search(r"\.(billing_end|activated_by)$", key) or value == "deactive":
            lines[key] = "<nil>"
        elif value == "pre-active" and client.name == "mono-wcf":
            lines[key] = "preactive"  # the enumerator's name
        lines[key] = lines[key].replace(V2, MESSAGES)
    return lines


def run(client, https, programs):
    """Raises Failure with everything that was off."""
    with tempfile.TemporaryDirectory(prefix="uws-owner-") as folder:
        contract, sources = f"{folder}/contract", f"{folder}/interop"
        os.mkdir(contract)
        subprocess.run([f"{programs}/owner-contract", contract], check=True)
        write_sources(client.name, sources)
        settings = {"UWS_CONTRACT_DIRECTORY": contract}
        with Stack(programs, https, settings=settings) as stack, Listener() as listener:
            output = clients.start(f"{client.name}/run", stack, tests=sources,
                                   UWS_RECEIVER=listener.url)
            clients.check(client, output, expected_of(client), stack, listener)
