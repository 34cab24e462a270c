package io.pyrsia.registry.oci;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Names.Named;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import io.pyrsia.registry.oci.OciError.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Answers that list things: a repository's tags, and the statements about a manifest.
final class Lists {

    private static final HeaderName LINK = HeaderNames.create("Link");
    private static final HeaderName FILTERS = HeaderNames.create("OCI-Filters-Applied");
    private static final HeaderName WARNING = HeaderNames.create("Warning");
    private static final int MAX_TAGS = 1_000;

    private final Registry registry;
    private final Local local;
    private final Manifests manifests;
    private final Referring referring;

    Lists(Registry registry, Local local, Manifests manifests, Referring referring) {
        this.registry = registry;
        this.local = local;
        this.manifests = manifests;
        this.referring = referring;
    }

    void tags(ServerRequest request, ServerResponse response, String asked, String repository) throws OciError {
        String count = request.query().first("n").orElse(String.valueOf(MAX_TAGS));
        String last = request.query().first("last").orElse("");
        if (!count.matches("\\d{1,9}") || (!last.isEmpty() && !OciName.isTag(last))) {
            throw new OciError(400, Code.UNSUPPORTED, "'n' is a number, 'last' a tag");
        }
        int limit = Math.min(Integer.parseInt(count), MAX_TAGS);
        List<String> tags = registry.settings().isLocal(repository)
                ? local.tags(repository, last, limit)
                        .orElseThrow(() -> new OciError(404, Code.NAME_UNKNOWN, "nobody pushed to " + repository))
                : upstreamTags(asked, repository, last, limit);
        if (!tags.isEmpty() && tags.size() == limit) {
            response.header(
                    LINK,
                    "</v2/" + repository + "/tags/list?last=" + tags.getLast() + "&n=" + limit
                            + (asked.isEmpty() ? "" : "&ns=" + asked) + ">; rel=\"next\"");
        }
        send(
                response,
                "application/json",
                Json.object(Map.of(
                        "name",
                        Json.of(repository),
                        "tags",
                        Json.array(tags.stream().map(Json::of).toList()))));
    }

    private List<String> upstreamTags(String asked, String repository, String last, int limit) throws OciError {
        String query = "?n=" + limit + (last.isEmpty() ? "" : "&last=" + last);
        Json.Obj list = document(asked, repository, repository + "/tags/list" + query, Code.NAME_UNKNOWN);
        List<String> tags = new ArrayList<>();
        if (list.get("tags") instanceof Json.Array array) {
            for (Json tag : array.items()) {
                if (tag instanceof Json.Text text && OciName.isTag(text.value()) && tags.size() < limit) {
                    tags.add(text.value());
                }
            }
        }
        return tags;
    }

    void referrers(ServerRequest request, ServerResponse response, String asked, OciPath.Referrers path)
            throws OciError, IOException {
        Optional<String> type = request.query().first("artifactType").asOptional();
        List<Json> found = new ArrayList<>(referring.to(path.subject()));
        if (registry.settings().isLocal(path.repository())) {
            found.addAll(localReferrers(path));
        } else {
            found.addAll(upstreamReferrers(asked, path, response, !found.isEmpty()));
        }
        if (type.isPresent()) {
            found = found.stream()
                    .filter(item -> item instanceof Json.Obj descriptor
                            && descriptor.get("artifactType") instanceof Json.Text text
                            && text.value().equals(type.get()))
                    .toList();
            response.header(FILTERS, "artifactType");
        }
        send(
                response,
                Manifest.INDEX,
                Json.object(Map.of(
                        "schemaVersion", Json.of(2),
                        "mediaType", Json.of(Manifest.INDEX),
                        "manifests", Json.array(found))));
    }

    private List<Json> localReferrers(OciPath.Referrers path) throws OciError {
        List<Json> found = new ArrayList<>();
        for (Named row : local.referrers(path.repository(), path.subject())) {
            Digest digest = row.meaning().digest();
            Manifests.Whole whole = manifests.get(Oci.manifest("", path.repository(), digest.toString()));
            Manifest manifest = Manifest.parse(whole.content(), whole.mediaType());
            Map<String, Json> descriptor = new TreeMap<>(Map.of(
                    "mediaType", Json.of(manifest.mediaType()),
                    "digest", Json.of(digest.toString()),
                    "size", Json.of(row.meaning().size())));
            if (!manifest.artifactType().isEmpty()) {
                descriptor.put("artifactType", Json.of(manifest.artifactType()));
            }
            if (!manifest.annotations().members().isEmpty()) {
                descriptor.put("annotations", manifest.annotations());
            }
            found.add(Json.object(descriptor));
        }
        return found;
    }

    /// The upstream's answer; where it has no such API, the index under the tag that clients then use. What this node
    /// knows by itself is told without it if need be, with a warning.
    private List<Json> upstreamReferrers(String asked, OciPath.Referrers path, ServerResponse response, boolean isKnown)
            throws OciError {
        String subject = path.subject().toString();
        List<String> places = List.of("/referrers/" + subject, "/manifests/" + subject.replace(':', '-'));
        for (String place : places) {
            try {
                Json.Obj index = document(asked, path.repository(), path.repository() + place, Code.MANIFEST_UNKNOWN);
                if (index.get("manifests") instanceof Json.Array array) {
                    return array.items();
                }
            } catch (OciError e) {
                if (e.status() != 404 && e.status() != 403) {
                    if (!isKnown) {
                        throw e;
                    }
                    response.header(WARNING, "199 pyrsia \"the upstream was asked and does not answer\"");
                    return List.of();
                }
            }
        }
        return List.of();
    }

    /// A document of an upstream that may be another tomorrow.
    private Json.Obj document(String asked, String repository, String path, Code unknown) throws OciError {
        try (Served served = registry.open(Item.moving(asked, repository, path, Oci.MAX_MANIFEST_BYTES))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            served.content().copy(0, served.content().size(), out);
            if (JsonReader.read(Bytes.wrap(out.toByteArray()), (int) Oci.MAX_MANIFEST_BYTES) instanceof Json.Obj list) {
                return list;
            }
            throw new OciError(502, Code.UNAVAILABLE, "the upstream's list is not an object");
        } catch (Refusal e) {
            throw OciError.of(e, unknown);
        } catch (Malformed e) {
            throw new OciError(502, Code.UNAVAILABLE, "the upstream's list: " + e.reason());
        } catch (IOException e) {
            throw new OciError(502, Code.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static void send(ServerResponse response, String type, Json document) {
        response.header(HeaderNames.CONTENT_TYPE, type)
                .send(CanonicalJson.bytes(document).toArrayUnsafe());
    }
}
