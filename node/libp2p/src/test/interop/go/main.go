// A go-libp2p node that a test drives: one command a line on standard input, one answer a line on standard output
// ("ok …" or "error …"), and "message TOPIC HEX" lines whenever gossip arrives. It ends when its input closes.
//
// Usage: counterpart noise|tls
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p"
	dht "github.com/libp2p/go-libp2p-kad-dht"
	pubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/protocol/ping"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	libp2ptls "github.com/libp2p/go-libp2p/p2p/security/tls"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	"github.com/multiformats/go-multiaddr"
	"github.com/multiformats/go-multihash"
)

const (
	commandTimeout = 20 * time.Second
	kadPrefix      = "/pyrsia"
)

// acceptAll takes any record under the test's namespace and prefers the first one.
type acceptAll struct{}

func (acceptAll) Validate(string, []byte) error        { return nil }
func (acceptAll) Select(string, [][]byte) (int, error) { return 0, nil }

type node struct {
	host   host.Host
	dht    *dht.IpfsDHT
	pubsub *pubsub.PubSub
	topics map[string]*pubsub.Topic
	out    sync.Mutex
}

func (n *node) say(format string, args ...any) {
	n.out.Lock()
	defer n.out.Unlock()
	fmt.Printf(format+"\n", args...)
}

func newNode(security string) (*node, error) {
	ctx := context.Background()
	options := []libp2p.Option{
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Muxer(yamux.ID, yamux.DefaultTransport),
		libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"),
		libp2p.DisableRelay(), libp2p.DisableMetrics(),
	}
	switch security {
	case "noise":
		options = append(options, libp2p.Security(noise.ID, noise.New))
	case "tls":
		options = append(options, libp2p.Security(libp2ptls.ID, libp2ptls.New))
	default:
		return nil, fmt.Errorf("unknown security %q", security)
	}
	h, err := libp2p.New(options...)
	if err != nil {
		return nil, err
	}
	kad, err := dht.New(h,
		dht.Mode(dht.ModeServer),
		dht.ProtocolPrefix(kadPrefix),
		dht.NamespacedValidator("pyrsia", acceptAll{}),
		// Loopback addresses are what this test has.
		dht.AddressFilter(func(all []multiaddr.Multiaddr) []multiaddr.Multiaddr { return all }),
		dht.RoutingTableFilter(func(any, peer.ID) bool { return true }),
		dht.QueryFilter(func(any, peer.AddrInfo) bool { return true }),
		dht.DisableAutoRefresh(),
	)
	if err != nil {
		return nil, err
	}
	ps, err := pubsub.NewGossipSub(ctx, h)
	if err != nil {
		return nil, err
	}
	return &node{host: h, dht: kad, pubsub: ps, topics: map[string]*pubsub.Topic{}}, nil
}

func (n *node) dial(ctx context.Context, address string) (string, error) {
	info, err := peer.AddrInfoFromString(address)
	if err != nil {
		return "", err
	}
	return info.ID.String(), n.host.Connect(ctx, *info)
}

func (n *node) identify(ctx context.Context, id peer.ID) (string, error) {
	for ctx.Err() == nil {
		agent, err := n.host.Peerstore().Get(id, "AgentVersion")
		protocols, protocolsErr := n.host.Peerstore().GetProtocols(id)
		if err == nil && protocolsErr == nil && len(protocols) > 0 {
			return fmt.Sprintf("%s %s", strings.ReplaceAll(agent.(string), " ", "_"), strings.Join(protocol.ConvertToStrings(protocols), ",")), nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return "", errors.New("not identified")
}

func (n *node) ping(ctx context.Context, id peer.ID) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	result := <-ping.Ping(ctx, n.host, id)
	return fmt.Sprint(result.RTT.Microseconds()), result.Error
}

// waitForRoute waits until identify has put some peer into the routing table.
func (n *node) waitForRoute(ctx context.Context) error {
	for n.dht.RoutingTable().Size() == 0 {
		if ctx.Err() != nil {
			return errors.New("the routing table is empty")
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

func (n *node) find(ctx context.Context, key cid.Cid) (string, error) {
	var found []string
	for info := range n.dht.FindProvidersAsync(ctx, key, 1) {
		found = append(found, info.ID.String())
	}
	if len(found) == 0 {
		return "", errors.New("no providers")
	}
	return strings.Join(found, ","), nil
}

func (n *node) topic(name string) (*pubsub.Topic, error) {
	if topic, ok := n.topics[name]; ok {
		return topic, nil
	}
	topic, err := n.pubsub.Join(name)
	if err == nil {
		n.topics[name] = topic
	}
	return topic, err
}

func (n *node) subscribe(name string) error {
	topic, err := n.topic(name)
	if err != nil {
		return err
	}
	subscription, err := topic.Subscribe()
	if err != nil {
		return err
	}
	go func() {
		for {
			message, err := subscription.Next(context.Background())
			if err != nil {
				return
			}
			if message.ReceivedFrom != n.host.ID() {
				n.say("message %s %s", name, hex.EncodeToString(message.Data))
			}
		}
	}()
	return nil
}

func (n *node) run(words []string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), commandTimeout)
	defer cancel()
	argument := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	bytes := func(i int) []byte {
		value, err := hex.DecodeString(argument(i))
		if err != nil {
			log.Fatal(err)
		}
		return value
	}
	switch words[0] {
	case "dial":
		return n.dial(ctx, argument(1))
	case "identify", "ping":
		id, err := peer.Decode(argument(1))
		if err != nil {
			return "", err
		}
		if words[0] == "ping" {
			return n.ping(ctx, id)
		}
		return n.identify(ctx, id)
	case "provide", "find":
		hash, err := multihash.Cast(bytes(1))
		if err != nil {
			return "", err
		}
		if err := n.waitForRoute(ctx); err != nil {
			return "", err
		}
		key := cid.NewCidV1(cid.Raw, hash)
		if words[0] == "provide" {
			return "", n.dht.Provide(ctx, key, true)
		}
		return n.find(ctx, key)
	case "put":
		if err := n.waitForRoute(ctx); err != nil {
			return "", err
		}
		return "", n.dht.PutValue(ctx, string(bytes(1)), bytes(2))
	case "get":
		if err := n.waitForRoute(ctx); err != nil {
			return "", err
		}
		value, err := n.dht.GetValue(ctx, string(bytes(1)))
		return hex.EncodeToString(value), err
	case "subscribe":
		return "", n.subscribe(argument(1))
	case "publish":
		topic, err := n.topic(argument(1))
		if err != nil {
			return "", err
		}
		return "", topic.Publish(ctx, bytes(2), pubsub.WithReadiness(pubsub.MinTopicSize(1)))
	default:
		return "", fmt.Errorf("unknown command %s", words[0])
	}
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: counterpart noise|tls")
	}
	n, err := newNode(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer n.host.Close()
	n.say("listening %s/p2p/%s", n.host.Addrs()[0], n.host.ID())
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 {
			continue
		}
		answer, err := n.run(words)
		if err != nil {
			n.say("error %s", strings.ReplaceAll(err.Error(), "\n", "; "))
		} else {
			n.say("ok %s", answer)
		}
	}
}
