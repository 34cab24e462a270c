package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.Names.Named;
import io.pyrsia.registry.Policy.Require;
import io.pyrsia.registry.Refusal.Why;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Compares what the policy requires with what the log says.
final class Trusts {

    /// An index, an image, its layers: deeper nesting is vouched for by nobody.
    private static final int MAX_DEPTH = 4;
    private static final int MAX_WHOLES = 64;
    private static final String PARTS = "\1parts";
    private static final String SEEN = "\1seen";

    private final Ecosystem ecosystem;
    private final Policy policy;
    private final Shared shared;

    Trusts(Ecosystem ecosystem, Policy policy, Shared shared) {
        this.ecosystem = ecosystem;
        this.policy = policy;
        this.shared = shared;
    }

    Require required(Upstream upstream, Item item) {
        return policy.of(upstream.fullName(item));
    }

    /// Whether this node may go by what its upstream says: nothing is required, or its own word is enough.
    boolean mayObserve(Require require) {
        return require == Require.ANY
                || (require != Require.VERIFIED && shared.observer().isTrusted());
    }

    /// What the log says of these bytes, or of a whole that they are part of.
    Optional<Trust> of(Digest digest, Require require) {
        Optional<Trust> said = shared.log().trustOf(digest);
        if (require == Require.ANY
                || said.filter(trust -> trust == Trust.REMOVED).isPresent()) {
            return said;
        }
        return byWholes(digest, require, MAX_DEPTH);
    }

    private Optional<Trust> byWholes(Digest digest, Require require, int depth) {
        Optional<Trust> said = shared.log().trustOf(digest);
        if (require.accepts(said)
                || said.filter(trust -> trust == Trust.REMOVED).isPresent()) {
            return said;
        }
        if (shared.observer().isTrusted() && isSeen(digest)) {
            return Optional.of(Trust.TRUSTED);
        }
        if (depth > 0) {
            for (Named whole : shared.names().list(key(PARTS, digest + "/"), "", MAX_WHOLES)) {
                Optional<Trust> inherited = byWholes(whole.meaning().digest(), require, depth - 1);
                if (require.accepts(inherited)) {
                    return inherited;
                }
            }
        }
        return said;
    }

    void vouch(Digest whole, Collection<Digest> parts) {
        Map<Names.Key, Meaning> unknown = new HashMap<>();
        for (Digest part : parts) {
            Names.Key key = key(PARTS, part + "/" + whole);
            if (shared.names().find(key).isEmpty()) {
                unknown.put(key, new Meaning(whole, 0, "", "", ""));
            }
        }
        if (!unknown.isEmpty()) {
            shared.names().put(unknown);
        }
    }

    /// Remembers what a trusted registry's node saw itself: the log will say so in a moment.
    void seen(Digest digest) {
        if (!isSeen(digest)) {
            shared.names().put(key(SEEN, digest.toString()), new Meaning(digest, 0, "", "", ""));
        }
    }

    private boolean isSeen(Digest digest) {
        return shared.names().find(key(SEEN, digest.toString())).isPresent();
    }

    private Names.Key key(String kind, String path) {
        return new Names.Key(ecosystem.name(), kind, path);
    }

    /// The refusal that tells what is required and what is known.
    static Refusal refused(String name, Require require, Optional<Trust> trust) {
        if (trust.filter(level -> level == Trust.REMOVED).isPresent()) {
            return new Refusal(Why.NOT_TRUSTED, name + " was removed by the authorities; see `pyrsia trust`");
        }
        String known = trust.map(level -> "is " + level).orElse("is not in the log");
        String level = require == Require.ANY ? require.name().toLowerCase(Locale.ROOT) : require.name();
        return new Refusal(
                Why.NOT_TRUSTED,
                name + " " + known + ", and this node's policy requires " + level + "; see `pyrsia trust`");
    }
}
