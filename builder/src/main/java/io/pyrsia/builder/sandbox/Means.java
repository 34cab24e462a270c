package io.pyrsia.builder.sandbox;

import java.util.ArrayList;
import java.util.List;

/// What a sandbox is made with. Both ways make the same namespaces, mounts, limits and filter of system calls.
public enum Means {
    BUBBLEWRAP("bubblewrap", "bwrap"),
    UNSHARE("unshare, because there is no bubblewrap", "unshare");

    private static final List<String> ALWAYS = List.of("unshare", "nsenter", "setpriv", "prlimit", "choom");

    private final String words;
    private final String program;

    Means(String words, String program) {
        this.words = words;
        this.program = program;
    }

    /// The way that this machine has.
    public static Means here() {
        return Host.has(BUBBLEWRAP.program) ? BUBBLEWRAP : UNSHARE;
    }

    /// What it is made with, in words.
    public String words() {
        return words;
    }

    List<String> programs() {
        List<String> programs = new ArrayList<>(ALWAYS);
        programs.addFirst(program);
        return programs.stream().distinct().toList();
    }
}
