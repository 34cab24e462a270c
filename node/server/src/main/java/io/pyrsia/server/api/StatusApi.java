package io.pyrsia.server.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.LogLines;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Peer;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.state.State;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.ledger.LedgerStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers who this node is, where it stands, whom it is connected to, and who votes.
public final class StatusApi implements HttpService {

    private static final int USUAL_LINES = 100;

    private final Parts parts;

    public StatusApi(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/status", (request, response) -> Answers.json(response, 200, NodeStatus.class, status()))
                .get("/peers", (request, response) -> Answers.json(response, 200, Peer.Page.class, peers()))
                .get(
                        "/authorities",
                        (request, response) -> Answers.json(response, 200, Authorities.class, authorities()))
                .get("/keys", (request, response) -> Answers.json(response, 200, KeysInfo.class, keys()))
                .get("/logs", this::logs);
    }

    /// Where the node stands now.
    NodeStatus status() {
        LedgerStatus ledger = parts.ledger().status();
        State state = parts.ledger().view().state();
        NodeId self = self();
        return new NodeStatus(
                self,
                parts.host().identity().id().toString(),
                state.network().name(),
                state.isAuthority(self) ? NodeStatus.Role.AUTHORITY : NodeStatus.Role.REGULAR,
                parts.version(),
                parts.startedAt(),
                parts.clock().now(),
                ledger.isCaughtUp(),
                waitingFor(ledger),
                byPeer().size(),
                ledger.height(),
                ledger.replica().finalHeight(),
                ledger.replica().epoch(),
                ledger.replica().view(),
                ledger.logSize(),
                ledger.logSize() == 0 ? null : state.log().root().toString(),
                ledger.replica().poolTransactions(),
                parts.clockWatch().problem().orElse(null));
    }

    private @Nullable String waitingFor(LedgerStatus ledger) {
        if (ledger.isCaughtUp()) {
            return null;
        }
        if (byPeer().isEmpty()) {
            return "no other node is connected";
        }
        if (ledger.isFetchingSnapshot()) {
            return "the state of block " + ledger.networkHeight() + " is on its way";
        }
        return ledger.networkHeight() == 0
                ? "no other node has said yet where it stands"
                : "at block " + ledger.height() + " of " + ledger.networkHeight();
    }

    private NodeId self() {
        return new NodeId(parts.host().identity().key().data());
    }

    Peer.Page peers() {
        State state = parts.ledger().view().state();
        List<Peer> peers = byPeer().values().stream()
                .map(connection -> {
                    NodeId node = node(connection.peerKey());
                    return new Peer(
                            connection.peer().toString(),
                            node,
                            List.of(connection.remoteAddress().toString()),
                            node != null && state.isAuthority(node));
                })
                .sorted(Comparator.comparing(Peer::peerId))
                .toList();
        return new Peer.Page(peers);
    }

    /// One connection of each peer.
    private Map<String, Connection> byPeer() {
        Map<String, Connection> connections = new LinkedHashMap<>();
        parts.host().connections().forEach(each -> connections.put(each.peer().toString(), each));
        return connections;
    }

    private static @Nullable NodeId node(PeerKey key) {
        return key.kind() == PeerKey.Kind.ED25519 ? new NodeId(key.data()) : null;
    }

    private Authorities authorities() {
        LedgerStatus ledger = parts.ledger().status();
        View view = parts.ledger().view();
        AuthoritySet set = view.state().authorities();
        Map<String, Connection> connected = byPeer();
        List<Authorities.Member> members = set.nodes().stream()
                .map(node -> {
                    String peer = HostNetwork.peer(node).toString();
                    return new Authorities.Member(
                            node,
                            peer,
                            node.equals(self()),
                            node.equals(self()) || connected.containsKey(peer),
                            ledger.replica().votesSeen().getOrDefault(node, 0L),
                            ledger.replica().votesMissing().getOrDefault(node, 0L),
                            noteKey(node).verifierKey());
                })
                .toList();
        List<Authorities.Proposal> proposals = view.proposals().stream()
                .map(open -> new Authorities.Proposal(
                        open.id().toString(),
                        Words.action(open.proposal().action()),
                        open.proposal().proposer(),
                        open.proposal().endorsers(),
                        Instant.ofEpochMilli(open.proposal().expiresMs())))
                .toList();
        return new Authorities(set.epoch(), set.quorum(), members, proposals);
    }

    private NoteKey noteKey(NodeId node) {
        try {
            return new NoteKey(parts.noteKey().name(), NoteKey.Kind.LOG, PublicKey.parse(node.key()));
        } catch (Malformed e) {
            throw new IllegalStateException("an authority's key is checked: " + node, e);
        }
    }

    private KeysInfo keys() {
        return new KeysInfo(
                self(), parts.host().identity().id().toString(), parts.noteKey().verifierKey(), parts.kept());
    }

    private void logs(ServerRequest request, ServerResponse response) {
        int lines = Asked.number(request, "lines", USUAL_LINES, LogLines.MAX_LINES);
        Answers.json(response, 200, LogLines.class, new LogLines(parts.journal().newest(lines)));
    }
}
