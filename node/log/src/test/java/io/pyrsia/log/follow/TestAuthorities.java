package io.pyrsia.log.follow;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Edge;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.MemoryLog;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.Keys;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Authorities of a small network that sign a [MemoryLog] and hand it over to each other; entries name keys by number.
public final class TestAuthorities {

    public static final String ORIGIN = "pyrsia.example/net";

    /// Reads the entries that [#change] writes: `authorities 1: 4 5 6 7`.
    public static final AuthorityChanges CHANGES = entry -> {
        String text = new String(entry.toArrayUnsafe(), StandardCharsets.UTF_8);
        if (!text.startsWith("authorities ")) {
            return Optional.empty();
        }
        try {
            String[] parts = text.substring(12).split(": ", 2);
            int[] numbers = Arrays.stream(parts[1].split(" ", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            return Optional.of(set(Long.parseLong(parts[0]), numbers));
        } catch (RuntimeException e) {
            throw new Malformed("not a change of authorities");
        }
    };

    private TestAuthorities() {}

    public static AuthoritySet set(long epoch, int... numbers) {
        return new AuthoritySet(
                epoch,
                Arrays.stream(numbers)
                        .mapToObj(number -> Keys.secret(number).publicKey())
                        .toList());
    }

    public static SignedCheckpoint sign(String origin, Edge edge, int... numbers) {
        Checkpoint checkpoint = Checkpoint.of(origin, edge);
        List<NoteSignature> signatures = new ArrayList<>();
        for (int number : numbers) {
            signatures.add(new NoteSigner(origin, Keys.secret(number)).sign(checkpoint.text()));
        }
        return SignedCheckpoint.of(checkpoint, signatures);
    }

    /// Appends some entries and publishes the checkpoint that these authorities sign.
    public static SignedCheckpoint grow(MemoryLog log, String word, int entries, int... signers) {
        SignedCheckpoint signed = sign(ORIGIN, log.append(word, entries), signers);
        log.publish(new LogPath.Newest(), signed.encode());
        return signed;
    }

    /// Ends epoch `epoch - 1`, whose authorities are the signers, with an entry that names the next.
    public static void handOver(MemoryLog log, long epoch, String next, int... signers) {
        Bytes entry = Bytes.wrap(("authorities " + epoch + ": " + next).getBytes(StandardCharsets.UTF_8));
        Edge edge = log.append(List.of(entry));
        long index = edge.size() - 1;
        LogProof proof = new LogProof(entry, index, log.tree().inclusion(index).path(), sign(ORIGIN, edge, signers));
        log.publish(new LogPath.Handoff(epoch - 1), proof.encode());
    }
}
