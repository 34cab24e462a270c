package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Hex;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.ledger.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry from JSON that nobody vouches for. Members that others follow from are read, those are not: the whole is
/// compared with what would have been written.
final class EntryReader {

    private final Json.Obj object;

    private EntryReader(Json.Obj object) {
        this.object = object;
    }

    static Entry read(Json.Obj object) throws Malformed {
        if (object.integer("v") != Entry.VERSION) {
            throw new Malformed("entries of version " + object.integer("v") + " are unknown");
        }
        Content content = new EntryReader(object).content(object.text("operation"));
        return new Entry(object.text("id"), natural(object, "timestamp"), natural(object, "height"), content);
    }

    private Content content(String operation) throws Malformed {
        return switch (operation) {
            case "AddArtifact" -> new Content.AddArtifact(artifact(), trust(), BuildReader.read(object));
            case "RemoveArtifact" -> new Content.RemoveArtifact(purl(), object.text("reason"));
            case "Observation" ->
                new Content.Observed(
                        artifact(),
                        NodeId.parse(object.text("node_id")),
                        object.text("source_id"),
                        natural(object, "observed_at"),
                        flag(object, "moving"));
            case "Dispute" -> new Content.Disputed(purl(), object.text("reason"), BuildReader.votes(object));
            case "AddNode" ->
                new Content.AddNode(
                        node(), role(), role() == Role.BUILDER ? natural(object, "certified_until") : 0, authorities());
            case "RemoveNode" -> new Content.RemoveNode(node(), role(), object.text("reason"), authorities());
            case "Recovery" ->
                new Content.Recovered(
                        Digest.parse(object.text("document")),
                        new AuthoritySet(natural(object, "epoch"), some("authorities")),
                        nodes("removed"),
                        nodes("survivors"),
                        object.text("reason"));
            default -> throw new Malformed("operation '" + operation + "' is unknown");
        };
    }

    private Artifact artifact() throws Malformed {
        Json.Obj digests = object.object("digests");
        return new Artifact(
                purl(),
                Digest.parse("sha256:" + digests.text("sha256")),
                digests.get("sha512") == null ? null : Digest.parse("sha512:" + digests.text("sha512")),
                natural(object, "size"),
                Hex.decode(object.text("piece_root"), 32),
                object.text("media_type"));
    }

    private Purl purl() throws Malformed {
        Purl purl = Purl.parse(object.text("artifact_id"));
        if (purl.version() == null) {
            throw new Malformed("an artifact without a version");
        }
        return purl;
    }

    private Trust trust() throws Malformed {
        return constant(Trust.ORDER, object.text("trust"));
    }

    private NodeId node() throws Malformed {
        return NodeId.parse(object.text("node_id"));
    }

    private Role role() throws Malformed {
        String label = object.text("role");
        for (Role role : Role.ORDER) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new Malformed("role '" + label + "' is unknown");
    }

    private @Nullable AuthoritySet authorities() throws Malformed {
        if (object.get("authorities") == null) {
            return null;
        }
        return new AuthoritySet(natural(object, "epoch"), some("authorities"));
    }

    private List<NodeId> some(String name) throws Malformed {
        List<NodeId> nodes = nodes(name);
        if (nodes.isEmpty()) {
            throw new Malformed("'" + name + "' names nobody");
        }
        return nodes;
    }

    private List<NodeId> nodes(String name) throws Malformed {
        List<NodeId> nodes = new ArrayList<>();
        for (Json node : object.array(name)) {
            nodes.add(NodeId.parse(text(node)));
        }
        return nodes;
    }

    static long natural(Json.Obj object, String name) throws Malformed {
        long number = object.integer(name);
        if (number < 0) {
            throw new Malformed("'" + name + "' is negative");
        }
        return number;
    }

    static boolean flag(Json.Obj object, String name) throws Malformed {
        if (object.get(name) instanceof Json.Bool flag) {
            return flag.value();
        }
        throw new Malformed("'" + name + "' is not true or false");
    }

    static String text(Json value) throws Malformed {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw new Malformed("a list with something else than text");
    }

    static <E extends Enum<E>> E constant(List<E> constants, String name) throws Malformed {
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new Malformed("'" + name + "' is unknown");
    }
}
