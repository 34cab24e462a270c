package io.pyrsia.registry;

import io.pyrsia.base.Malformed;

/// A pattern in which `*` stands for anything, also for nothing and for slashes.
public record Glob(String pattern) {

    private static final int MAX_CHARACTERS = 512;

    public static Glob parse(String text) throws Malformed {
        String pattern = text.strip();
        if (pattern.isEmpty()
                || pattern.length() > MAX_CHARACTERS
                || pattern.chars().anyMatch(c -> c <= ' ')) {
            throw new Malformed("not a pattern: '" + text + "' (write for example docker.io/library/*)");
        }
        return new Glob(pattern);
    }

    /// Matches in time that grows with the product of the lengths at worst.
    public boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
