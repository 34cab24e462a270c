package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.log.Edge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Everything that is agreed after a block, immutable. The right edge of the log is part of it, so the state's root
/// commits to the log.
public record State(
        NetworkId network,
        Parameters parameters,
        Limits limits,
        long height,
        long timeMs,
        AuthoritySet authorities,
        Edge log,
        Tables tables) {

    private static final Bytes DOMAIN = Bytes.wrap("pyrsia/state/1\0".getBytes(StandardCharsets.UTF_8));
    private static final int MAX_EDGE_BYTES = 8 + 63 * 32;

    /// What comes before the tables, in a snapshot and in the root.
    static final Codec<State> HEAD = Fields.codec(State::writeHead, State::readHead);

    /// A hash that two states share only if they are equal: of the head and the tables' roots. It costs the rows that
    /// changed since it was last computed, see [io.pyrsia.ledger.map.MerkleMap].
    public Bytes root() {
        return Digest.sha256(Bytes.concatenate(DOMAIN, Fields.encode(HEAD, this), tables.roots()))
                .value();
    }

    public boolean isAuthority(NodeId node) {
        return authorities.nodes().contains(node);
    }

    State with(Tables other) {
        return new State(network, parameters, limits, height, timeMs, authorities, log, other);
    }

    private static void writeHead(State state, ByteWriter out) {
        Fields.writeText(state.network.name(), out);
        Parameters.CODEC.write(state.parameters, out);
        Limits.CODEC.write(state.limits, out);
        out.u64(state.height).u64(state.timeMs).u64(state.authorities.epoch());
        Fields.writeList(state.authorities.nodes(), Fields.NODE, out);
        out.bytes16(state.log.encode());
    }

    private static State readHead(ByteReader in) throws Malformed {
        NetworkId network = NetworkId.parse(Fields.readText(in, NetworkId.MAX_CHARACTERS));
        Parameters parameters = Parameters.CODEC.read(in);
        Limits limits = Limits.CODEC.read(in);
        long height = in.u64();
        long time = in.u64();
        long epoch = in.u64();
        List<NodeId> nodes = Fields.readSorted(Fields.NODE, Limits.MAX_AUTHORITIES, in);
        if (nodes.isEmpty()) {
            throw new Malformed("a state without authorities");
        }
        Edge log = Edge.decode(in.bytes16(MAX_EDGE_BYTES));
        return new State(network, parameters, limits, height, time, new AuthoritySet(epoch, nodes), log, Tables.EMPTY);
    }
}
