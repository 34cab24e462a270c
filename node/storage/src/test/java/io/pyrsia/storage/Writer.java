package io.pyrsia.storage;

import java.nio.file.Path;
import org.apache.tuweni.bytes.Bytes;

/// A process that writes numbered batches of several columns and prints each number once it is durable, until killed.
final class Writer {

    private Writer() {}

    /// The columns that each batch changes together.
    static final Column[] COLUMNS = {Column.STATE, Column.INDEX, Column.VOTES};

    static int length(long number) {
        return (int) (number * 37 % 3_000);
    }

    // The pipe to the test is the acknowledgement.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        Database database = Stores.open(Path.of(arguments[0]));
        for (long number = Long.parseLong(arguments[1]); ; number++) {
            Batch batch = new Batch();
            for (Column column : COLUMNS) {
                batch.put(column, Bytes.ofUnsignedLong(number), Stores.value(number, length(number)));
            }
            database.commit(batch);
            System.out.println(number);
            System.out.flush();
        }
    }
}
