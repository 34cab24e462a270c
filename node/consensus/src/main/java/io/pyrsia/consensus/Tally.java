package io.pyrsia.consensus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// The checked votes of one kind in one view, the first of each signer.
final class Tally {

    private final NavigableMap<Integer, Vote> votes = new TreeMap<>();

    @Nullable
    Vote of(int signer) {
        return votes.get(signer);
    }

    void add(Vote vote) {
        votes.putIfAbsent(vote.signer(), vote);
    }

    int signers() {
        return votes.size();
    }

    int count(Bytes32 digest) {
        int count = 0;
        for (Vote vote : votes.values()) {
            if (vote.statement().digest().equals(digest)) {
                count++;
            }
        }
        return count;
    }

    Collection<Vote> votes() {
        return votes.values();
    }

    /// The first `quorum` votes for a statement, in the order of their signers.
    Certificate certificate(Statement statement, int quorum) {
        List<Vote> chosen = new ArrayList<>(quorum);
        for (Vote vote : votes.values()) {
            if (chosen.size() < quorum && vote.statement().equals(statement)) {
                chosen.add(vote);
            }
        }
        return new Certificate(statement, chosen);
    }
}
