package io.pyrsia.operator.seat;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Work;
import io.pyrsia.client.json.RecordJson;
import io.pyrsia.client.pod.Parcel;
import io.pyrsia.client.pod.Seal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.tuweni.bytes.Bytes;

/// Brings a node what a pod built. Blobs pass through, and the node checks each by its digest; the answer is the pod's
/// if it carries the seal of the secret that only the pod's last container has.
final class Courier {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_PARCEL_BYTES = 4 << 20;
    private static final int OK = 200;

    private final HttpClient pods = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// Returns when the node has the answer.
    void bring(URI pod, Seal seal, Work work, ApiClient node) throws IOException, InterruptedException, ApiRefusal {
        Parcel parcel = parcel(pod, seal);
        for (Digest blob : parcel.blobs()) {
            pass(pod.resolve(Parcel.PATH + "/" + blob), blob, node);
        }
        Build _ = node.answer(work.build(), work.round(), parcel.answer());
        HttpResponse<Void> _ = pods.send(
                HttpRequest.newBuilder(pod.resolve(Parcel.PATH))
                        .timeout(PATIENCE)
                        .header(Parcel.SEAL, seal.text(Parcel.TAKEN))
                        .DELETE()
                        .build(),
                BodyHandlers.discarding());
    }

    static URI address(String ip) {
        return URI.create("http://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + Parcel.PORT);
    }

    private Parcel parcel(URI pod, Seal seal) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = get(pod.resolve(Parcel.PATH));
        Bytes body;
        try (InputStream in = response.body()) {
            body = Bytes.wrap(in.readNBytes(MAX_PARCEL_BYTES));
        }
        if (!seal.isOn(body, response.headers().firstValue(Parcel.SEAL).orElse(""))) {
            throw new IOException("what answers at " + pod + " is not the pod of this build");
        }
        try {
            return RecordJson.read(Parcel.class, JsonReader.read(body, MAX_PARCEL_BYTES), RecordJson.Unknown.REFUSED);
        } catch (Malformed e) {
            throw new IOException("the pod's parcel cannot be read: " + e.reason(), e);
        }
    }

    private void pass(URI from, Digest blob, ApiClient node) throws IOException, InterruptedException, ApiRefusal {
        HttpResponse<InputStream> response = get(from);
        try (InputStream in = response.body()) {
            OptionalLong bytes = response.headers().firstValueAsLong("Content-Length");
            BodyPublisher content = BodyPublishers.ofInputStream(() -> in);
            node.give(
                    blob,
                    bytes.orElse(0) > 0
                            ? BodyPublishers.fromPublisher(content, bytes.getAsLong())
                            : BodyPublishers.noBody());
        }
    }

    private HttpResponse<InputStream> get(URI address) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = pods.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != OK) {
            response.body().close();
            throw new IOException("the pod answers " + response.statusCode() + " at " + address);
        }
        return response;
    }
}
