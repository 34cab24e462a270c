package io.pyrsia.builder.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Finds how much two artifacts are the same, member by member, and why they are no more.
public final class Comparison {

    private final Listing ours;
    private final Listing theirs;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private Level level = Level.E0;

    private Comparison(Listing ours, Listing theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /// Compares what was built with the original, or with what another built. What is packed in the same bytes in both
    /// is unpacked once.
    public static Report of(Path ours, Path theirs, Kind kind, Bounds bounds) throws IOException {
        if (Files.mismatch(ours, theirs) < 0) {
            return new Report(Level.E0, List.of(), List.of());
        }
        Listing one = Listing.of(ours, kind, bounds);
        Comparison comparison = new Comparison(one, Listing.of(theirs, kind, bounds, one.byPath()));
        comparison.compare();
        return new Report(comparison.level, comparison.reasons, comparison.differences);
    }

    /// Their bytes are known to differ.
    private void compare() throws IOException {
        if (ours.members().isEmpty() || theirs.members().isEmpty()) {
            opaque();
            return;
        }
        Map<String, Member> others = theirs.byPath();
        AllCores.map(ours.members(), member -> found(member, others.get(member.path())))
                .forEach(found -> found.ifPresent(this::add));
        others.keySet().removeAll(ours.byPath().keySet());
        others.values().forEach(missing -> add(oneSided(missing, "only in the original")));
        order();
        if (level == Level.E0) {
            whole();
        }
    }

    private void opaque() {
        level = Level.X;
        reasons.add("the bytes differ, and only bytes were compared");
        refused("what was built", ours);
        refused("the original", theirs);
    }

    private void refused(String which, Listing listing) {
        if (listing.refused() != null) {
            reasons.add(which + " was not looked into: " + listing.refused());
        }
    }

    private static Optional<Difference> found(Member one, @Nullable Member other) throws IOException {
        return other == null ? Optional.of(oneSided(one, "only in what was built")) : pair(one, other);
    }

    private static Difference oneSided(Member member, String where) {
        return member.content().declared() == null
                ? new Difference(
                        member.path(),
                        Level.E3,
                        List.of(where + ": " + member.content().why()))
                : new Difference(member.path(), Level.X, List.of(where));
    }

    private static Optional<Difference> pair(Member one, Member other) throws IOException {
        Level found = Level.E0;
        List<String> why = new ArrayList<>();
        for (Fact fact : Fact.values()) {
            String said = one.facts().getOrDefault(fact, "");
            String saidThere = other.facts().getOrDefault(fact, "");
            if (!said.equals(saidThere)) {
                found = found.and(fact.level());
                why.add(
                        fact.level() == Level.X
                                ? fact.words() + ": '" + said + "' and '" + saidThere + "'"
                                : fact.words());
            }
        }
        Level content = content(one.content(), other.content(), why);
        Level both = found.and(content);
        return both == Level.E0 ? Optional.empty() : Optional.of(new Difference(one.path(), both, why));
    }

    private static Level content(Content one, Content other, List<String> why) throws IOException {
        if (one.raw().equals(other.raw())) {
            return Level.E0;
        }
        if (same(one.declared(), other.declared())) {
            why.add(String.valueOf(one.why()));
            return Level.E3;
        }
        if (same(one.at(Level.E4), other.at(Level.E4))) {
            why.add("the class means the same; its constants are in another order or name another patch of the JDK");
            return Level.E4;
        }
        why.add("content differs (" + one.size() + " and " + other.size() + " bytes)");
        return Level.X;
    }

    private static boolean same(@Nullable Bytes one, @Nullable Bytes other) {
        return one == null ? other == null : one.equals(other);
    }

    private void order() {
        List<String> here = ours.members().stream().map(Member::path).toList();
        List<String> there = theirs.members().stream().map(Member::path).toList();
        Iterator<String> others = there.iterator();
        for (String path : here) {
            if (here.size() != there.size() || !path.equals(others.next())) {
                level = level.and(Level.E2);
                reasons.add("members are in another order or number, first at '" + path + "'");
                return;
            }
        }
    }

    /// Nothing that members say differs, so it is in how the file is packed.
    private void whole() {
        boolean packed = ours.stream() == null || same(ours.stream(), theirs.stream());
        level = packed ? Level.E1 : Level.E2;
        reasons.add(packed ? "only the compression differs" : "the archive's own headers or padding differ");
    }

    private void add(Difference difference) {
        level = level.and(difference.level());
        differences.add(difference);
    }
}
