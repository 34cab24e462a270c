"""A py-libp2p node that a test drives: one command a line on standard input, one answer a line on standard output
("ok …" or "error …"). It ends when its input closes.

Usage: main.py noise|tls
"""

import sys

import multiaddr
import trio
from libp2p import new_host
from libp2p.crypto.ed25519 import create_new_key_pair
from libp2p.crypto.x25519 import create_new_key_pair as create_new_x25519_key_pair
from libp2p.host.ping import PingService
from libp2p.identity.identify.identify import ID as IDENTIFY_ID, parse_identify_response
from libp2p.peer.id import ID
from libp2p.peer.peerinfo import info_from_p2p_addr
from libp2p.security.noise.transport import PROTOCOL_ID as NOISE_ID, Transport as NoiseTransport
from libp2p.security.tls.transport import PROTOCOL_ID as TLS_ID, TLSTransport
from libp2p.utils import read_length_prefixed_protobuf

COMMAND_TIMEOUT_SECONDS = 20


def security(name, keys):
    if name == "noise":
        return {NOISE_ID: NoiseTransport(keys, noise_privkey=create_new_x25519_key_pair().private_key)}
    if name == "tls":
        return {TLS_ID: TLSTransport(keys)}
    raise SystemExit("usage: main.py noise|tls")


async def dial(host, address):
    info = info_from_p2p_addr(multiaddr.Multiaddr(address))
    await host.connect(info)
    return info.peer_id.to_string()


async def identify(host, peer):
    stream = await host.new_stream(ID.from_string(peer), [IDENTIFY_ID])
    answer = parse_identify_response(await read_length_prefixed_protobuf(stream, True))
    await stream.close()
    return f"{answer.agent_version.replace(' ', '_')} {','.join(answer.protocols)}"


async def ping(host, peer):
    return str((await PingService(host).ping(ID.from_string(peer)))[0])


COMMANDS = {"dial": dial, "identify": identify, "ping": ping}


async def answer(host, words):
    try:
        with trio.fail_after(COMMAND_TIMEOUT_SECONDS):
            return "ok " + await COMMANDS[words[0]](host, *words[1:])
    except Exception as problem:
        return f"error {problem!r}".replace("\n", "; ")


async def main():
    keys = create_new_key_pair()
    host = new_host(key_pair=keys, sec_opt=security(sys.argv[1], keys), muxer_preference="YAMUX")
    async with host.run(listen_addrs=[multiaddr.Multiaddr("/ip4/127.0.0.1/tcp/0")]):
        listening = str(host.get_addrs()[0])
        suffix = f"/p2p/{host.get_id()}"
        print("listening", listening if listening.endswith(suffix) else listening + suffix, flush=True)
        while line := await trio.to_thread.run_sync(sys.stdin.readline):
            words = line.split()
            print(await answer(host, words), flush=True)
        # Nothing is left to be saved, and py-libp2p can take long to close its connections.
        sys.stdout.flush()
        import os

        os._exit(0)


trio.run(main)
