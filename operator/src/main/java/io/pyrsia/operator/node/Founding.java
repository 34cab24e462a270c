package io.pyrsia.operator.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// How a network of this namespace begins: when all its founders have their keys, one genesis names them.
final class Founding {

    /// The file in the genesis' ConfigMap.
    static final String FILE = "genesis.json";

    private static final int MAX_BYTES = 1 << 20;

    /// One of those who found a network.
    ///
    /// @param founders how many there are, as its resource says
    /// @param origin the log's origin, as its resource says
    /// @param nodeId its key, once it is known
    record Founder(String name, int founders, String origin, Optional<String> nodeId) {}

    /// What can be done about a genesis that is not there.
    sealed interface Decision {

        /// All keys are there.
        record Begin(String genesis) implements Decision {}

        /// Something comes by itself.
        record Wait(String reason, String message) implements Decision {}

        /// Somebody must change a resource.
        record Refuse(String reason, String message) implements Decision {}
    }

    private Founding() {}

    static Decision decide(String network, List<Founder> founders, long nowMs) {
        Founder any = founders.getFirst();
        for (Founder other : founders) {
            if (other.founders() != any.founders() || !other.origin().equals(any.origin())) {
                return new Decision.Refuse(
                        "FoundersDisagree",
                        any.name() + " and " + other.name() + " say different founders or origins of " + network);
            }
        }
        if (founders.size() > any.founders()) {
            return new Decision.Refuse(
                    "TooManyFounders",
                    founders.size() + " nodes say that they are one of " + any.founders() + " founders of " + network);
        }
        List<String> keys =
                founders.stream().flatMap(founder -> founder.nodeId().stream()).toList();
        if (new TreeSet<>(keys).size() != keys.size()) {
            return new Decision.Refuse("SameKey", "two founders of " + network + " have the same key");
        }
        if (keys.size() < any.founders()) {
            return new Decision.Wait(
                    "WaitingForFounders",
                    keys.size() + " of " + any.founders() + " founders of " + network + " have their key");
        }
        return new Decision.Begin(genesis(network, any.origin(), keys, nowMs));
    }

    /// Whether a genesis has this node among its authorities.
    static boolean names(String genesis, String nodeId) {
        try {
            Json read = JsonReader.read(Bytes.wrap(genesis.getBytes(StandardCharsets.UTF_8)), MAX_BYTES);
            return read instanceof Json.Obj members
                    && members.array("authorities").contains(Json.of(nodeId));
        } catch (Malformed e) {
            return false;
        }
    }

    /// A genesis document as nodes read it, with the parameters and limits that a new network has.
    private static String genesis(String network, String origin, List<String> keys, long nowMs) {
        List<Json> nodes = keys.stream().sorted().map(Json::of).toList();
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("version", Json.of(1L));
        members.put("name", Json.of(network));
        members.put("origin", Json.of(origin));
        members.put("time_ms", Json.of(nowMs));
        members.put("authorities", Json.array(nodes));
        members.put("registries", Json.array(List.of()));
        members.put("builders", Json.array(nodes));
        members.put("parameters", numbers(PARAMETERS));
        members.put("limits", numbers(LIMITS));
        return new String(CanonicalJson.bytes(Json.object(members)).toArrayUnsafe(), StandardCharsets.UTF_8);
    }

    private static Json numbers(Map<String, Long> numbers) {
        TreeMap<String, Json> members = new TreeMap<>();
        numbers.forEach((name, number) -> members.put(name, Json.of(number)));
        return Json.object(members);
    }

    private static final Map<String, Long> PARAMETERS = Map.of(
            "draw_timeout_ms", 30_000L,
            "commit_timeout_ms", 3_600_000L,
            "reveal_timeout_ms", 300_000L,
            "proposal_lifetime_ms", 604_800_000L,
            "certification_ms", 15_811_200_000L,
            "status_kept_ms", 604_800_000L,
            "rounds", 3L,
            "attempts", 3L);

    private static final Map<String, Long> LIMITS = Map.ofEntries(
            Map.entry("authorities", 64L),
            Map.entry("registries", 64L),
            Map.entry("builders", 1_024L),
            Map.entry("builders_per_sponsor", 256L),
            Map.entry("members", 16_384L),
            Map.entry("proposals", 256L),
            Map.entry("proposals_per_authority", 32L),
            Map.entry("open_requests", 512L),
            Map.entry("open_requests_per_node", 64L),
            Map.entry("recipes", 4_000_000L),
            Map.entry("artifacts", 16_000_000L),
            Map.entry("due_each_block", 1_024L));
}
