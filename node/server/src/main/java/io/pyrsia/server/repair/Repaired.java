package io.pyrsia.server.repair;

import io.pyrsia.log.LogPath;
import io.pyrsia.storage.Column;
import java.util.ArrayList;
import java.util.List;

/// What a repair did: the columns that could not be read, what of the log was fetched again or could not be had, and
/// how many entries the search index was made of.
public record Repaired(List<Column> lost, List<LogPath> replaced, List<LogPath> missing, long indexed) {

    public Repaired {
        lost = List.copyOf(lost);
        replaced = List.copyOf(replaced);
        missing = List.copyOf(missing);
    }

    /// Whether the log is whole again; otherwise the repair is to be run again with another source.
    public boolean isWhole() {
        return missing.isEmpty();
    }

    /// Sentences for the operator.
    public List<String> report() {
        List<String> sentences = new ArrayList<>();
        for (Column column : lost) {
            sentences.add(
                    switch (column) {
                        case VOTES ->
                            "What this node signed cannot be read: it must not vote again with its key. Rotate the key.";
                        case STATE, BLOCKS, HASHES ->
                            "The column " + column + " cannot be read: the node will fetch it from its peers.";
                        case BLOBS ->
                            "What is known of blobs cannot be read: they will be fetched again when asked for.";
                        case NAMES ->
                            "What names in registries meant cannot be read: upstreams will be asked again; what was"
                                    + " pushed to this node must be pushed again.";
                        case META -> "The store's small facts cannot be read: they will be made again.";
                        case TILES, ENTRIES, INDEX ->
                            "Parts of the column " + column + " could not be read and were made again.";
                    });
        }
        replaced.forEach(path -> sentences.add("Fetched again and proven: " + path.text()));
        missing.forEach(path -> sentences.add("Nobody could give " + path.text() + ": name another source."));
        if (isWhole()) {
            sentences.add("The log is whole, and the search index was made again from its " + indexed + " entries.");
        }
        return sentences;
    }
}
