package io.pyrsia.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start classes of this test as processes of their own.
final class Children {

    private Children() {}

    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Quotes words for a shell.
    static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(word -> "'" + word + "'").toList());
    }
}
