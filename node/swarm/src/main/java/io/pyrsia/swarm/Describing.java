package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.storage.blob.Descriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Asks peers how large a blob is and what the root of its pieces is, all at the same time: those who are connected
/// anyway, and those who are found to provide it. A peer that has just started is connected before anybody finds it.
final class Describing {

    /// Peers that are asked of those who are connected, and of those who are found.
    private static final int ASKED = 6;
    /// When this many say the same, nobody else is waited for.
    private static final int ENOUGH = 2;
    /// How long others are waited for once somebody has answered.
    static final Duration GRACE = Duration.ofMillis(50);

    private sealed interface Event {}

    private record Found(List<Candidate> providers) implements Event {}

    /// @param blob empty if the peer does not have it, or gave no answer
    private record Answer(Candidate from, Optional<Descriptor> blob) implements Event {}

    private final Swarm swarm;
    private final Digest sha256;
    private final Predicate<Descriptor> acceptable;
    private final Duration grace;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    /// Who was asked, and who said what; owned by the thread that runs.
    private final Set<PeerId> asked = new HashSet<>();

    private final Map<Descriptor, List<Candidate>> said = new HashMap<>();

    Describing(Swarm swarm, Digest sha256, Predicate<Descriptor> acceptable, Duration grace) {
        this.swarm = swarm;
        this.sha256 = sha256;
        this.acceptable = acceptable;
        this.grace = grace;
    }

    Optional<Described> run(Duration patience) throws InterruptedException {
        long until = swarm.clock.nanos() + patience.toNanos();
        Thread.ofVirtual().name("swarm-find").start(this::find);
        int left = 1 + ask(connected(), patience);
        while (left > 0) {
            Event event = events.poll(until - swarm.clock.nanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                break;
            }
            left--;
            if (event instanceof Found(List<Candidate> providers)) {
                left += ask(providers, patience);
            } else if (event instanceof Answer(Candidate from, Optional<Descriptor> blob)
                    && blob.filter(acceptable).isPresent()) {
                List<Candidate> same = said.computeIfAbsent(blob.get(), none -> new ArrayList<>());
                same.add(from);
                if (same.size() >= ENOUGH) {
                    break;
                }
                until = Math.min(until, swarm.clock.nanos() + grace.toNanos());
            }
        }
        return said.entrySet().stream()
                .max(Comparator.comparingInt(each -> each.getValue().size()))
                .map(most -> new Described(most.getKey(), List.copyOf(most.getValue())));
    }

    private void find() {
        try {
            events.add(new Found(swarm.providers.find(sha256, swarm.settings.peersPerBlob())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Candidate> connected() {
        return swarm.host.connections().stream()
                .map(connection -> new Candidate(connection.peer(), List.of(connection.remoteAddress())))
                .sorted(Comparator.comparingInt(
                        candidate -> Locality.rank(candidate.addresses().getFirst(), swarm.host.addresses())))
                .toList();
    }

    /// Asks those who were not asked yet; gives how many these are.
    private int ask(List<Candidate> candidates, Duration patience) {
        List<Candidate> chosen = candidates.stream()
                .filter(candidate -> !swarm.bans.has(candidate.peer()))
                .filter(candidate ->
                        !candidate.peer().equals(swarm.host.identity().id()))
                .filter(candidate -> asked.add(candidate.peer()))
                .limit(ASKED)
                .toList();
        chosen.forEach(candidate -> Thread.ofVirtual()
                .name("swarm-describe")
                .start(() -> events.add(new Answer(candidate, ask(candidate, patience)))));
        return chosen.size();
    }

    private Optional<Descriptor> ask(Candidate candidate, Duration patience) {
        try {
            Connection connection = swarm.host.connect(candidate.peer(), candidate.addresses());
            try (Stream stream = connection.open(List.of(Wire.PROTOCOL))) {
                stream.deadline(patience);
                byte[] want = Wire.bytes(new Message.Want(sha256));
                stream.write(want, 0, want.length);
                // Only a complete holder's answer is this short; nobody else can vouch for the whole.
                return Wire.readTelling(stream, 0) instanceof Message.Holding holding && holding.complete()
                        ? Optional.of(new Descriptor(sha256, holding.size(), holding.pieceRoot()))
                        : Optional.empty();
            }
        } catch (IOException | Malformed e) {
            return Optional.empty();
        }
    }
}
