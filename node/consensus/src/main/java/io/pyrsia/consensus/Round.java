package io.pyrsia.consensus;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// One view as this node sees it: candidates, votes, certificates, and what was asked or started; owned by the
/// [State].
final class Round {

    final long view;
    final Map<Bytes32, Candidate> candidates = new LinkedHashMap<>();
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final Map<Kind, Certificate> certificates = new EnumMap<>(Kind.class);

    /// Rule 6: certificates held and not sent yet, and whether they have waited for a while.
    final NavigableMap<Kind, Boolean> unsent = new TreeMap<>();

    /// Authorities whose vote came behind the certificate and was not checked.
    private final Map<Kind, Set<Integer>> late = new EnumMap<>(Kind.class);

    /// The digest that became final in this view.
    @Nullable
    Bytes32 committed;

    /// Rule 13: authorities already convicted in this view; once is enough.
    final Set<Integer> convicted = new TreeSet<>();

    /// Rule 5: something happened that makes this node skip the view.
    boolean doomed;

    boolean timersArmed;
    boolean idleArmed;
    boolean idleFired;
    boolean payloadAsked;
    boolean blockAsked;

    /// How often signers of this view's certificates were asked for something.
    int timesAsked;

    boolean certificatesAsked;

    Round(long view) {
        this.view = view;
    }

    Tally tally(Kind kind) {
        return tallies.computeIfAbsent(kind, any -> new Tally());
    }

    /// An authority itself sent its vote for what is certified.
    void addLate(Kind kind, int place) {
        late.computeIfAbsent(kind, any -> new TreeSet<>()).add(place);
    }

    boolean hasVoted(Kind kind, int place) {
        return tally(kind).of(place) != null
                || late.getOrDefault(kind, Set.of()).contains(place);
    }

    /// How many authorities voted, whether or not their vote was checked.
    int voters(Kind kind) {
        Set<Integer> voters = new TreeSet<>(late.getOrDefault(kind, Set.of()));
        tally(kind).votes().forEach(vote -> voters.add(vote.signer()));
        return voters.size();
    }

    @Nullable
    Certificate certificate(Kind kind) {
        return certificates.get(kind);
    }

    boolean has(Kind kind) {
        return certificates.containsKey(kind);
    }

    void hold(Certificate certificate) {
        certificates.put(certificate.statement().kind(), certificate);
    }

    /// The block that a certificate of this kind names, if both are here.
    @Nullable
    Candidate certified(Kind kind) {
        Certificate certificate = certificates.get(kind);
        return certificate == null
                ? null
                : candidates.get(certificate.statement().digest());
    }

    boolean isNotarised(Bytes32 digest) {
        Certificate notar = certificates.get(Kind.NOTAR);
        return notar != null && notar.statement().digest().equals(digest);
    }

    /// Whether a certificate names this block.
    boolean isWanted(Bytes32 digest) {
        Certificate last = certificates.get(Kind.FINAL);
        return isNotarised(digest) || (last != null && last.statement().digest().equals(digest));
    }
}
