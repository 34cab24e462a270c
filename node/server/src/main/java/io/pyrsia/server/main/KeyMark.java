package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.server.consensus.StoreMark;
import io.pyrsia.server.keys.OwnerFile;
import io.pyrsia.server.main.CannotStart.Exit;
import io.pyrsia.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A number beside the key by which an old copy of the store is known, which has forgotten what the key signed.
///
/// The store has the number too, and gets a greater one first: so it is never behind the key's, but for a copy that was
/// made before. It grows when the node starts, while it votes, and when it stops. What is not noticed is a copy from
/// between the last growth and a crash.
final class KeyMark implements AutoCloseable {

    private final Path file;
    private final Database database;
    /// Guarded by this.
    private long number;

    private KeyMark(Path file, Database database, long number) {
        this.file = file;
        this.database = database;
        this.number = number;
    }

    static Path beside(Path key) {
        return key.resolveSibling(key.getFileName() + ".mark");
    }

    /// Refuses a store that is older than what the key last signed with.
    static KeyMark open(Path key, Database database) throws IOException, Malformed, CannotStart {
        Path file = beside(key);
        long stored = StoreMark.read(database);
        long signed = read(file);
        if (stored < signed) {
            throw new CannotStart(
                    Exit.DATA,
                    "the data is an older copy than the one that this key has signed with (mark " + stored + " instead"
                            + " of " + signed + "), and could make it contradict itself: bring the newer data back; if"
                            + " it is lost, start with a new key in a new folder, and have the authorities run"
                            + " `pyrsia authority rotate OLD NEW`");
        }
        KeyMark mark = new KeyMark(file, database, stored);
        mark.grow();
        return mark;
    }

    private static long read(Path file) throws IOException, Malformed {
        if (!Files.exists(file)) {
            return 0;
        }
        String text = OwnerFile.read(file).strip();
        if (!text.matches("[0-9]{1,18}")) {
            throw new Malformed(file + " is to have one number, and has something else");
        }
        return Long.parseLong(text);
    }

    synchronized void grow() throws IOException {
        number++;
        StoreMark.write(database, number);
        OwnerFile.create(file, number + "\n");
    }

    @Override
    public void close() throws IOException {
        grow();
    }
}
