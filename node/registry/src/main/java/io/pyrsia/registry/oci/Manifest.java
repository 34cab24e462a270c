package io.pyrsia.registry.oci;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.registry.oci.OciError.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// What a manifest or an index says of itself and of its parts; the bytes themselves are never changed.
///
/// @param mediaType what it calls itself, or what its form says if it is silent
/// @param parts manifests of an index
/// @param blobs config and layers of an image; those that lie elsewhere are left out
/// @param subject what it is a statement about
/// @param artifactType what kind of statement; empty if it says nothing
record Manifest(
        String mediaType,
        List<Digest> parts,
        List<Digest> blobs,
        Optional<Digest> subject,
        String artifactType,
        Json.Obj annotations) {

    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";

    /// What is asked for.
    static final List<String> TYPES = List.of(INDEX, IMAGE, DOCKER_LIST, DOCKER_IMAGE);

    private static final int MAX_PARTS = 10_000;

    /// @param told the media type that came with it; empty if none did
    static Manifest parse(Bytes content, String told) throws OciError {
        try {
            if (!(JsonReader.read(content, (int) Oci.MAX_MANIFEST_BYTES) instanceof Json.Obj object)) {
                throw new Malformed("a manifest is an object");
            }
            List<Digest> parts = digests(object, "manifests");
            List<Digest> blobs = digests(object, "layers");
            blobs.addAll(digests(object, "blobs"));
            String configType = "";
            if (object.get("config") instanceof Json.Obj config) {
                blobs.add(Digest.parse(config.text("digest")));
                configType = textOr(config, "mediaType");
            }
            Optional<Digest> subject = object.get("subject") == null
                    ? Optional.empty()
                    : Optional.of(Digest.parse(object.object("subject").text("digest")));
            String artifactType = textOr(object, "artifactType");
            return new Manifest(
                    type(object, told),
                    parts,
                    blobs,
                    subject,
                    artifactType.isEmpty() ? configType : artifactType,
                    object.get("annotations") instanceof Json.Obj given ? given : Json.object(java.util.Map.of()));
        } catch (Malformed e) {
            throw new OciError(400, Code.MANIFEST_INVALID, e.reason());
        }
    }

    private static String type(Json.Obj object, String told) {
        String own = textOr(object, "mediaType");
        if (!own.isEmpty()) {
            return own;
        }
        if (told.contains("manifest") || told.contains("index")) {
            return told;
        }
        return object.get("manifests") == null ? IMAGE : INDEX;
    }

    private static String textOr(Json.Obj object, String name) throws IllegalArgumentException {
        return object.get(name) instanceof Json.Text text ? text.value() : "";
    }

    private static List<Digest> digests(Json.Obj object, String name) throws Malformed {
        List<Digest> found = new ArrayList<>();
        if (object.get(name) == null || object.get(name) instanceof Json.Null) {
            return found;
        }
        List<Json> items = object.array(name);
        if (items.size() > MAX_PARTS) {
            throw new Malformed("a manifest has at most " + MAX_PARTS + " " + name);
        }
        for (Json item : items) {
            if (!(item instanceof Json.Obj part)) {
                throw new Malformed("'" + name + "' has an item that is no descriptor");
            }
            if (part.get("urls") == null) {
                found.add(Digest.parse(part.text("digest")));
            }
        }
        return found;
    }
}
