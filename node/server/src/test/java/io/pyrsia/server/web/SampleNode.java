package io.pyrsia.server.web;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.server.config.NodeConfig.HttpConfig;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.http.HttpFront;
import io.pyrsia.server.http.Refused;
import io.pyrsia.server.report.Metrics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The page behind the node's real HTTP front, and an API with the real records that answers from a list of entries.
final class SampleNode implements AutoCloseable {

    private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");

    /// Guarded by this.
    private final List<LogPage.Entry> entries = new ArrayList<>();

    private final HttpFront front;

    SampleNode() throws Malformed {
        front = HttpFront.start(
                new HttpConfig("127.0.0.1", 0, Optional.empty(), Path.of("unused")),
                ApiToken.parse("0123456789abcdef".repeat(4)),
                Clock.system(),
                new Metrics(),
                Optional.empty(),
                this::routes);
    }

    private void routes(HttpRouting.Builder routing) {
        routing.register("/", new WebPage())
                .get("/api/v1/status", (request, response) -> Answers.json(response, 200, NodeStatus.class, status()))
                .get("/api/v1/peers", (request, response) -> Answers.json(response, 200, Peer.Page.class, peers()))
                .get(
                        "/api/v1/authorities",
                        (request, response) -> Answers.json(response, 200, Authorities.class, authorities()))
                .get("/api/v1/log", this::page)
                .get("/api/v1/log/entries/{index}", this::entry)
                .get(
                        "/api/v1/trust",
                        (request, response) -> Answers.json(
                                response,
                                200,
                                TrustReport.class,
                                trust(request.query().get("purl"))));
    }

    String address() {
        return "http://127.0.0.1:" + front.port() + "/";
    }

    /// The log grows.
    synchronized SampleNode add(List<Content> contents) {
        for (Content content : contents) {
            int index = entries.size();
            Entry entry = new Entry(
                    "ab".repeat(32) + "/" + index, TIME.plusSeconds(7L * index).toEpochMilli(), index / 3 + 1, content);
            try {
                entries.add(new LogPage.Entry(index, (Json.Obj) JsonReader.read(entry.encode(), Entry.MAX_BYTES)));
            } catch (Malformed e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    private synchronized void page(ServerRequest request, ServerResponse response) {
        String term = request.query().first("term").orElse("");
        int limit = Integer.parseInt(request.query().first("limit").orElse("100"));
        int from = Integer.parseInt(request.query().first("cursor").orElse("0"));
        List<LogPage.Entry> found = new ArrayList<>(entries.stream()
                .filter(each -> CanonicalJson.text(each.entry()).contains(term))
                .toList());
        Collections.reverse(found);
        int end = Math.min(found.size(), from + limit);
        Answers.json(
                response,
                200,
                LogPage.class,
                new LogPage(found.subList(from, end), end == found.size() ? null : String.valueOf(end)));
    }

    private synchronized void entry(ServerRequest request, ServerResponse response) {
        int index = Integer.parseInt(request.path().pathParameters().get("index"));
        if (index >= entries.size()) {
            throw new Refused(Problem.Code.NOT_FOUND, "the log has no entry " + index + " yet");
        }
        Answers.json(response, 200, LogPage.Entry.class, entries.get(index));
    }

    private synchronized NodeStatus status() {
        return new NodeStatus(
                SampleEntries.node(5),
                "12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo",
                "local",
                NodeStatus.Role.REGULAR,
                "0.1.0",
                TIME,
                TIME,
                true,
                null,
                4,
                entries.size() / 3,
                entries.size() / 3,
                0,
                entries.size(),
                entries.size(),
                "c2".repeat(32),
                0,
                null);
    }

    private static Peer.Page peers() {
        return new Peer.Page(List.of(
                new Peer(
                        "12D3KooWPjceQrSwdWXPyLLeABRXmuqt69Rg3sBYbU1Nft9HyQ6X",
                        SampleEntries.node(1),
                        List.of("/ip4/192.0.2.7/tcp/4001"),
                        true),
                new Peer(
                        "12D3KooWH3uVF6wv47WnArKHk5p6cvgCJEb74UTmxztmQDc298L3",
                        SampleEntries.node(6),
                        List.of("/ip6/2001:db8::17/udp/4001/quic-v1", "/dns4/node.example/tcp/4001"),
                        false)));
    }

    private static Authorities authorities() {
        List<Authorities.Member> members = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            members.add(new Authorities.Member(
                    SampleEntries.node(i),
                    "12D3KooW" + i,
                    false,
                    i != 3,
                    i == 3 ? 211 : 1_204,
                    i == 3 ? 993 : i,
                    "key"));
        }
        return new Authorities(
                0,
                3,
                members,
                List.of(
                        new Authorities.Proposal(
                                "ab".repeat(32),
                                new Action.AddAuthority(SampleEntries.node(7)),
                                SampleEntries.node(1),
                                List.of(SampleEntries.node(1), SampleEntries.node(2)),
                                TIME.plusSeconds(86_400)),
                        new Authorities.Proposal(
                                "cd".repeat(32),
                                new Action.RemoveArtifact(SampleEntries.THING, SampleEntries.MARKUP),
                                SampleEntries.node(2),
                                List.of(SampleEntries.node(2)),
                                TIME.plusSeconds(90_000))));
    }

    private static TrustReport trust(String asked) {
        Purl purl = SampleEntries.purl(asked);
        if (!purl.equals(SampleEntries.THING)) {
            return new TrustReport(purl, null, List.of(), List.of(new TrustReport.Statement(SampleEntries.MARKUP, 2)));
        }
        Digest digest = Digest.sha256(SampleEntries.node(1).key());
        return new TrustReport(
                purl,
                TrustReport.Level.VERIFIED,
                List.of(
                        new TrustReport.File(
                                SampleEntries.purl(purl + "#thing-1.0.jar"), digest, TrustReport.Level.VERIFIED),
                        new TrustReport.File(
                                SampleEntries.purl(purl + "#thing-1.0.pom"), digest, TrustReport.Level.VERIFIED)),
                List.of(
                        new TrustReport.Statement(
                                purl + "#thing-1.0.jar is VERIFIED: 2 builders made the same, 2 of them trusted, and 1"
                                        + " made something else, of a quorum of 2; source"
                                        + " https://git.example/thing.git, recipe " + digest,
                                4),
                        new TrustReport.Statement(
                                purl + "#thing-1.0.pom is VERIFIED: 3 builders made the same, 2 of them trusted, and 0"
                                        + " made something else, of a quorum of 2; source"
                                        + " https://git.example/thing.git, recipe " + digest,
                                5)));
    }

    @Override
    public void close() {
        front.close();
    }
}
