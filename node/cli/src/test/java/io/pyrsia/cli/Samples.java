package io.pyrsia.cli;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Peer;
import java.time.Instant;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What a node of a small network would answer.
public final class Samples {

    public static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Samples() {}

    public static NodeId node(int number) {
        return new NodeId(Bytes.repeat((byte) number, NodeId.BYTES));
    }

    public static Purl purl(String text) {
        try {
            return Purl.parse(text);
        } catch (Malformed e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static NodeStatus status(int peers, boolean ready) {
        return new NodeStatus(
                node(1),
                "12D3KooWone",
                "test",
                NodeStatus.Role.AUTHORITY,
                "0.1.0",
                TIME,
                TIME,
                ready,
                ready ? null : "blocks 7 to 9",
                peers,
                7,
                9,
                0,
                12,
                30,
                "root",
                2,
                null);
    }

    public static Authorities authorities() {
        return new Authorities(
                3,
                3,
                List.of(
                        new Authorities.Member(node(1), "12D3KooWone", true, true, 10, 0, "log+00000001+one"),
                        new Authorities.Member(node(2), "12D3KooWtwo", false, false, 4, 6, "log+00000002+two")),
                List.of(new Authorities.Proposal(
                        "ab".repeat(32),
                        new io.pyrsia.client.api.Action.AddAuthority(node(5)),
                        node(1),
                        List.of(node(1)),
                        TIME)));
    }

    public static KeysInfo keys() {
        return new KeysInfo(node(1), "12D3KooWone", "log+00000001+one", KeysInfo.Kept.ENCRYPTED_FILE);
    }

    public static Peer.Page peers() {
        return new Peer.Page(List.of(
                new Peer("12D3KooWtwo", node(2), List.of("/ip4/127.0.0.1/tcp/4001"), true),
                new Peer("12D3KooWsix", node(6), List.of("/ip4/127.0.0.1/tcp/4006", "/ip6/::1/tcp/4006"), false)));
    }

    public static LogPage.Entry entry(long index, String json) {
        try {
            return new LogPage.Entry(index, (Json.Obj) JsonReader.read(json));
        } catch (Malformed e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    public static LogPage.Entry artifact(long index, String trust) {
        return entry(index, """
                {"artifact_id":"pkg:docker/library/alpine@3.16","operation":"AddArtifact","package_specific_id":"alpine:3.16",\
                "timestamp":1767225600000,"trust":"%s"}""".formatted(trust));
    }
}
