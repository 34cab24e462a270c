package io.pyrsia.registry;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What trust is required of which packages: the first rule whose pattern matches `registry/pack` holds.
public record Policy(List<Rule> rules) {

    /// The least that is accepted.
    public enum Require {
        VERIFIED,
        TRUSTED,
        UNTRUSTED,
        /// What the log does not know, too; but never what the authorities removed.
        ANY;

        public boolean accepts(Optional<Trust> trust) {
            if (trust.isEmpty()) {
                return this == ANY;
            }
            return switch (trust.get()) {
                case VERIFIED -> true;
                case TRUSTED -> this != VERIFIED;
                case UNTRUSTED -> this == UNTRUSTED || this == ANY;
                case DISPUTED -> this == ANY;
                case REMOVED -> false;
            };
        }
    }

    /// A pattern and what it requires.
    public record Rule(Glob pattern, Require require) {}

    public Policy {
        rules = List.copyOf(rules);
    }

    /// Reads `VERIFIED docker.io/library/*, any *`.
    public static Policy parse(String text) throws Malformed {
        List<Rule> rules = new ArrayList<>();
        for (String rule : text.split(",", -1)) {
            if (rule.isBlank()) {
                continue;
            }
            String[] words = rule.strip().split("\\s+", -1);
            if (words.length != 2) {
                throw new Malformed("a rule is a level and a pattern, not '" + rule.strip() + "'");
            }
            rules.add(new Rule(Glob.parse(words[1]), level(words[0])));
        }
        return new Policy(rules);
    }

    private static Require level(String word) throws Malformed {
        for (Require require : Require.values()) {
            if (require.name().equals(word.toUpperCase(Locale.ROOT))) {
                return require;
            }
        }
        throw new Malformed("a level is VERIFIED, TRUSTED, UNTRUSTED or any, not '" + word + "'");
    }

    /// What is required of a pack, written with its registry: `docker.io/library/alpine`.
    public Require of(String fullName) {
        for (Rule rule : rules) {
            if (rule.pattern().matches(fullName)) {
                return rule.require();
            }
        }
        return Require.ANY;
    }
}
