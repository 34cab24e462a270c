package io.pyrsia.registry.upstream;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.registry.Ecosystem.Header;
import io.pyrsia.registry.Ecosystem.Question;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Memory;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.Upstream;
import io.pyrsia.registry.Upstream.Mirror;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Asks an upstream: its mirrors in turn, each a few times, none of them while it rests.
public final class UpstreamClient implements AutoCloseable {

    private static final int MAX_NEGATIVE = 20_000;
    private static final int MAX_LIES = 20_000;

    private record Absent(String upstream, String method, String path) {}

    private final Patience patience;
    private final Wire wire;
    private final Logins logins;
    private final Health health;
    private final Memory<Absent, String> absent;
    /// Addresses that gave wrong bytes lately, and which.
    private final Memory<URI, String> lies;
    private final LongAdder questions = new LongAdder();
    private final LongAdder failures = new LongAdder();

    public UpstreamClient(Patience patience, Clock clock) {
        this.patience = patience;
        this.wire = new Wire(patience);
        this.logins = new Logins(wire, clock);
        this.health = new Health(clock, patience);
        this.absent = new Memory<>(clock, MAX_NEGATIVE);
        this.lies = new Memory<>(clock, MAX_LIES);
    }

    /// Asks for an item: an answer of 200, 206 or 304, or why there is none.
    ///
    /// @param extra headers beside the question's: conditions, a range
    public Answer ask(Upstream upstream, Item item, String method, Question question, List<Header> extra)
            throws Refusal {
        Absent key = new Absent(upstream.name(), method, question.path());
        Optional<String> known = absent.get(key);
        if (known.isPresent()) {
            throw new Refusal(Why.NOT_FOUND, known.get());
        }
        String lastFailure = "it has no address";
        boolean isMissing = false;
        for (Mirror mirror : upstream.mirrors()) {
            String rests = lies.get(address(mirror, question)).orElse(health.rests(mirror.base()));
            if (!rests.isEmpty()) {
                lastFailure = rests;
                continue;
            }
            try {
                Answer answer = persistently(mirror, item, method, question, extra);
                if (answer.status() == 200 || answer.status() == 206 || answer.status() == 304) {
                    return answer;
                }
                answer.close();
                isMissing |= isMissing(answer.status());
                lastFailure = "it answers " + answer.status();
            } catch (IOException e) {
                lastFailure = String.valueOf(e.getMessage());
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                failures.increment();
                health.failed(mirror.base(), lastFailure);
            }
        }
        if (isMissing) {
            String sentence = upstream.name() + " does not have it (" + lastFailure + ")";
            absent.put(key, sentence, patience.negative());
            throw new Refusal(Why.NOT_FOUND, sentence);
        }
        throw new Refusal(Why.UNREACHABLE, upstream.name() + " cannot be asked: " + lastFailure);
    }

    /// Does in the background what the first question would wait for.
    public void prepare() {
        wire.prepare();
    }

    /// The address of an answer gave wrong bytes: others are asked first for a while.
    public void lied(URI asked, String how) {
        lies.put(asked, how, patience.penalty());
    }

    private static URI address(Mirror mirror, Question question) {
        return URI.create(mirror.base() + question.path());
    }

    /// Not there, or not for this node: registries answer 401 or 403 for what does not exist, too.
    private static boolean isMissing(int status) {
        return status == 404
                || status == 400
                || status == 405
                || status == 410
                || status == 451
                || status == 401
                || status == 403
                || status == 416;
    }

    private Answer persistently(Mirror mirror, Item item, String method, Question question, List<Header> extra)
            throws IOException {
        Duration pause = patience.backoff();
        for (int attempt = 1; ; attempt++) {
            questions.increment();
            try {
                Answer answer = authorised(mirror, item, method, question, extra);
                if (answer.status() < 500 && answer.status() != 429) {
                    health.worked(mirror.base());
                    return answer;
                }
                answer.close();
                if (attempt >= patience.attempts()) {
                    throw new IOException("it answers " + answer.status());
                }
            } catch (IOException e) {
                if (attempt >= patience.attempts() || e instanceof InterruptedIOException) {
                    throw e;
                }
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(3);
        }
    }

    private Answer authorised(Mirror mirror, Item item, String method, Question question, List<Header> extra)
            throws IOException {
        URI address = address(mirror, question);
        Map<String, String> headers = new TreeMap<>();
        question.headers().forEach(header -> headers.put(header.name(), header.value()));
        extra.forEach(header -> headers.put(header.name(), header.value()));
        logins.usual(mirror, item.pack()).ifPresent(value -> headers.put("Authorization", value));
        Answer answer = wire.ask(method, address, headers);
        if (answer.status() != 401) {
            return answer;
        }
        Optional<String> login = logins.answer(mirror, item.pack(), answer.header("www-authenticate"));
        if (login.isEmpty()) {
            return answer;
        }
        answer.close();
        headers.put("Authorization", login.get());
        return wire.ask(method, address, headers);
    }

    /// Requests that were sent, and mirrors that were given up for a while.
    public long questions() {
        return questions.sum();
    }

    public long failures() {
        return failures.sum();
    }

    /// How long to wait between two parts of a body.
    public Duration stall() {
        return patience.stall();
    }

    /// How often to go on with a body that broke.
    public int attempts() {
        return patience.attempts();
    }

    @Override
    public void close() {
        wire.close();
    }
}
