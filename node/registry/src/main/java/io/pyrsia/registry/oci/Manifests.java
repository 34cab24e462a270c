package io.pyrsia.registry.oci;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.Found;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Memory;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import io.pyrsia.registry.oci.OciError.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Whole manifests: small enough to hold in memory, and the small ones among them are held for a while.
final class Manifests {

    private static final int HELD = 256;
    private static final int MAX_HELD_BYTES = 64 << 10;
    /// Not for ever, or the store would think that nobody uses them.
    private static final Duration HELD_FOR = Duration.ofSeconds(60);

    /// A manifest as its bytes are.
    record Whole(Digest digest, String mediaType, Bytes content) {}

    private final Registry registry;
    private final Memory<Digest, Whole> held;

    Manifests(Registry registry) {
        this.registry = registry;
        this.held = new Memory<>(registry.shared().clock(), HELD);
    }

    Whole get(Item item) throws OciError {
        try {
            Found found = registry.known(item);
            Optional<Whole> known = found.digest().flatMap(held::get);
            if (known.isPresent()) {
                vouch(found, known.get());
                return known.get();
            }
            try (Served served = registry.open(item)) {
                return read(served);
            }
        } catch (Refusal e) {
            throw OciError.of(e, Code.MANIFEST_UNKNOWN);
        } catch (IOException e) {
            throw new OciError(502, Code.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Whole read(Served served) throws OciError, IOException {
        if (served.content().size() > Oci.MAX_MANIFEST_BYTES) {
            throw new OciError(
                    413, Code.MANIFEST_INVALID, "a manifest has at most " + Oci.MAX_MANIFEST_BYTES + " bytes");
        }
        ByteArrayOutputStream out =
                new ByteArrayOutputStream((int) served.content().size());
        served.content().copy(0, served.content().size(), out);
        Bytes content = Bytes.wrap(out.toByteArray());
        Digest digest = served.found().digest().orElseGet(() -> Digest.sha256(content));
        Manifest manifest = Manifest.parse(content, served.found().mediaType());
        Whole whole = new Whole(digest, manifest.mediaType(), content);
        if (content.size() <= MAX_HELD_BYTES) {
            held.put(digest, whole, HELD_FOR);
        }
        vouch(served.found(), manifest, digest);
        return whole;
    }

    private void vouch(Found found, Whole whole) throws OciError {
        if (registry.isSelective(found)) {
            vouch(found, Manifest.parse(whole.content(), whole.mediaType()), whole.digest());
        }
    }

    private void vouch(Found found, Manifest manifest, Digest digest) {
        if (registry.isSelective(found)) {
            List<Digest> parts = new ArrayList<>(manifest.parts());
            parts.addAll(manifest.blobs());
            registry.vouch(digest, parts);
        }
    }
}
