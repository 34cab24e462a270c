package io.pyrsia.server.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.Digest;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Finds attestations as a tool does that knows OCI registries and nothing of Pyrsia.
record Referrers(URI node) {

    /// The node asks nobody else for a registry that it does not know.
    private static final String NO_UPSTREAM = "?ns=nowhere.example";

    /// The envelopes that refer to a file, each fetched along the way that the registry shows.
    List<Digest> envelopes(String repository, Digest file) throws Exception {
        Json.Obj index = json(get("/v2/" + repository + "/referrers/" + file));
        assertEquals("application/vnd.oci.image.index.v1+json", index.text("mediaType"));
        List<Digest> envelopes = new ArrayList<>();
        for (Json item : index.array("manifests")) {
            Json.Obj descriptor = (Json.Obj) item;
            assertEquals("application/vnd.in-toto+json", descriptor.text("artifactType"));
            Json.Obj manifest = json(fetched(descriptor, "/v2/" + repository + "/manifests/"));
            assertEquals(file.toString(), manifest.object("subject").text("digest"));
            fetched(manifest.object("config"), "/v2/" + repository + "/blobs/");
            Json.Obj layer = (Json.Obj) manifest.array("layers").getFirst();
            fetched(layer, "/v2/" + repository + "/blobs/");
            envelopes.add(Digest.parse(layer.text("digest")));
        }
        return envelopes;
    }

    private Bytes fetched(Json.Obj descriptor, String folder) throws Exception {
        Bytes content = get(folder + descriptor.text("digest"));
        assertEquals(descriptor.text("digest"), Digest.sha256(content).toString());
        assertEquals(descriptor.integer("size"), content.size());
        return content;
    }

    private Bytes get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(node.resolve(path + NO_UPSTREAM)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, answer.statusCode(), path);
            return Bytes.wrap(answer.body());
        }
    }

    private static Json.Obj json(Bytes content) throws Exception {
        return (Json.Obj) JsonReader.read(content, 1 << 20);
    }
}
