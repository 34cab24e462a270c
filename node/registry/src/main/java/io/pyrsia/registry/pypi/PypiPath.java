package io.pyrsia.registry.pypi;

import io.pyrsia.base.Malformed;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path behind the mount of a Python package index.
sealed interface PypiPath {

    int MAX_CHARACTERS = 1_024;

    /// The list of a project's files, and the folder of it that clients are sent to.
    record Index(String project, boolean isExact) implements PypiPath {}

    /// One file of a version.
    record File(String project, String version, String name) implements PypiPath {

        String path() {
            return "files/" + project + "/" + version + "/" + name;
        }
    }

    String WORD = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
    Pattern INDEX = Pattern.compile("/simple/(" + WORD + ")(/?)");
    Pattern FILE = Pattern.compile("/?files/(" + WORD + ")/([A-Za-z0-9.!+_-]{1,128})/([A-Za-z0-9.!+_-]{1,255})");

    /// Reads what a client asks for; nothing if no index has such a path.
    static Optional<PypiPath> parse(String path) throws Malformed {
        if (path.length() > MAX_CHARACTERS) {
            throw new Malformed("a path has at most " + MAX_CHARACTERS + " characters");
        }
        Matcher index = INDEX.matcher(path);
        if (index.matches()) {
            String project = Pypi.normalized(index.group(1));
            boolean isExact = project.equals(index.group(1)) && !index.group(2).isEmpty();
            return Optional.of(new Index(project, isExact));
        }
        Matcher file = FILE.matcher(path);
        return file.matches()
                        && !file.group(3).startsWith(".")
                        && !file.group(2).startsWith(".")
                ? Optional.of(new File(file.group(1), file.group(2), file.group(3)))
                : Optional.empty();
    }
}
