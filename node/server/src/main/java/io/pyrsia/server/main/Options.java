package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;

/// The options of one command besides the node's settings, which are left over.
final class Options {

    private final List<String> rest;

    Options(List<String> words) {
        this.rest = new ArrayList<>(words);
    }

    /// Takes all values of an option.
    List<String> all(String option) throws Malformed {
        List<String> values = new ArrayList<>();
        int at = rest.indexOf(option);
        while (at >= 0) {
            if (at + 1 == rest.size()) {
                throw new Malformed(option + " needs a value");
            }
            values.add(rest.get(at + 1));
            rest.subList(at, at + 2).clear();
            at = rest.indexOf(option);
        }
        return values;
    }

    /// Takes the one value of an option.
    String one(String option) throws Malformed {
        List<String> values = all(option);
        if (values.size() != 1) {
            throw new Malformed(option + " is needed, once");
        }
        return values.getFirst();
    }

    /// What is left: the node's settings.
    List<String> settings() {
        return List.copyOf(rest);
    }
}
