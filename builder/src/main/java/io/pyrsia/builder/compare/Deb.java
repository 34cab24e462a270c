package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.builder.Ar;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Reads a Debian package: an `ar` of a version, a tar of control files and a tar of what is installed.
final class Deb {

    private static final int MAX_VERSION = 60;

    private Deb() {}

    static List<Member> read(InputStream in, Bounds.Budget budget, Keeper keeper) throws IOException, Malformed {
        Ar archive = Ar.open(in);
        List<Member> members = new ArrayList<>();
        for (Optional<Ar.Member> next = archive.next(); next.isPresent(); next = archive.next()) {
            part(next.get(), budget, keeper, members);
            if (next.get().content().left() > 0) {
                throw new Malformed("it has a part with something behind its end");
            }
        }
        return members;
    }

    private static void part(Ar.Member part, Bounds.Budget budget, Keeper keeper, List<Member> members)
            throws IOException, Malformed {
        String name = part.name();
        budget.member(name);
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.TIME, part.time());
        facts.put(Fact.PACKER, part.packer());
        facts.put(Fact.TYPE, "part");
        if (name.startsWith("control.tar") || name.startsWith("data.tar")) {
            String plain = name.substring(0, name.indexOf(".tar") + 4);
            members.add(new Member(
                    plain, facts, Content.of(0, Digest.sha256(Bytes.EMPTY).value())));
            try (InputStream tar = Compression.open(part.content())) {
                members.addAll(Tar.read(tar, plain + ":", Kind.DEB, budget, keeper));
            }
        } else if (name.equals("debian-binary") && part.content().bytes() <= MAX_VERSION) {
            byte[] version = part.content().readAllBytes();
            members.add(new Member(
                    name,
                    facts,
                    Content.of(
                            version.length, Digest.sha256(Bytes.wrap(version)).value())));
        } else {
            throw new Malformed("it has an unknown part '" + name + "'");
        }
    }
}
