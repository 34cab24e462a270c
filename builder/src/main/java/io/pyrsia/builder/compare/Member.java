package io.pyrsia.builder.compare;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// One member of an archive.
record Member(String path, Map<Fact, String> facts, Content content) {

    Member {
        facts = Collections.unmodifiableMap(facts.isEmpty() ? new EnumMap<>(Fact.class) : new EnumMap<>(facts));
    }

    Member with(Content other) {
        return new Member(path, facts, other);
    }
}
