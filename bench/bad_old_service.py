"""An old service at its worst, for a shadow to ask: LogIn is answered, and of four other requests
one each stalls, is answered with a lie, is reset, gets 503. Says "listening old 127.0.0.1:PORT",
then serves until it is ended."""

import asyncio
import itertools
import os
import re
import socket
import struct

STALL = 10  # seconds, longer than anybody waits
SESSION = "<x><SessionToken>11111111-2222-4333-8444-555555555555</SessionToken></x>"
# A socket closed with this sends RST.
LINGER = socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
TURNS = itertools.cycle(("stall", "lie", "reset", "unavailable"))


def response(status, body):
    return (f"HTTP/1.1 {status}\r\nContent-Type: text/xml; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()


ANSWERS = {"stall": response("200 OK", "<late/>"), "lie": response("200 OK", "<lie>"),
           "unavailable": response("503 Service Unavailable", ""),
           "session": response("200 OK", SESSION)}


async def attend(reader, writer):
    while True:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        await reader.readexactly(int(length[1]) if length else 0)
        turn = "session" if b"/LogIn" in head else next(TURNS)
        if turn == "reset":
            writer.transport.get_extra_info("socket").setsockopt(*LINGER)
            writer.transport.abort()
            return
        if turn == "stall":
            await asyncio.sleep(STALL)
        writer.write(ANSWERS[turn])
        await writer.drain()


async def serve_one(reader, writer):
    try:
        await attend(reader, writer)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # whoever asked has gone
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve_one, "127.0.0.1", 0)
    print(f"listening old 127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    # It stands for another machine: who is measured never waits for its share of this one's.
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    asyncio.run(main())
