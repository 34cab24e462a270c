package io.pyrsia.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Looks at a store's logs before RocksDB does: cuts off a write that power loss tore, refuses any other damage.
///
/// RocksDB is then opened with absolute consistency. Its own tolerant modes cannot be used: one drops whatever follows
/// damage, one forgives a short log that is not the last, and both without a word.
final class WriteAheadLogs {

    private WriteAheadLogs() {}

    /// The bytes that were cut off.
    static long recover(Path store) throws IOException {
        List<Path> logs = written(store);
        for (int i = 0; i < logs.size(); i++) {
            Path log = logs.get(i);
            WriteAheadLog.Result result = WriteAheadLog.inspect(log);
            boolean last = i == logs.size() - 1;
            if (result.end() == WriteAheadLog.End.DAMAGED || (!last && result.end() == WriteAheadLog.End.TORN)) {
                throw Failures.damaged(store, "its log " + log.getFileName() + " is broken at byte " + result.length());
            }
            if (last) {
                return cut(log, result.length());
            }
        }
        return 0;
    }

    private static long cut(Path log, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            long surplus = channel.size() - length;
            if (surplus > 0) {
                channel.truncate(length);
                channel.force(true);
            }
            return surplus;
        }
    }

    /// The logs that have bytes, oldest first; RocksDB makes the next one ahead of its use.
    private static List<Path> written(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]+\\.log"))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted(Comparator.comparingLong(WriteAheadLogs::number))
                    .toList();
        }
    }

    private static long number(Path log) {
        String name = log.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ".log".length()));
    }
}
