package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.Ecosystem.Header;
import io.pyrsia.registry.Ecosystem.Told;
import io.pyrsia.registry.Item.Kind;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.Policy.Require;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.TrustLog.Logged;
import io.pyrsia.registry.upstream.Answer;
import io.pyrsia.storage.blob.Blob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One upstream's packages: which of what is known of a name counts, and when the upstream is asked.
final class Origin {

    private final Ecosystem ecosystem;
    private final Settings settings;
    private final Shared shared;
    private final Trusts trusts;
    private final Upstream upstream;
    private final Bytestream bytes;
    /// Names that were seen just now.
    private final Memory<Names.Key, Boolean> fresh;
    private final Flights<Names.Key, Optional<Meaning>> flights = new Flights<>();

    Origin(Ecosystem ecosystem, Settings settings, Shared shared, Trusts trusts, Upstream upstream) {
        this.ecosystem = ecosystem;
        this.settings = settings;
        this.shared = shared;
        this.trusts = trusts;
        this.upstream = upstream;
        this.bytes = new Bytestream(ecosystem, shared, upstream);
        this.fresh = new Memory<>(shared.clock(), 50_000);
    }

    Upstream upstream() {
        return upstream;
    }

    /// What a name means; asks the upstream for the head only.
    Found find(Item item) throws Refusal {
        Found found = known(item);
        if (found.digest().isPresent() && found.size() >= 0) {
            return found;
        }
        OptionalLong size = found.digest().isEmpty()
                ? OptionalLong.empty()
                : bytes.size(found.digest().get());
        return size.isPresent() ? with(found, size.getAsLong()) : head(item, found);
    }

    private Found head(Item item, Found found) throws Refusal {
        try (Answer answer =
                shared.client().ask(upstream, item, "HEAD", ecosystem.question(item, found.digest()), List.of())) {
            Told told = told(item, answer);
            return new Found(
                    item,
                    upstream.name(),
                    found.digest().isPresent() ? found.digest() : told.digest(),
                    answer.length(),
                    told.mediaType(),
                    answer.header("last-modified"),
                    found.trust());
        } catch (IOException e) {
            throw new Refusal(Why.UNREACHABLE, upstream.name() + " broke off: " + e.getMessage());
        }
    }

    /// What a name means, with its bytes.
    Served open(Item item) throws Refusal {
        Found found = known(item);
        try {
            return found.digest().isEmpty()
                    ? bytes.named(item, found, arrived -> remember(item, found, arrived))
                    : bytes.ofDigest(item, found, arrived -> remember(item, found, arrived));
        } catch (Refusal e) {
            return bytes.ofDigest(item, instead(item, found, e).orElseThrow(() -> e), arrived -> {});
        }
    }

    /// What a moving name meant before; what the log says of a name that is new here, if its upstream is gone.
    private Optional<Found> instead(Item item, Found found, Refusal refusal) {
        Optional<Meaning> before = item.kind() == Kind.MOVING ? shared.names().find(key(item)) : Optional.empty();
        if (before.isPresent()) {
            return found.digest().equals(before.map(Meaning::digest))
                    ? Optional.empty()
                    : Optional.of(found(item, before.get(), found.trust()));
        }
        if (found.digest().isPresent() || refusal.why() != Why.UNREACHABLE) {
            return Optional.empty();
        }
        Require require = trusts.required(upstream, item);
        return purl(item)
                .flatMap(shared.log()::named)
                .filter(logged -> require.accepts(Optional.of(logged.trust())))
                .map(logged -> logged(item, logged));
    }

    /// What can be said of an item before its bytes are looked at; without a digest only its upstream knows.
    Found known(Item item) throws Refusal {
        if (!upstream.allows(item)) {
            throw new Refusal(Why.DENIED, upstream.fullName(item) + " is not among what this node fetches");
        }
        Require require = trusts.required(upstream, item);
        if (item.kind() == Kind.CONTENT) {
            Digest digest = item.digest().orElseThrow();
            Optional<Trust> trust = trusts.of(digest, require);
            if (!require.accepts(trust)) {
                throw Trusts.refused(upstream.fullName(item) + "@" + digest, require, trust);
            }
            return new Found(item, upstream.name(), item.digest(), -1, "", "", trust);
        }
        Optional<Logged> logged = purl(item).flatMap(shared.log()::named);
        Optional<Trust> trust = logged.map(Logged::trust);
        boolean isAccepted = require.accepts(trust);
        boolean isObserved = trusts.mayObserve(require)
                && trust.filter(level -> level == Trust.REMOVED).isEmpty();
        if (logged.isPresent() && isAccepted && (item.kind() == Kind.FIXED || !isObserved)) {
            return logged(item, logged.get());
        }
        if (!isObserved) {
            throw Trusts.refused(upstream.fullName(item) + " (" + item.path() + ")", require, trust);
        }
        return observed(item, logged);
    }

    private Found logged(Item item, Logged logged) {
        return new Found(item, upstream.name(), Optional.of(logged.sha256()), -1, "", "", Optional.of(logged.trust()));
    }

    /// What this upstream says, now or lately; what the log says if nobody can be asked.
    private Found observed(Item item, Optional<Logged> logged) throws Refusal {
        Names.Key key = key(item);
        Optional<Meaning> row = shared.names().find(key);
        if (row.isPresent() && (item.kind() == Kind.FIXED || fresh.get(key).isPresent())) {
            return found(item, row.get(), logged.map(Logged::trust));
        }
        if (row.isEmpty()) {
            if (logged.isPresent() && upstream.mirrors().isEmpty()) {
                return logged(item, logged.get());
            }
            return new Found(item, upstream.name(), Optional.empty(), -1, "", "", Optional.empty());
        }
        Optional<Meaning> now = flights.run(key, () -> revalidate(item, key, row.get()), settings.patience())
                .orElse(row);
        return now.isEmpty()
                ? new Found(item, upstream.name(), Optional.empty(), -1, "", "", Optional.empty())
                : found(item, now.get(), logged.map(Logged::trust));
    }

    /// Asks whether a name still means the same: what it means now, or nothing if only the bytes can tell.
    private Optional<Meaning> revalidate(Item item, Names.Key key, Meaning row) throws Refusal {
        List<Header> conditions = new ArrayList<>();
        if (!row.etag().isEmpty()) {
            conditions.add(new Header("If-None-Match", row.etag()));
        } else if (!row.modified().isEmpty()) {
            conditions.add(new Header("If-Modified-Since", row.modified()));
        }
        try (Answer answer =
                shared.client().ask(upstream, item, "HEAD", ecosystem.question(item, Optional.empty()), conditions)) {
            Told told = answer.status() == 304 ? new Told(Optional.of(row.digest()), "") : told(item, answer);
            boolean isSame =
                    told.digest().isPresent() ? told.digest().get().equals(row.digest()) : isSameVersion(row, answer);
            if (isSame) {
                fresh.put(key, true, settings.fresh());
                return Optional.of(row);
            }
            return told.digest()
                    .map(digest -> new Meaning(
                            digest,
                            answer.length(),
                            told.mediaType(),
                            answer.header("etag"),
                            answer.header("last-modified")));
        } catch (Refusal e) {
            if (e.why() == Why.NOT_FOUND) {
                // Not every upstream answers HEAD; if it is gone indeed, the bytes are missing too.
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new Refusal(Why.UNREACHABLE, upstream.name() + " broke off: " + e.getMessage());
        }
    }

    private static boolean isSameVersion(Meaning row, Answer answer) {
        return row.size() == answer.length()
                && (row.etag().isEmpty()
                        ? !row.modified().isEmpty() && row.modified().equals(answer.header("last-modified"))
                        : row.etag().equals(answer.header("etag")));
    }

    /// The bytes of a name are here: from now on it means them.
    private void remember(Item item, Found found, Bytestream.Arrived arrived) {
        if (item.kind() == Kind.CONTENT) {
            return;
        }
        Names.Key key = key(item);
        Digest digest = found.digest().orElse(arrived.blob().sha256());
        Meaning meaning =
                new Meaning(digest, arrived.blob().size(), arrived.mediaType(), arrived.etag(), arrived.modified());
        if (!shared.names().find(key).equals(Optional.of(meaning))) {
            shared.names().put(key, meaning);
        }
        fresh.put(key, true, settings.fresh());
        observe(item, arrived);
    }

    private void observe(Item item, Bytestream.Arrived arrived) {
        Optional<Purl> purl = purl(item);
        if (purl.isEmpty()
                || !shared.observer().isTrusted()
                || upstream.mirrors().isEmpty()) {
            return;
        }
        Blob blob = arrived.blob();
        trusts.seen(blob.sha256());
        if (shared.log().named(purl.get()).map(Logged::sha256).equals(Optional.of(blob.sha256()))) {
            return;
        }
        String url = upstream.mirrors().getFirst().base()
                + ecosystem.question(item, Optional.empty()).path();
        shared.observer()
                .seen(new Observer.Seen(
                        purl.get(),
                        blob.sha256(),
                        blob.size(),
                        blob.pieceRoot(),
                        arrived.mediaType(),
                        url,
                        item.kind() == Kind.MOVING));
    }

    private Optional<Purl> purl(Item item) {
        return ecosystem.purl(upstream.name(), item);
    }

    private Names.Key key(Item item) {
        return new Names.Key(ecosystem.name(), upstream.name(), item.path());
    }

    private Found found(Item item, Meaning meaning, Optional<Trust> trust) {
        return new Found(
                item,
                upstream.name(),
                Optional.of(meaning.digest()),
                meaning.size(),
                meaning.mediaType(),
                meaning.modified(),
                trust);
    }

    private static Found with(Found found, long size) {
        return new Found(
                found.item(),
                found.registry(),
                found.digest(),
                size,
                found.mediaType(),
                found.modified(),
                found.trust());
    }

    private Told told(Item item, Answer answer) throws Refusal {
        try {
            return ecosystem.told(item, answer.head());
        } catch (Malformed e) {
            throw new Refusal(Why.WRONG_BYTES, upstream.name() + ": " + e.reason());
        }
    }
}
