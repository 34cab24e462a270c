package io.pyrsia.builder.provenance;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.base.attestation.Verification;
import io.pyrsia.base.crypto.PrivateKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// A build and a verdict to make statements of.
final class Samples {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");
    static final Digest OUTPUT = digest("output");

    private Samples() {}

    static Digest digest(String text) {
        return Digest.sha256(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static PrivateKey key(int number) throws Malformed {
        return PrivateKey.ofSeed(Bytes.repeat((byte) number, 32));
    }

    static Statement provenance() throws Malformed {
        return new Provenance(
                        Purl.parse("pkg:pypi/idna@3.10"),
                        List.of(new Subject("idna-3.10-py3-none-any.whl", OUTPUT)),
                        digest("recipe"),
                        List.of(new Subject("pypi-files/idna-3.10.tar.gz", digest("source"))),
                        List.of(new Subject("build.log", digest("log"))),
                        "https://pyrsia.io/builder/sandbox/1",
                        NOON,
                        NOON.plusSeconds(60))
                .statement();
    }

    static Statement verification() throws Malformed {
        return new Verification(
                        Purl.parse("pkg:pypi/idna@3.10"),
                        List.of(new Subject("idna-3.10-py3-none-any.whl", OUTPUT)),
                        "https://pyrsia.io/network/test",
                        digest("policy"),
                        List.of(digest("envelope")),
                        true,
                        NOON)
                .statement();
    }
}
