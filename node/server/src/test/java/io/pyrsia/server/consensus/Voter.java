package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// A process that votes in one view after the other, forgets old ones, and prints each view whose vote is durable,
/// until it is killed.
final class Voter {

    /// Views that are not forgotten.
    static final int KEPT = 50;

    private Voter() {}

    static Vote vote(long view) {
        Bytes32 digest = Bytes32.leftPad(Bytes.ofUnsignedLong(view));
        return new Vote(new Statement(Kind.NOTAR, 0, view, digest), 1, Bytes.repeat((byte) view, 64));
    }

    // The pipe to the test is the vote on its way to the others.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        RocksStore store = new RocksStore(Database.open(Path.of(arguments[0]), StorageSettings.small()));
        for (long view = Long.parseLong(arguments[1]); ; view++) {
            if (view > KEPT) {
                store.write(List.of(new Entry.Forget(0, view - KEPT)), false);
            }
            store.write(List.of(new Entry.Voted(vote(view))), true);
            System.out.println(view);
            System.out.flush();
        }
    }
}
