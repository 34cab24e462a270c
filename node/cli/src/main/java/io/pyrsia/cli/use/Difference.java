package io.pyrsia.cli.use;

import java.util.List;

/// The lines that make two texts differ, when all changes are in one place.
record Difference(List<String> removed, List<String> added) {

    static Difference of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        int shorter = Math.min(old.size(), fresh.size());
        int same = 0;
        while (same < shorter && old.get(same).equals(fresh.get(same))) {
            same++;
        }
        int end = 0;
        while (end < shorter - same && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
            end++;
        }
        return new Difference(old.subList(same, old.size() - end), fresh.subList(same, fresh.size() - end));
    }
}
