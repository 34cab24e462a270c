package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;

/// What authorities decide together: done as soon as enough of them endorsed it.
public sealed interface Action {

    int MAX_REASON_BYTES = 512;

    Codec<Action> CODEC = Fields.codec(Action::write, Action::read);

    record AddAuthority(NodeId node) implements Action {}

    record RemoveAuthority(NodeId node) implements Action {}

    /// One authority gets another key.
    record RotateAuthority(NodeId node, NodeId replacement) implements Action {}

    /// Trusts a node to say what its upstream registry serves.
    record AddRegistry(NodeId node) implements Action {}

    record RemoveRegistry(NodeId node) implements Action {}

    /// Makes a builder a trusted one for half a year, also after an incident.
    record Certify(NodeId node) implements Action {}

    /// Takes a builder out at once and with it its certification; a third of the authorities and one is enough.
    record Suspend(NodeId node, String incident) implements Action {}

    record RemoveBuilder(NodeId node, String reason) implements Action {}

    /// Takes all roles from a key, for ever.
    record RevokeKey(NodeId node, String reason) implements Action {}

    /// Withdraws a package version with all its files, or one file.
    record RemoveArtifact(Purl purl, String reason) implements Action {}

    /// The name of a proposal to do this.
    default Id proposal() {
        return Id.of(Fields.encode(CODEC, this));
    }

    private static void write(Action action, ByteWriter out) {
        switch (action) {
            case AddAuthority add -> Fields.writeNode(add.node, out.u8(0));
            case RemoveAuthority remove -> Fields.writeNode(remove.node, out.u8(1));
            case RotateAuthority rotate -> {
                Fields.writeNode(rotate.node, out.u8(2));
                Fields.writeNode(rotate.replacement, out);
            }
            case AddRegistry add -> Fields.writeNode(add.node, out.u8(3));
            case RemoveRegistry remove -> Fields.writeNode(remove.node, out.u8(4));
            case Certify certify -> Fields.writeNode(certify.node, out.u8(5));
            case Suspend suspend -> writeNamed(6, suspend.node, suspend.incident, out);
            case RemoveBuilder remove -> writeNamed(7, remove.node, remove.reason, out);
            case RevokeKey revoke -> writeNamed(8, revoke.node, revoke.reason, out);
            case RemoveArtifact remove -> {
                Fields.writePurl(remove.purl, out.u8(9));
                Fields.writeText(remove.reason, out);
            }
        }
    }

    private static void writeNamed(int kind, NodeId node, String reason, ByteWriter out) {
        Fields.writeNode(node, out.u8(kind));
        Fields.writeText(reason, out);
    }

    private static Action read(ByteReader in) throws Malformed {
        int kind = in.u8();
        return switch (kind) {
            case 0 -> new AddAuthority(Fields.readKey(in));
            case 1 -> new RemoveAuthority(Fields.readNode(in));
            case 2 -> new RotateAuthority(Fields.readNode(in), Fields.readKey(in));
            case 3 -> new AddRegistry(Fields.readNode(in));
            case 4 -> new RemoveRegistry(Fields.readNode(in));
            case 5 -> new Certify(Fields.readNode(in));
            case 6 -> new Suspend(Fields.readNode(in), Fields.readText(in, MAX_REASON_BYTES));
            case 7 -> new RemoveBuilder(Fields.readNode(in), Fields.readText(in, MAX_REASON_BYTES));
            case 8 -> new RevokeKey(Fields.readNode(in), Fields.readText(in, MAX_REASON_BYTES));
            case 9 -> new RemoveArtifact(readVersioned(in), Fields.readText(in, MAX_REASON_BYTES));
            default -> throw new Malformed("action " + kind + " is unknown");
        };
    }

    private static Purl readVersioned(ByteReader in) throws Malformed {
        Purl purl = Fields.readPurl(in);
        if (purl.version() == null) {
            throw new Malformed("a version is removed, not a package");
        }
        return purl;
    }
}
