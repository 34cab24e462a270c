package io.pyrsia.server.recovery;

import io.pyrsia.base.Hex;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.consensus.Rescue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// A [RecoveryDocument] as canonical JSON.
public final class RecoveryJson {

    static final int MAX_BYTES = 64 << 10;

    private static final long VERSION = 1;

    private RecoveryJson() {}

    public static Bytes write(RecoveryDocument document) {
        return CanonicalJson.bytes(json(document));
    }

    /// Reads the canonical form and no other.
    public static RecoveryDocument read(Bytes encoded) throws Malformed {
        if (!(JsonReader.read(encoded, MAX_BYTES) instanceof Json.Obj members)) {
            throw new Malformed("a recovery document is an object");
        }
        RecoveryDocument document = read(members);
        if (!write(document).equals(encoded)) {
            throw new Malformed("a recovery document that is not in its canonical form");
        }
        return document;
    }

    static Json.Obj json(RecoveryDocument document) {
        Rescue.Base base = document.base();
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("version", Json.of(VERSION));
        members.put("network", Json.of(document.network().name()));
        members.put("origin", Json.of(document.log().origin()));
        members.put("epoch", Json.of(base.epoch()));
        members.put("view", Json.of(base.view()));
        members.put("height", Json.of(base.height()));
        members.put("block", hex(base.digest()));
        members.put("executed_height", Json.of(base.executedHeight()));
        members.put("executed_root", hex(base.executedRoot()));
        members.put("state_root", hex(document.stateRoot()));
        members.put("log_size", Json.of(document.log().size()));
        members.put("log_root", hex(document.log().root().bytes()));
        members.put("time_ms", Json.of(document.timeMs()));
        members.put("authorities", nodes(document.authorities()));
        members.put("survivors", nodes(document.survivors()));
        members.put("reason", Json.of(document.reason()));
        return Json.object(members);
    }

    static RecoveryDocument read(Json.Obj members) throws Malformed {
        if (members.integer("version") != VERSION) {
            throw new Malformed("a recovery document of version " + members.integer("version") + " is unknown");
        }
        return new RecoveryDocument(
                        NetworkId.parse(members.text("network")),
                        new Rescue.Base(
                                natural(members, "epoch"),
                                natural(members, "view"),
                                natural(members, "height"),
                                digest(members, "block"),
                                natural(members, "executed_height"),
                                digest(members, "executed_root")),
                        digest(members, "state_root"),
                        RecoveryDocument.checkpoint(
                                members.text("origin"), natural(members, "log_size"), digest(members, "log_root")),
                        natural(members, "time_ms"),
                        nodes(members, "authorities"),
                        nodes(members, "survivors"),
                        members.text("reason"))
                .checked();
    }

    private static Json hex(Bytes bytes) {
        return Json.of(bytes.toUnprefixedHexString());
    }

    private static Bytes32 digest(Json.Obj members, String name) throws Malformed {
        return Bytes32.wrap(Hex.decode(members.text(name), Bytes32.SIZE));
    }

    private static long natural(Json.Obj members, String name) throws Malformed {
        long number = members.integer(name);
        if (number < 0) {
            throw new Malformed("'" + name + "' is negative");
        }
        return number;
    }

    private static Json nodes(List<NodeId> nodes) {
        return Json.array(nodes.stream().map(node -> Json.of(node.toString())).toList());
    }

    private static List<NodeId> nodes(Json.Obj members, String name) throws Malformed {
        List<NodeId> nodes = new ArrayList<>();
        for (Json node : members.array(name)) {
            if (!(node instanceof Json.Text text)) {
                throw new Malformed("'" + name + "' is a list of keys in hexadecimal");
            }
            nodes.add(NodeId.parse(text.value()));
        }
        return nodes;
    }
}
