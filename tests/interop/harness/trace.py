"""key=value lines as a stack prints them, against those expected."""

import re

from harness.callbacks import V2


def read_expected(path, code_style):
    """{key: value}; {code:NAME} becomes the faultcode as this stack shows it."""

    def code(match):
        return code_style.format(name=match.group(1), namespace=V2)

    lines = {}
    with open(path) as file:
        for line in file.read().splitlines():
            if line and not line.startswith("#"):
                key, _, value = line.partition("=")
                lines[key] = re.sub(r"\{code:([^}]*)\}", code, value)
    return lines


def read_printed(text):
    """({key: value}, complaints)."""
    lines, complaints = {}, []
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if not equals:
            complaints.append(f"not a key=value line: {line}")
        elif key in lines:
            complaints.append(f"printed twice: {key}")
        lines[key] = value
    return lines, complaints


def differences(expected, printed, holes):
    """Lines that are missing, extra or other. `holes`: {name: value} for {name} in expected."""
    out = []
    for key, value in expected.items():
        for name, text in holes.items():
            value = value.replace("{" + name + "}", text)
        if key not in printed:
            out.append(f"missing: {key}={value}")
        elif printed[key] != value:
            out.append(f"{key}: expected {value!r}, got {printed[key]!r}")
    out += [f"not expected: {key}={value}" for key, value in printed.items() if key not in expected]
    return out
