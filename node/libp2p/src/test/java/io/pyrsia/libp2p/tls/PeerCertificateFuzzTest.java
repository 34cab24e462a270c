package io.pyrsia.libp2p.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.Fuzzing;
import java.time.Instant;

/// Certificates: what is read is exactly what was sent.
public class PeerCertificateFuzzTest {

    @FuzzTest(maxDuration = Fuzzing.TIME)
    public void decodes(byte[] input) {
        Fuzzing.feed(input, bytes -> {
            PeerCertificate certificate = PeerCertificate.parse(bytes);
            Fuzzing.require(new PeerX509(certificate).getEncoded().length == bytes.size());
            certificate.check(Instant.EPOCH);
        });
    }
}
