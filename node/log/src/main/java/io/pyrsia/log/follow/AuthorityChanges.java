package io.pyrsia.log.follow;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The seam to whoever knows what entries mean: says which set of authorities an entry puts in force, if it does.
@FunctionalInterface
public interface AuthorityChanges {

    Optional<AuthoritySet> in(Bytes entry) throws Malformed;

    /// The document by which people put that set in force, where the authorities before it could not any more.
    default Optional<Digest> recovery(Bytes entry) throws Malformed {
        return Optional.empty();
    }
}
