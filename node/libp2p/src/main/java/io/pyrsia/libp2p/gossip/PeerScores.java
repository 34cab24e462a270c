package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is known for and against each peer. A bad record outlives the connection, so that coming back does not wash it.
final class PeerScores {

    /// Peers that are gone and remembered.
    static final int MAX_REMEMBERED = 4 * GossipLimits.MAX_PEERS;

    private static final class Sheet {
        String address = "";
        boolean connected;
        long goneNanos;
        double deliveries;
        double invalid;
        double behaviour;
        final Map<String, Long> meshSince = new HashMap<>();
    }

    private final ScoreConfig config;

    /// In the order in which they were first seen.
    private final Map<PeerId, Sheet> sheets = new LinkedHashMap<>();

    private final Map<String, Integer> peersAtAddress = new HashMap<>();

    PeerScores(ScoreConfig config) {
        this.config = config;
    }

    /// `address` is the peer's IP, or empty where many peers are expected at one.
    void connected(PeerId peer, String address) {
        Sheet sheet = sheets.computeIfAbsent(peer, ignored -> new Sheet());
        if (!sheet.connected) {
            sheet.connected = true;
            sheet.address = address;
            peersAtAddress.merge(address, 1, Integer::sum);
        }
    }

    void gone(PeerId peer, long nowNanos) {
        Sheet sheet = sheets.get(peer);
        if (sheet == null || !sheet.connected) {
            return;
        }
        sheet.connected = false;
        sheet.goneNanos = nowNanos;
        sheet.meshSince.clear();
        peersAtAddress.computeIfPresent(sheet.address, (address, count) -> count > 1 ? count - 1 : null);
        if (score(peer, nowNanos) >= 0 || sheets.size() > MAX_REMEMBERED) {
            sheets.remove(peer);
        }
    }

    void grafted(PeerId peer, String topic, long nowNanos) {
        sheet(peer).meshSince.put(topic, nowNanos);
    }

    void pruned(PeerId peer, String topic) {
        sheet(peer).meshSince.remove(topic);
    }

    void delivered(PeerId peer) {
        Sheet sheet = sheet(peer);
        sheet.deliveries = Math.min(config.firstDeliveryCap(), sheet.deliveries + 1);
    }

    void invalid(PeerId peer) {
        sheet(peer).invalid++;
    }

    void misbehaved(PeerId peer, double much) {
        sheet(peer).behaviour += much;
    }

    double score(PeerId peer, long nowNanos) {
        Sheet sheet = sheets.get(peer);
        if (sheet == null) {
            return 0;
        }
        double good = config.firstDeliveryWeight() * sheet.deliveries;
        for (long since : sheet.meshSince.values()) {
            double quanta =
                    (double) (nowNanos - since) / config.timeInMeshQuantum().toNanos();
            good += config.timeInMeshWeight() * Math.min(config.timeInMeshCap(), quanta);
        }
        double excess = Math.max(0, sheet.behaviour - config.behaviourThreshold());
        double bad = config.invalidWeight() * square(sheet.invalid) + config.behaviourWeight() * square(excess);
        int neighbours = sheet.address.isEmpty() ? 0 : peersAtAddress.getOrDefault(sheet.address, 0);
        int tooMany = Math.max(0, neighbours - config.sameAddressThreshold());
        return good + bad + config.sameAddressWeight() * square(tooMany);
    }

    /// A heartbeat passed: everything fades.
    void decay(long nowNanos) {
        Iterator<Sheet> all = sheets.values().iterator();
        while (all.hasNext()) {
            Sheet sheet = all.next();
            sheet.deliveries = faded(sheet.deliveries);
            sheet.invalid = faded(sheet.invalid);
            sheet.behaviour = faded(sheet.behaviour);
            if (!sheet.connected
                    && nowNanos - sheet.goneNanos > config.retention().toNanos()) {
                all.remove();
            }
        }
    }

    int remembered() {
        return sheets.size();
    }

    private Sheet sheet(PeerId peer) {
        return sheets.computeIfAbsent(peer, ignored -> new Sheet());
    }

    private double faded(double value) {
        double less = value * config.decay();
        return less < config.decayToZero() ? 0 : less;
    }

    private static double square(double value) {
        return value * value;
    }
}
