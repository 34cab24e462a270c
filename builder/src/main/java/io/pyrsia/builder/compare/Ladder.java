package io.pyrsia.builder.compare;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The five digests of an artifact that builders vote on, from its bytes (E0) to its meaning (E4).
public final class Ladder {

    /// Part of what is hashed: change it whenever anything here, in [Declared] or in [ClassForm] changes.
    private static final String RULES = "pyrsia/ladder/2";

    private Ladder() {}

    /// One digest for each rung of [Level#RUNGS], the first of which is the given one of the file's bytes.
    public static List<Bytes> of(Bytes raw, Listing listing) throws IOException {
        List<Bytes> digests = new ArrayList<>();
        for (Level rung : Level.RUNGS) {
            digests.add(rung == Level.E0 || listing.members().isEmpty() ? raw : at(rung, listing));
        }
        return digests;
    }

    private static Bytes at(Level rung, Listing listing) throws IOException {
        ByteWriter out = new ByteWriter();
        text(RULES + ' ' + listing.kind() + ' ' + rung, out);
        Bytes stream = listing.stream();
        if (rung == Level.E1 && stream != null) {
            return Digest.sha256(out.bytes(stream).toBytes()).value();
        }
        List<Member> members = new ArrayList<>(listing.members());
        if (rung != Level.E1) {
            members.sort(Comparator.comparing(Member::path));
        }
        List<Optional<Bytes>> contents = AllCores.map(
                members, member -> Optional.ofNullable(member.content().at(rung)));
        for (int i = 0; i < members.size(); i++) {
            Optional<Bytes> content = contents.get(i);
            if (content.isPresent()) {
                write(rung, members.get(i), content.get(), out);
            }
        }
        return Digest.sha256(out.toBytes()).value();
    }

    private static void write(Level rung, Member member, Bytes content, ByteWriter out) {
        text(member.path(), out);
        for (Map.Entry<Fact, String> fact : member.facts().entrySet()) {
            if (fact.getKey().counts(rung)) {
                text(fact.getKey().name(), out);
                text(fact.getValue(), out);
            }
        }
        text("", out);
        out.bytes(content);
    }

    private static void text(String text, ByteWriter out) {
        out.bytes32(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
