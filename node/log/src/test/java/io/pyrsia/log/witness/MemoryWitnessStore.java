package io.pyrsia.log.witness;

import io.pyrsia.log.note.SignedCheckpoint;
import java.util.Optional;
import java.util.TreeMap;

/// The memory twin of what a witness remembers.
public final class MemoryWitnessStore implements WitnessStore {

    private final TreeMap<String, SignedCheckpoint> latest = new TreeMap<>();

    @Override
    public synchronized Optional<SignedCheckpoint> latest(String origin) {
        return Optional.ofNullable(latest.get(origin));
    }

    @Override
    public synchronized boolean replace(String origin, Optional<SignedCheckpoint> before, SignedCheckpoint after) {
        if (!latest(origin).equals(before)) {
            return false;
        }
        latest.put(origin, after);
        return true;
    }
}
