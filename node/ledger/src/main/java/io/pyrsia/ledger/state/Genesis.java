package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;

/// How a network begins: its name, its first authorities, trusted registries and certified builders, and its rules.
public record Genesis(
        NetworkId network,
        long timeMs,
        List<NodeId> authorities,
        List<NodeId> registries,
        List<NodeId> builders,
        Parameters parameters,
        Limits limits) {

    public static final int MAX_NODES = 1_024;
    public static final Codec<Genesis> CODEC = Fields.codec(Genesis::write, Genesis::read);

    public Genesis {
        authorities = authorities.stream().sorted().distinct().toList();
        registries = registries.stream().sorted().distinct().toList();
        builders = builders.stream().sorted().distinct().toList();
        if (authorities.isEmpty()
                || authorities.size() > limits.authorities()
                || registries.size() > limits.registries()
                || builders.size() > limits.builders()
                || authorities.size() + registries.size() + builders.size() > limits.members()) {
            throw new IllegalArgumentException("a genesis without authorities, or above its own limits");
        }
    }

    private static void write(Genesis genesis, ByteWriter out) {
        Fields.writeText(genesis.network.name(), out);
        out.u64(genesis.timeMs);
        Fields.writeList(genesis.authorities, Fields.NODE, out);
        Fields.writeList(genesis.registries, Fields.NODE, out);
        Fields.writeList(genesis.builders, Fields.NODE, out);
        Parameters.CODEC.write(genesis.parameters, out);
        Limits.CODEC.write(genesis.limits, out);
    }

    private static Genesis read(ByteReader in) throws Malformed {
        NetworkId network = NetworkId.parse(Fields.readText(in, NetworkId.MAX_CHARACTERS));
        long time = Fields.readNumber(in);
        List<NodeId> authorities = Fields.readSorted(Fields.KEY, MAX_NODES, in);
        List<NodeId> registries = Fields.readSorted(Fields.NODE, MAX_NODES, in);
        List<NodeId> builders = Fields.readSorted(Fields.NODE, MAX_NODES, in);
        Parameters parameters = Parameters.CODEC.read(in);
        Limits limits = Limits.CODEC.read(in);
        try {
            return new Genesis(network, time, authorities, registries, builders, parameters, limits);
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }
}
