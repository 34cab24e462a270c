package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.server.main.NodeMain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the node's program writes is what the operator reads.
class KeyClaimTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private String claim(String challenge) throws Exception {
        Path report = folder.resolve("report");
        NodeMain.main(new String[] {
            "keys",
            "claim",
            "--data",
            folder.resolve("data").toString(),
            "--key",
            Files.createDirectories(folder.resolve("keys")).resolve("node.key").toString(),
            "--challenge",
            challenge,
            "--report",
            report.toString()
        });
        return Files.readString(report);
    }

    @Test
    void aClaimNamesTheSameKeyEachTime() throws Exception {
        KeyClaim first = KeyClaim.read(claim(Examples.UID), Examples.UID);
        KeyClaim second = KeyClaim.read(claim("another"), "another");
        assertEquals(first, second);
        assertTrue(first.peerId().startsWith("12D3KooW"), first.peerId());
    }

    @Test
    void aClaimForAnotherChallengeIsNone() throws Exception {
        String message = claim(Examples.UID);
        Malformed refused = assertThrows(Malformed.class, () -> KeyClaim.read(message, "another"));
        assertTrue(refused.reason().endsWith("is not signed with its key"), refused.reason());
    }

    @Test
    void whatIsNoClaimIsRefused() {
        for (String message : new String[] {"", "{}", "[]", "pyrsia: no such thing", "{\"node\":\"ab\"}"}) {
            assertThrows(Malformed.class, () -> KeyClaim.read(message, Examples.UID), message);
        }
    }
}
