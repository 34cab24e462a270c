package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.registry.Ecosystem.Check;
import io.pyrsia.registry.Ecosystem.Header;
import io.pyrsia.registry.Ecosystem.Told;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.upstream.Answer;
import io.pyrsia.registry.upstream.UpstreamClient;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobStoreFull;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import io.pyrsia.storage.blob.WrongBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Brings one item's bytes from an upstream into the blob store; a body that breaks is gone on with where it broke.
///
/// @param known what the bytes must be, if that is known before the upstream says it
record Fetch(
        Ecosystem ecosystem,
        UpstreamClient client,
        BlobStore store,
        Watch watch,
        Upstream upstream,
        Item item,
        Optional<Digest> known) {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAX_BESIDE_BYTES = 1 << 10;

    Blob run(Transfer transfer) throws Refusal {
        Set<URI> asked = new HashSet<>();
        try {
            return run(transfer, asked);
        } catch (Refusal e) {
            if (e.why() == Why.WRONG_BYTES) {
                asked.forEach(address -> client.lied(address, e.sentence()));
            }
            throw e;
        }
    }

    /// @param asked the addresses whose bytes were taken
    private Blob run(Transfer transfer, Set<URI> asked) throws Refusal {
        try (Answer answer = ask(List.of())) {
            asked.add(answer.asked());
            Told told = told(answer);
            Optional<Digest> expected = known.isPresent() ? known : told.digest();
            if (known.isPresent()
                    && told.digest().isPresent()
                    && isOther(known.get(), told.digest().get())) {
                throw wrong("it says that it has " + told.digest().get());
            }
            if (answer.length() > item.limitBytes()) {
                throw tooLarge();
            }
            Optional<Check> check =
                    expected.isPresent() ? Optional.empty() : ecosystem.check(item, answer.head(), this::beside);
            OptionalLong size = answer.length() < 0 ? OptionalLong.empty() : OptionalLong.of(answer.length());
            try (BlobWriter writer = store.write(new Expectation(expected.orElse(null), size))) {
                transfer.begin(new Transfer.Start(
                        told, answer.length(), answer.header("last-modified"), answer.header("etag"), writer));
                receive(answer, writer, expected.isPresent(), check, asked);
                compare(check);
                return writer.commit();
            }
        } catch (WrongBytes e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (BlobStoreFull e) {
            throw new Refusal(Why.BUSY, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Refusal(Why.UNREACHABLE, upstream.name() + " broke off: " + e.getMessage());
        }
    }

    private Answer ask(List<Header> extra) throws Refusal {
        return client.ask(upstream, item, "GET", ecosystem.question(item, known), extra);
    }

    private Told told(Answer answer) throws Refusal {
        try {
            return ecosystem.told(item, answer.head());
        } catch (Malformed e) {
            throw wrong(e.reason());
        }
    }

    private static boolean isOther(Digest one, Digest other) {
        return one.algorithm() == other.algorithm() && !one.equals(other);
    }

    private void receive(Answer first, BlobWriter writer, boolean isExpected, Optional<Check> check, Set<URI> asked)
            throws IOException, Refusal {
        Answer answer = first;
        for (int attempt = 1; ; attempt++) {
            try (Answer current = answer) {
                pump(current, writer, check);
                return;
            } catch (WrongBytes | BlobStoreFull e) {
                throw e;
            } catch (IOException e) {
                if (attempt >= client.attempts() || !(isExpected || isStrong(first.header("etag")))) {
                    throw e;
                }
            }
            answer = resumed(first, writer.written());
            asked.add(answer.asked());
        }
    }

    private static boolean isStrong(String etag) {
        return etag.startsWith("\"");
    }

    /// Asks for the rest; what an upstream that does not do ranges sends again is passed over.
    private Answer resumed(Answer first, long from) throws IOException, Refusal {
        List<Header> extra = new ArrayList<>(List.of(new Header("Range", "bytes=" + from + "-")));
        if (isStrong(first.header("etag"))) {
            extra.add(new Header("If-Range", first.header("etag")));
        }
        Answer answer = ask(extra);
        boolean isRest = answer.status() == 206 && answer.start() == from;
        if (!isRest) {
            if (answer.status() != 200 || answer.length() != first.length()) {
                answer.close();
                throw new IOException("it does not go on with what it began");
            }
            answer.body().skipNBytes(from);
        }
        return answer;
    }

    private void pump(Answer answer, BlobWriter writer, Optional<Check> check) throws IOException, Refusal {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (Watch.Step step = watch.begin(client.stall());
                InputStream body = answer.body()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                step.moved();
                if (writer.written() + read > item.limitBytes()) {
                    throw tooLarge();
                }
                writer.write(buffer, 0, read);
                if (check.isPresent()) {
                    check.get().running().update(buffer, 0, read);
                }
            }
        }
    }

    private void compare(Optional<Check> check) throws Refusal {
        if (check.isPresent()) {
            String is = HexFormat.of().formatHex(check.get().running().digest());
            if (!is.equals(check.get().hex())) {
                throw wrong("they come to " + is + ", and beside them is "
                        + check.get().hex());
            }
        }
    }

    private Optional<String> beside(String path) throws Refusal {
        Item text = Item.moving(item.registry(), item.pack(), path, MAX_BESIDE_BYTES);
        try (Answer answer = client.ask(upstream, text, "GET", ecosystem.question(text, Optional.empty()), List.of())) {
            return Optional.of(new String(answer.body().readNBytes(MAX_BESIDE_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Refusal(Why.UNREACHABLE, upstream.name() + " broke off: " + e.getMessage());
        } catch (Refusal e) {
            if (e.why() == Why.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Refusal tooLarge() {
        return new Refusal(
                Why.TOO_LARGE, upstream.name() + " sends more than " + item.limitBytes() + " bytes for " + item.path());
    }

    private Refusal wrong(String how) {
        return new Refusal(Why.WRONG_BYTES, upstream.name() + " gave other bytes than " + item.path() + " has: " + how);
    }
}
