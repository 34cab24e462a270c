package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.storage.blob.BlobReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// One ecosystem's packages: finds what a name means, and gives its bytes while they arrive.
///
///     Registry registry = new Registry(new Oci(), settings, shared);
///     try (Served served = registry.open(item)) {
///         served.content().copy(0, served.content().size(), out);
///     } catch (Refusal e) {
///         // e.sentence(), in the client's own form
///     }
///
/// All methods may be called from any thread, and block: use virtual threads.
public final class Registry {

    private final Ecosystem ecosystem;
    private final Settings settings;
    private final Shared shared;
    private final Trusts trusts;
    private final List<Origin> origins = new ArrayList<>();

    public Registry(Ecosystem ecosystem, Settings settings, Shared shared) {
        this.ecosystem = ecosystem;
        this.settings = settings;
        this.shared = shared;
        this.trusts = new Trusts(ecosystem, settings.policy(), shared);
        List<Upstream> upstreams = settings.upstreams().isEmpty() ? List.of(Upstream.NOWHERE) : settings.upstreams();
        for (Upstream upstream : upstreams) {
            origins.add(new Origin(ecosystem, settings, shared, trusts, upstream));
        }
    }

    /// What a name means, without its bytes: what a HEAD request needs.
    public Found find(Item item) throws Refusal {
        return settings.isLocal(item.pack()) ? local(item) : first(item, origin -> origin.find(item));
    }

    /// What is known of a name without its bytes or their length; without a digest only opening it tells more.
    public Found known(Item item) throws Refusal {
        return settings.isLocal(item.pack()) ? local(item) : first(item, origin -> origin.known(item));
    }

    /// What a name means and its bytes, as they are here or arrive; the caller closes it.
    public Served open(Item item) throws Refusal {
        if (settings.isLocal(item.pack())) {
            Found found = local(item);
            return new Served(found, stored(found.digest().orElseThrow()));
        }
        return first(item, origin -> origin.open(item));
    }

    /// Says that an accepted file consists of these parts: they are accepted with it.
    public void vouch(Digest whole, Collection<Digest> parts) {
        trusts.vouch(whole, parts);
    }

    /// Whether something more than being asked for is required of a pack; only then parts need to be vouched for.
    public boolean isSelective(Found found) {
        return settings.policy().of(found.registry() + "/" + found.item().pack()) != Policy.Require.ANY;
    }

    public Settings settings() {
        return settings;
    }

    public Shared shared() {
        return shared;
    }

    public Names.Key localKey(String path) {
        return new Names.Key(ecosystem.name(), Names.LOCAL, path);
    }

    private Found local(Item item) throws Refusal {
        Meaning meaning = shared.names()
                .find(localKey(item.path()))
                .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "nobody pushed " + item.path() + " here"));
        return new Found(
                item,
                Names.LOCAL,
                Optional.of(meaning.digest()),
                meaning.size(),
                meaning.mediaType(),
                meaning.modified(),
                shared.log().trustOf(meaning.digest()));
    }

    private Content stored(Digest digest) throws Refusal {
        try {
            BlobReader reader = shared.store()
                    .read(digest)
                    .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "the bytes of " + digest + " are gone"));
            return new Content(reader, reader.size().orElseThrow());
        } catch (IOException e) {
            throw new Refusal(Why.BUSY, "the disk fails: " + e.getMessage());
        }
    }

    /// Asks one origin after the other.
    interface Question<T> {
        T ask(Origin origin) throws Refusal;
    }

    /// The first origin's answer that is none a refusal; the most telling refusal if all refuse.
    private <T> T first(Item item, Question<T> question) throws Refusal {
        Refusal worst = new Refusal(Why.NOT_FOUND, "no upstream is called " + item.registry());
        for (Origin origin : origins) {
            if (!item.registry().isEmpty()
                    && !item.registry().equals(origin.upstream().name())) {
                continue;
            }
            try {
                return question.ask(origin);
            } catch (Refusal e) {
                worst = e.why().compareTo(worst.why()) >= 0 ? e : worst;
            }
        }
        throw worst;
    }
}
