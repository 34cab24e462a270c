package io.pyrsia.log.note;

import java.util.List;
import java.util.stream.Stream;

/// Which sets of signers are enough: a key, or so many of some members, which may be such groups again.
public sealed interface Quorum {

    /// One key.
    record One(NoteKey key) implements Quorum {}

    /// At least `least` of the members; with `least` zero, always.
    record Of(int least, List<Quorum> members) implements Quorum {

        public Of {
            members = List.copyOf(members);
            if (least < 0 || least > members.size()) {
                throw new IllegalArgumentException(least + " of " + members.size());
            }
        }
    }

    /// Nobody has to sign.
    static Quorum none() {
        return new Of(0, List.of());
    }

    static Quorum of(int least, List<NoteKey> keys) {
        return new Of(least, keys.stream().<Quorum>map(One::new).toList());
    }

    default boolean isMetBy(List<NoteKey> signers) {
        return switch (this) {
            case One one -> signers.contains(one.key());
            case Of of ->
                of.members().stream().filter(member -> member.isMetBy(signers)).count() >= of.least();
        };
    }

    default Stream<NoteKey> keys() {
        return switch (this) {
            case One one -> Stream.of(one.key());
            case Of of -> of.members().stream().flatMap(Quorum::keys);
        };
    }
}
