package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A process that has locked a file as a node does, until its input ends.
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            System.out.println(channel.lock().isValid());
            System.out.flush();
            System.in.transferTo(System.out);
        }
    }
}
