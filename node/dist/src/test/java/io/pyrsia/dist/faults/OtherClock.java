package io.pyrsia.dist.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A clock of a process's own, which is wrong as the test wants: libfaketime stands before the C library.
final class OtherClock {

    private final Path library;
    private final Path file;

    private OtherClock(Path library, Path file) throws IOException {
        this.library = library;
        this.file = file;
        offBySeconds(0);
    }

    /// None where Debian's package libfaketime is not installed.
    static Optional<OtherClock> in(Path folder) throws IOException {
        try (Stream<Path> machines = Files.list(Path.of("/usr/lib"))) {
            Optional<Path> library = machines.map(machine -> machine.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::isReadable)
                    .findFirst();
            return library.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new OtherClock(library.get(), folder.resolve("clock")));
        }
    }

    /// The variables of a process that goes by this clock; how long things take is not changed.
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Else threads that wait for so and so long never wake up.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /// Also processes that run see it within a second.
    void offBySeconds(long seconds) throws IOException {
        Path next = Files.writeString(file.resolveSibling("clock.next"), "%+d\n".formatted(seconds));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
