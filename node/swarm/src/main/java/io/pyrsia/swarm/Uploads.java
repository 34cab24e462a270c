package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.swarm.schedule.Slots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All peers that fetch from this node, their slots, and what they are told of each other.
final class Uploads {

    /// Streams that are served at a time, of all peers and of one.
    static final int MAX = 1_024;

    static final int MAX_PER_PEER = 32;

    private final Swarm swarm;
    /// All fields are guarded by this object.
    private final Slots slots;

    private final Map<Integer, Upload> all = new HashMap<>();
    private final Map<Digest, List<Upload>> byBlob = new HashMap<>();
    private int lastNumber;
    private long sentBytes;

    Uploads(Swarm swarm, int slots) {
        this.swarm = swarm;
        this.slots = new Slots(slots);
    }

    synchronized int nextNumber() {
        return ++lastNumber;
    }

    /// Takes an upload in, unless there are too many.
    synchronized boolean join(Digest sha256, Upload upload) {
        long ofPeer = all.values().stream()
                .filter(other -> other.peer().equals(upload.peer()))
                .count();
        if (all.size() >= MAX || ofPeer >= MAX_PER_PEER) {
            return false;
        }
        upload.begin();
        List<Upload> others = byBlob.computeIfAbsent(sha256, key -> new ArrayList<>());
        List<Candidate> known = others.stream()
                .map(Upload::peer)
                .filter(peer -> !peer.equals(upload.peer()))
                .distinct()
                .limit(Wire.MAX_PEERS)
                .map(this::candidate)
                .toList();
        if (!known.isEmpty()) {
            upload.tell(new Message.Peers(known));
        }
        others.add(upload);
        all.put(upload.number, upload);
        carryOut(slots.join(upload.number, swarm.clock.nanos()));
        return true;
    }

    synchronized void leave(Digest sha256, Upload upload) {
        all.remove(upload.number);
        byBlob.computeIfPresent(sha256, (key, uploads) -> {
            uploads.remove(upload);
            return uploads.isEmpty() ? null : uploads;
        });
        carryOut(slots.leave(upload.number, swarm.clock.nanos()));
    }

    synchronized void used(Upload upload) {
        slots.used(upload.number, swarm.clock.nanos());
    }

    synchronized void sent(Upload upload, int bytes) {
        sentBytes += bytes;
        slots.used(upload.number, swarm.clock.nanos());
    }

    synchronized int count() {
        return all.size();
    }

    synchronized long sentBytes() {
        return sentBytes;
    }

    /// Tells those who fetch a blob that this node got another piece of it.
    synchronized void has(Digest sha256, int piece) {
        byBlob.getOrDefault(sha256, List.of()).forEach(upload -> upload.tell(new Message.Has(piece)));
    }

    synchronized void rotate() {
        carryOut(slots.rotate(swarm.clock.nanos()));
    }

    Candidate candidate(PeerId peer) {
        return new Candidate(peer, swarm.host.peers().addresses(peer));
    }

    private void carryOut(List<Slots.Change> changes) {
        for (Slots.Change change : changes) {
            Upload upload = all.get(change.peer());
            if (upload != null) {
                upload.choke(change.choked());
            }
        }
    }
}
