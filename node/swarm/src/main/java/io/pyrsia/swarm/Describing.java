package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.storage.blob.Descriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Asks the peers that provide a blob how large it is and what the root of its pieces is, all at the same time.
final class Describing {

    /// Peers that are asked.
    private static final int ASKED = 6;
    /// When this many say the same, nobody else is waited for.
    private static final int ENOUGH = 2;
    /// How long others are waited for once somebody has answered.
    static final Duration GRACE = Duration.ofMillis(50);

    /// @param blob empty if the peer does not have it, or gave no answer
    private record Answer(Candidate from, Optional<Descriptor> blob) {}

    private final Swarm swarm;
    private final Digest sha256;
    private final Predicate<Descriptor> acceptable;
    private final Duration grace;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    /// Who said what; owned by the thread that runs.
    private final Map<Descriptor, List<Candidate>> said = new HashMap<>();

    Describing(Swarm swarm, Digest sha256, Predicate<Descriptor> acceptable, Duration grace) {
        this.swarm = swarm;
        this.sha256 = sha256;
        this.acceptable = acceptable;
        this.grace = grace;
    }

    Optional<Described> run(Duration patience) throws InterruptedException {
        long end = swarm.clock.nanos() + patience.toNanos();
        BlockingQueue<List<Candidate>> found = new LinkedBlockingQueue<>();
        Thread.ofVirtual().name("swarm-find").start(() -> find(found));
        List<Candidate> providers = found.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (providers == null) {
            return Optional.empty();
        }
        List<Candidate> asked = providers.stream()
                .filter(candidate -> !swarm.bans.has(candidate.peer()))
                .filter(candidate ->
                        !candidate.peer().equals(swarm.host.identity().id()))
                .limit(ASKED)
                .toList();
        asked.forEach(candidate -> Thread.ofVirtual()
                .name("swarm-describe")
                .start(() -> answers.add(new Answer(candidate, ask(candidate, patience)))));
        return collect(asked.size(), end);
    }

    private void find(BlockingQueue<List<Candidate>> found) {
        try {
            found.add(swarm.providers.find(sha256, swarm.settings.peersPerBlob()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Described> collect(int asked, long end) throws InterruptedException {
        long until = end;
        for (int left = asked; left > 0; left--) {
            Answer answer = answers.poll(until - swarm.clock.nanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                break;
            }
            if (answer.blob().filter(acceptable).isPresent()) {
                List<Candidate> same = said.computeIfAbsent(answer.blob().get(), blob -> new ArrayList<>());
                same.add(answer.from());
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
