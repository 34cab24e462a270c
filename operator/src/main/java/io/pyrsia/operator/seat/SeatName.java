package io.pyrsia.operator.seat;

import io.pyrsia.base.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// The name of what builds for one seat, the same whenever it is asked for.
///
/// @param namespace where the node is, and what builds for it
/// @param node the node's resource
public record SeatName(String namespace, String node, String build, int round) {

    static final String RUN_LABEL = "pyrsia.io/run";
    static final String FOR_LABEL = "pyrsia.io/builds-for";

    private static final int MAX_NODE = 30;
    private static final int DIGITS = 12;

    /// Of the PipelineRun or the Job, and of what belongs to it.
    public String text() {
        String all = namespace + "/" + node + "/" + build + "/" + round;
        String hash = Digest.sha256(Bytes.wrap(all.getBytes(StandardCharsets.UTF_8)))
                .hex()
                .substring(0, DIGITS);
        String start = node.length() > MAX_NODE ? node.substring(0, MAX_NODE) : node;
        return start + "-build-" + hash;
    }

    Map<String, String> labels() {
        return Map.of(RUN_LABEL, text(), FOR_LABEL, node, "app.kubernetes.io/managed-by", "pyrsia-operator");
    }
}
