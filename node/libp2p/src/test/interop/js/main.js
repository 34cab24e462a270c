// A js-libp2p node that a test drives: one command a line on standard input, one answer a line on standard output
// ("ok …" or "error …"), and "message TOPIC HEX" lines whenever gossip arrives. It ends when its input closes.
//
// Usage: node main.js noise|tls
import './polyfill.js'
import { createInterface } from 'node:readline'
import { gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { kadDHT, passthroughMapper } from '@libp2p/kad-dht'
import { noise } from '@libp2p/noise'
import { peerIdFromString } from '@libp2p/peer-id'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { decode as decodeMultihash } from 'multiformats/hashes/digest'

const COMMAND_TIMEOUT_MS = 20_000
const POLL_MS = 20

const security = { noise, tls }[process.argv[2]]
if (security === undefined) {
  console.error('usage: node main.js noise|tls')
  process.exit(1)
}

const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [security()],
  streamMuxers: [yamux()],
  // The defaults throttle many connections from one host, which is what this test makes.
  connectionManager: { inboundConnectionThreshold: 10_000, maxIncomingPendingConnections: 1_000 },
  connectionGater: { denyDialMultiaddr: () => false },
  services: {
    identify: identify(),
    ping: ping(),
    dht: kadDHT({
      protocol: '/pyrsia/kad/1.0.0',
      clientMode: false,
      peerInfoMapper: passthroughMapper,
      allowQueryWithZeroPeers: true,
      validators: { pyrsia: async () => {} },
      selectors: { pyrsia: () => 0 }
    }),
    pubsub: gossipsub({ allowPublishToZeroTopicPeers: false })
  }
})

const fromHex = (text) => Uint8Array.from(Buffer.from(text, 'hex'))
const toHex = (bytes) => Buffer.from(bytes).toString('hex')
const say = (line) => process.stdout.write(line.replaceAll('\n', '; ') + '\n')

async function until (what, found, signal) {
  for (;;) {
    const value = await found()
    if (value !== undefined && value !== false) {
      return value
    }
    if (signal.aborted) {
      throw new Error(`${what}: nothing within the time`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

const hasRoute = (signal) => until('a route', () => node.services.dht.routingTable.size > 0, signal)
const content = (hex) => CID.createV1(raw.code, decodeMultihash(fromHex(hex)))

const commands = {
  dial: async (signal, address) => (await node.dial(multiaddr(address), { signal })).remotePeer.toString(),
  identify: async (signal, id) => until('identify', async () => {
    const peer = await node.peerStore.get(peerIdFromString(id)).catch(() => undefined)
    const agent = peer?.metadata.get('AgentVersion')
    if (agent === undefined || peer.protocols.length === 0) {
      return undefined
    }
    return `${new TextDecoder().decode(agent).replaceAll(' ', '_')} ${peer.protocols.join(',')}`
  }, signal),
  ping: async (signal, id) => String(await node.services.ping.ping(peerIdFromString(id), { signal }) * 1000),
  provide: async (signal, hash) => {
    await hasRoute(signal)
    await node.contentRouting.provide(content(hash), { signal })
    return ''
  },
  find: async (signal, hash) => {
    await hasRoute(signal)
    for await (const provider of node.contentRouting.findProviders(content(hash), { signal })) {
      return provider.id.toString()
    }
    throw new Error('no providers')
  },
  put: async (signal, key, value) => {
    await hasRoute(signal)
    await node.contentRouting.put(fromHex(key), fromHex(value), { signal })
    return ''
  },
  get: async (signal, key) => {
    await hasRoute(signal)
    return toHex(await node.contentRouting.get(fromHex(key), { signal }))
  },
  subscribe: async (signal, topic) => {
    node.services.pubsub.subscribe(topic)
    return ''
  },
  publish: async (signal, topic, data) => {
    await until('a subscriber', () => node.services.pubsub.getSubscribers(topic).length > 0, signal)
    await node.services.pubsub.publish(topic, fromHex(data))
    return ''
  }
}

node.services.pubsub.addEventListener('message', ({ detail }) => {
  if (detail.type === 'signed' && !detail.from.equals(node.peerId)) {
    say(`message ${detail.topic} ${toHex(detail.data)}`)
  }
})

say(`listening ${node.getMultiaddrs()[0].toString()}`)
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...words] = line.trim().split(/\s+/)
  try {
    if (commands[name] === undefined) {
      throw new Error(`unknown command ${name}`)
    }
    say(`ok ${await commands[name](AbortSignal.timeout(COMMAND_TIMEOUT_MS), ...words)}`)
  } catch (problem) {
    say(`error ${problem.stack ?? problem}`)
  }
}
process.exit(0)
