package io.pyrsia.cli.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.cli.FakeNode;
import io.pyrsia.cli.Run;
import io.pyrsia.cli.Samples;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorityCommandsTest {

    private final FakeNode node;

    AuthorityCommandsTest() throws IOException {
        node = new FakeNode()
                .answers("GET authorities", Authorities.class, Samples.authorities())
                .answers("GET keys", KeysInfo.class, Samples.keys())
                .answers("GET peers", Peer.Page.class, Samples.peers())
                .answers("POST transactions", Receipt.class, new Receipt("cd", 8));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private String lastAsked() {
        return node.asked().reversed().stream()
                .filter(asked -> asked.startsWith("POST"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsWhoVotesAndWhatWaits() {
        assertEquals(
                """
                Epoch 3: 3 of 2 must agree.
                NODE                                                              PEER ID      CONNECTED  VOTES SEEN  MISSING
                %s  12D3KooWone  itself     10          0
                %s  12D3KooWtwo  no         4           6

                Proposal %s
                  %s becomes an authority, proposed by %s
                  endorsed by 1 of 3 that are needed, until 2026-01-01T00:00:00Z
                """.formatted(Samples.node(1), Samples.node(2), "ab".repeat(32), Samples.node(5), Samples.node(1)),
                node.run("authority", "list").out());
        assertEquals(
                "log+00000001+one\nlog+00000002+two\n",
                node.run("authority", "list", "--keys").out());
    }

    @Test
    void proposesByKeyOrByPeerId() {
        Authorities before = Samples.authorities();
        Authorities.Proposal open = new Authorities.Proposal(
                "ef", new Action.AddAuthority(Samples.node(6)), Samples.node(1), List.of(), Instant.EPOCH);
        node.answers(
                "GET authorities",
                Authorities.class,
                new Authorities(before.epoch(), before.quorum(), before.members(), List.of(open)));
        Run add = node.run("authority", "add", "12D3KooWsix");
        assertEquals(0, add.exitCode(), add.err());
        assertTrue(add.out().endsWith("pyrsia authority endorse ef\n"), add.out());
        assertEquals(
                "POST transactions {\"action\":{\"node\":\"" + Samples.node(6)
                        + "\",\"type\":\"add-authority\"},\"type\":\"propose\"}",
                lastAsked());
        node.run("authority", "remove", Samples.node(2).toString());
        assertTrue(lastAsked().contains("remove-authority")
                && lastAsked().contains(Samples.node(2).toString()));
        node.run("authority", "rotate", "12D3KooWtwo", "12D3KooWone");
        assertTrue(lastAsked().contains("\"node\":\"" + Samples.node(2)), lastAsked());
        assertTrue(lastAsked().contains("\"replacement\":\"" + Samples.node(1)), lastAsked());
    }

    @Test
    void endorses() {
        assertEquals(new Run(0, "Endorsed in block 8.\n", ""), node.run("authority", "endorse", "ab"));
        assertEquals("POST transactions {\"proposal\":\"ab\",\"type\":\"endorse\"}", lastAsked());
    }

    @Test
    void whoNobodyKnowsIsNotFound() {
        assertEquals(3, node.run("authority", "add", "12D3KooWnobody").exitCode());
        assertEquals(2, node.run("authority", "add", "junk").exitCode());
        assertEquals(2, node.run("authority", "add").exitCode());
    }

    @Test
    void aRejectionIsSaidWithItsReason() {
        node.refuses(
                "POST transactions",
                Problem.of(Problem.Code.REJECTED, "the node is an authority").because("ALREADY_AUTHORITY"));
        assertEquals(
                new Run(1, "", "pyrsia: the node is an authority (ALREADY_AUTHORITY)\n"),
                node.run("authority", "add", "12D3KooWtwo"));
    }

    @Test
    void authorizesAsTheOriginalDoes() {
        assertEquals(
                new Run(0, "Authorize request successfully handled.\n", ""),
                node.run("authorize", "--peer", "12D3KooWsix"));
        assertTrue(lastAsked().contains("register-builder"), lastAsked());
        node.refuses(
                "POST transactions",
                Problem.of(Problem.Code.REJECTED, "the node is a builder").because("ALREADY_BUILDER"));
        Run second = node.run("authorize", "-p", "12D3KooWsix");
        assertEquals(1, second.exitCode());
        assertTrue(second.err().contains("400 Bad") && second.err().contains("already exists"), second.err());
    }
}
