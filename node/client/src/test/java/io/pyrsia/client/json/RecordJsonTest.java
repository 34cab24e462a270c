package io.pyrsia.client.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.json.RecordJson.Unknown;
import java.time.Instant;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordJsonTest {

    private static final NodeId NODE = new NodeId(Bytes.repeat((byte) 1, NodeId.BYTES));

    @Test
    void namesMembersAndLeavesOutWhatIsNot() throws Malformed {
        Build build = new Build(
                "ab",
                Purl.parse("pkg:maven/a/b@1"),
                Build.State.BUILDING,
                null,
                2,
                List.of(new Build.Seat(NODE, true, false, false)),
                Instant.parse("2026-01-31T12:00:00Z"),
                null);
        String json = "{\"deadline\":\"2026-01-31T12:00:00Z\",\"id\":\"ab\",\"purl\":\"pkg:maven/a/b@1\",\"round\":2,"
                + "\"seats\":[{\"answered\":false,\"committed\":false,\"node\":\"" + NODE + "\",\"seated\":true}],"
                + "\"state\":\"BUILDING\"}";
        assertEquals(json, CanonicalJson.text(RecordJson.write(Build.class, build)));
        assertEquals(build, RecordJson.read(Build.class, JsonReader.read(json), Unknown.REFUSED));
    }

    @Test
    void namesTheChoice() throws Malformed {
        Instruction propose = new Instruction.Propose(new Action.RotateAuthority(NODE, NODE));
        String json = "{\"action\":{\"node\":\"" + NODE + "\",\"replacement\":\"" + NODE
                + "\",\"type\":\"rotate-authority\"},\"type\":\"propose\"}";
        assertEquals(json, CanonicalJson.text(RecordJson.write(Instruction.class, propose)));
        assertEquals(propose, RecordJson.read(Instruction.class, JsonReader.read(json), Unknown.REFUSED));
    }

    @Test
    void readsNestedRecords() throws Malformed {
        Instruction publish = new Instruction.PublishRecipe(new Instruction.Recipe(
                Purl.parse("pkg:maven/a/b@1"),
                Digest.sha256(Bytes.EMPTY),
                new Instruction.Source(Instruction.Source.Kind.GIT, "https://example.org/b.git", "git:00"),
                true,
                List.of("Ada")));
        assertEquals(
                publish,
                RecordJson.read(Instruction.class, RecordJson.write(Instruction.class, publish), Unknown.REFUSED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{} | 'type' is missing",
                "{\"type\":\"dance\"} | 'type' is one of propose, endorse, register-builder, revoke-own-key,"
                        + " publish-recipe, supersede-recipe, request-build",
                "{\"type\":\"endorse\"} | 'proposal' is missing",
                "{\"type\":\"endorse\",\"proposal\":1} | 'proposal' is not a text",
                "{\"type\":\"endorse\",\"proposal\":\"a\",\"extra\":1} | 'extra' is unknown here; there are type, proposal",
                "[] | 'the body' is not an object"
            })
    void saysWhatIsWrong(String json, String reason) {
        Malformed malformed = assertThrows(
                Malformed.class, () -> RecordJson.read(Instruction.class, JsonReader.read(json), Unknown.REFUSED));
        assertEquals(reason, malformed.reason());
    }

    @Test
    void aNewerNodeMaySayMore() throws Malformed {
        String json = "{\"type\":\"endorse\",\"proposal\":\"a\",\"extra\":1}";
        assertEquals(
                new Instruction.Endorse("a"),
                RecordJson.read(Instruction.class, JsonReader.read(json), Unknown.IGNORED));
    }
}
