package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What differs between ecosystems; everything else is the [Registry]'s.
///
/// An implementation keeps no state and may be called from any thread. Its HTTP side turns paths into items, calls
/// [Registry], and writes what it gets, a [Refusal] too, in the form that its clients understand.
public interface Ecosystem {

    /// Its name in settings, stored rows and metrics: `oci`.
    String name();

    /// How an upstream is asked for an item; by its digest where that is known and such a question exists.
    Question question(Item item, Optional<Digest> known);

    /// What the head of an upstream's answer says about the bytes that follow.
    Told told(Item item, Head head) throws Malformed;

    /// A check of the bytes besides their digest, for ecosystems whose upstreams tell only weaker checksums; `beside`
    /// fetches a small text from the same upstream.
    default Optional<Check> check(Item item, Head head, Beside beside) throws Refusal {
        return Optional.empty();
    }

    /// The item's name in the log if it came from this upstream; what the log does not name has none.
    Optional<Purl> purl(String registry, Item item);

    /// A path behind the upstream's address, and what to say beside it.
    record Question(String path, List<Header> headers) {

        public Question {
            headers = List.copyOf(headers);
        }
    }

    /// A header of a question.
    record Header(String name, String value) {}

    /// The headers of an answer: the first value under a name in lower case.
    interface Head extends Function<String, Optional<String>> {}

    /// What is known before the first byte.
    ///
    /// @param digest what the bytes will be; checked when they are here
    /// @param mediaType empty if nobody says
    record Told(Optional<Digest> digest, String mediaType) {}

    /// Asks the upstream for a small text beside an item; empty if there is none.
    interface Beside {
        Optional<String> text(String path) throws Refusal;
    }

    /// What the bytes must come to under a hash function.
    record Check(MessageDigest running, String hex) {}
}
