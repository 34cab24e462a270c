package io.pyrsia.log.note;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Base64Text;
import io.pyrsia.log.Decimal;
import io.pyrsia.log.Hash;
import io.pyrsia.log.InclusionProof;
import io.pyrsia.log.LogPath;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// A proof to keep beside a file (tlog-proof): that an entry is in the log, and all it takes to check that offline.
///
/// `extra` is unauthenticated data of the application, mostly empty.
public record LogProof(Bytes extra, long index, List<Hash> path, SignedCheckpoint checkpoint) {

    public static final int MAX_EXTRA_BYTES = 1 << 17;
    public static final int MAX_BYTES = LogPath.MAX_PROOF_BYTES;

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int MAX_PATH = 63;

    public LogProof {
        path = List.copyOf(path);
        if (index < 0 || path.size() > MAX_PATH || extra.size() > MAX_EXTRA_BYTES) {
            throw new IllegalArgumentException("not a proof of entry " + index);
        }
    }

    /// Gives the checkpoint under which the entry is proven, or the reason why it is not.
    public Checkpoint verify(Hash leaf, Policy policy) throws Malformed {
        Checkpoint head = policy.accept(checkpoint);
        if (index >= head.size() || !new InclusionProof(index, head.size(), path).proves(leaf, head.root())) {
            throw new Malformed("the proof does not lead from the entry to the checkpoint of " + head.origin());
        }
        return head;
    }

    public Bytes encode() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        if (!extra.isEmpty()) {
            text.append("extra ")
                    .append(Base64.getEncoder().encodeToString(extra.toArrayUnsafe()))
                    .append('\n');
        }
        text.append("index ").append(index).append('\n');
        path.forEach(hash -> text.append(hash).append('\n'));
        return Bytes.concatenate(Cosignature.utf8(text.append('\n').toString()), checkpoint.encode());
    }

    public static LogProof parse(Bytes encoded) throws Malformed {
        if (encoded.size() > MAX_BYTES) {
            throw new Malformed("a proof has at most " + MAX_BYTES + " bytes");
        }
        String text = Note.decode(encoded);
        int split = text.indexOf("\n\n");
        List<String> lines = List.of(text.substring(0, Math.max(0, split)).split("\n", MAX_PATH + 5));
        if (split < 0 || lines.size() < 2 || !lines.getFirst().equals(HEADER)) {
            throw new Malformed("a proof begins with " + HEADER);
        }
        int next = 1;
        Bytes extra = Bytes.EMPTY;
        if (lines.get(next).startsWith("extra ")) {
            extra = Bytes.wrap(Base64Text.decode(lines.get(next).substring(6), 1, MAX_EXTRA_BYTES));
            next++;
        }
        if (next == lines.size() || !lines.get(next).startsWith("index ")) {
            throw new Malformed("a proof without the index of its entry");
        }
        long index = Decimal.parse(lines.get(next).substring(6));
        if (lines.size() - next - 1 > MAX_PATH) {
            throw new Malformed("a path has at most " + MAX_PATH + " hashes");
        }
        List<Hash> path = new ArrayList<>();
        for (String line : lines.subList(next + 1, lines.size())) {
            path.add(Hash.parse(line));
        }
        return new LogProof(extra, index, path, SignedCheckpoint.parse(Cosignature.utf8(text.substring(split + 2))));
    }
}
