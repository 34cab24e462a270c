package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.log.follow.AuthorityChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads changes of authorities from entries, for light clients: an entry about an authority names the whole set that
/// holds after its block.
public final class AuthorityEntries implements AuthorityChanges {

    @Override
    public Optional<io.pyrsia.log.follow.AuthoritySet> in(Bytes entry) throws Malformed {
        AuthoritySet named = named(Entry.decode(entry).content());
        if (named == null) {
            return Optional.empty();
        }
        List<PublicKey> keys = new ArrayList<>();
        for (NodeId node : named.nodes()) {
            keys.add(PublicKey.parse(node.key()));
        }
        return Optional.of(new io.pyrsia.log.follow.AuthoritySet(named.epoch(), keys));
    }

    @Override
    public Optional<Digest> recovery(Bytes entry) throws Malformed {
        return Entry.decode(entry).content() instanceof Content.Recovered recovered
                ? Optional.of(recovered.document())
                : Optional.empty();
    }

    private static @Nullable AuthoritySet named(Content content) {
        return switch (content) {
            case Content.AddNode add -> add.authorities();
            case Content.RemoveNode remove -> remove.authorities();
            case Content.Recovered recovered -> recovered.authorities();
            case Content.AddArtifact ignored -> null;
            case Content.RemoveArtifact ignored -> null;
            case Content.Observed ignored -> null;
            case Content.Disputed ignored -> null;
        };
    }
}
