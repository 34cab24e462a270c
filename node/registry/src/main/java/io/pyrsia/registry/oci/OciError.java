package io.pyrsia.registry.oci;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.registry.Refusal;
import java.util.List;
import java.util.Map;

/// A refusal in the specification's form; docker and containerd print the message.
final class OciError extends Exception {

    private static final long serialVersionUID = 1L;

    /// The specification's codes.
    enum Code {
        BLOB_UNKNOWN,
        BLOB_UPLOAD_INVALID,
        BLOB_UPLOAD_UNKNOWN,
        DIGEST_INVALID,
        MANIFEST_BLOB_UNKNOWN,
        MANIFEST_INVALID,
        MANIFEST_UNKNOWN,
        NAME_INVALID,
        NAME_UNKNOWN,
        SIZE_INVALID,
        UNAUTHORIZED,
        DENIED,
        UNSUPPORTED,
        TOOMANYREQUESTS,
        /// Not in the specification: an upstream or the disk fails.
        UNAVAILABLE
    }

    private final int status;
    private final Code code;

    OciError(int status, Code code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /// @param unknown what is not there if it is not found
    static OciError of(Refusal refusal, Code unknown) {
        return switch (refusal.why()) {
            case NOT_FOUND -> new OciError(404, unknown, refusal.sentence());
            case DENIED, NOT_TRUSTED -> new OciError(403, Code.DENIED, refusal.sentence());
            case UNREACHABLE -> new OciError(503, Code.UNAVAILABLE, refusal.sentence());
            case BUSY -> new OciError(429, Code.TOOMANYREQUESTS, refusal.sentence());
            case TOO_LARGE, WRONG_BYTES -> new OciError(502, Code.UNAVAILABLE, refusal.sentence());
        };
    }

    int status() {
        return status;
    }

    byte[] body() {
        Json error =
                Json.object(Map.of("code", Json.of(code.name()), "message", Json.of(String.valueOf(getMessage()))));
        return CanonicalJson.bytes(Json.object(Map.of("errors", Json.array(List.of(error)))))
                .toArrayUnsafe();
    }
}
