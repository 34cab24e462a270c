package io.pyrsia.client.api;

import io.pyrsia.client.json.About;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a question was not answered (RFC 9457): the one shape of every error.
@About("Why a question was not answered (RFC 9457).")
public record Problem(
        @About("`urn:pyrsia:problem:` and the code.") String type,
        String title,
        int status,
        @About("What is wrong, in a sentence for people.") String detail,

        @About("For a rejected transaction the ledger's reason, such as ALREADY_ENDORSED.") @Nullable
        String reason,

        @About("The request's id, which the node's logs have too.") @Nullable
        String instance) {

    /// The media type of this shape.
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String PREFIX = "urn:pyrsia:problem:";

    /// What can go wrong, with the status that says so.
    public enum Code {
        MALFORMED(400, "The request is not understood"),
        UNAUTHORISED(401, "Changes need the node's token"),
        NOT_FOUND(404, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "This cannot be done here"),
        REJECTED(409, "The network rejected it"),
        TOO_LARGE(413, "The request is too large"),
        NOT_JSON(415, "This takes another media type"),
        TOO_MANY(429, "Too many requests"),
        FAILED(500, "The node failed"),
        NOT_READY(503, "The node cannot do this now"),
        TIMED_OUT(504, "The network did not answer in time");

        private final int status;
        private final String title;

        Code(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }
    }

    public static Problem of(Code code, String detail) {
        return new Problem(PREFIX + word(code), code.title, code.status, detail, null, null);
    }

    public Problem because(String newReason) {
        return new Problem(type, title, status, detail, newReason, instance);
    }

    public Problem in(String request) {
        return new Problem(type, title, status, detail, reason, request);
    }

    public boolean is(Code code) {
        return type.equals(PREFIX + word(code));
    }

    /// The code as programs compare it, such as `not-found`.
    public String code() {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    private static String word(Code code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
