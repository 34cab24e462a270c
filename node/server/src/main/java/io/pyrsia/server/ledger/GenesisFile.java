package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// A [GenesisDocument] as JSON: every member is written out, because a default that changed would make another
/// network.
public final class GenesisFile {

    public static final int MAX_BYTES = 1 << 20;

    private static final long VERSION = 1;

    private GenesisFile() {}

    /// Reads a document in any layout; unknown or missing members are refused.
    public static GenesisDocument read(Bytes utf8) throws Malformed {
        if (!(JsonReader.read(utf8, MAX_BYTES) instanceof Json.Obj members)) {
            throw new Malformed("a genesis document is an object");
        }
        if (members.integer("version") != VERSION) {
            throw new Malformed("a genesis document of version " + members.integer("version") + " is unknown");
        }
        GenesisDocument document;
        try {
            document = new GenesisDocument(
                    members.text("name"),
                    members.text("origin"),
                    members.integer("time_ms"),
                    nodes(members, "authorities"),
                    nodes(members, "registries"),
                    nodes(members, "builders"),
                    parameters(members.object("parameters")),
                    limits(members.object("limits")));
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
        GenesisDocument checked = GenesisDocument.checked(document);
        refuseMore(members, json(checked), "");
        return checked;
    }

    /// The canonical form, which the hash is over.
    public static Bytes write(GenesisDocument document) {
        return CanonicalJson.bytes(json(document));
    }

    static Json.Obj json(GenesisDocument document) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("version", Json.of(VERSION));
        members.put("name", Json.of(document.name()));
        members.put("origin", Json.of(document.origin()));
        members.put("time_ms", Json.of(document.timeMs()));
        members.put("authorities", json(document.authorities()));
        members.put("registries", json(document.registries()));
        members.put("builders", json(document.builders()));
        members.put("parameters", json(document.parameters()));
        members.put("limits", json(document.limits()));
        return Json.object(members);
    }

    private static Json json(List<NodeId> nodes) {
        return Json.array(nodes.stream().map(node -> Json.of(node.toString())).toList());
    }

    private static Json json(Parameters parameters) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("draw_timeout_ms", Json.of(parameters.drawTimeoutMs()));
        members.put("commit_timeout_ms", Json.of(parameters.commitTimeoutMs()));
        members.put("reveal_timeout_ms", Json.of(parameters.revealTimeoutMs()));
        members.put("proposal_lifetime_ms", Json.of(parameters.proposalLifetimeMs()));
        members.put("certification_ms", Json.of(parameters.certificationMs()));
        members.put("status_kept_ms", Json.of(parameters.statusKeptMs()));
        members.put("rounds", Json.of(parameters.rounds()));
        members.put("attempts", Json.of(parameters.attempts()));
        return Json.object(members);
    }

    private static Parameters parameters(Json.Obj members) throws Malformed {
        return new Parameters(
                members.integer("draw_timeout_ms"),
                members.integer("commit_timeout_ms"),
                members.integer("reveal_timeout_ms"),
                members.integer("proposal_lifetime_ms"),
                members.integer("certification_ms"),
                members.integer("status_kept_ms"),
                count(members, "rounds"),
                count(members, "attempts"));
    }

    private static Json json(Limits limits) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("authorities", Json.of(limits.authorities()));
        members.put("registries", Json.of(limits.registries()));
        members.put("builders", Json.of(limits.builders()));
        members.put("builders_per_sponsor", Json.of(limits.buildersPerSponsor()));
        members.put("members", Json.of(limits.members()));
        members.put("proposals", Json.of(limits.proposals()));
        members.put("proposals_per_authority", Json.of(limits.proposalsPerAuthority()));
        members.put("open_requests", Json.of(limits.openRequests()));
        members.put("open_requests_per_node", Json.of(limits.openRequestsPerNode()));
        members.put("recipes", Json.of(limits.recipes()));
        members.put("artifacts", Json.of(limits.artifacts()));
        members.put("due_each_block", Json.of(limits.dueEachBlock()));
        return Json.object(members);
    }

    private static Limits limits(Json.Obj members) throws Malformed {
        return new Limits(
                count(members, "authorities"),
                count(members, "registries"),
                count(members, "builders"),
                count(members, "builders_per_sponsor"),
                count(members, "members"),
                count(members, "proposals"),
                count(members, "proposals_per_authority"),
                count(members, "open_requests"),
                count(members, "open_requests_per_node"),
                count(members, "recipes"),
                count(members, "artifacts"),
                count(members, "due_each_block"));
    }

    private static int count(Json.Obj members, String name) throws Malformed {
        long count = members.integer(name);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new Malformed("'" + name + "' is not a count: " + count);
        }
        return (int) count;
    }

    private static List<NodeId> nodes(Json.Obj members, String name) throws Malformed {
        List<Json> listed = members.array(name);
        if (listed.size() > Genesis.MAX_NODES) {
            throw new Malformed("'" + name + "' has more than " + Genesis.MAX_NODES + " nodes");
        }
        List<NodeId> nodes = new ArrayList<>();
        for (Json node : listed) {
            if (!(node instanceof Json.Text text)) {
                throw new Malformed("'" + name + "' is a list of keys in hexadecimal");
            }
            nodes.add(NodeId.parse(text.value()));
        }
        if (new TreeSet<>(nodes).size() != nodes.size()) {
            throw new Malformed("'" + name + "' lists a node twice");
        }
        return nodes;
    }

    /// What was read may have nothing that would not be written.
    private static void refuseMore(Json.Obj read, Json.Obj written, String path) throws Malformed {
        for (var member : read.members().entrySet()) {
            Json known = written.get(member.getKey());
            if (known == null) {
                throw new Malformed("unknown member '" + path + member.getKey() + "'");
            }
            if (member.getValue() instanceof Json.Obj inner && known instanceof Json.Obj outer) {
                refuseMore(inner, outer, path + member.getKey() + ".");
            }
        }
    }
}
