package io.pyrsia.libp2p.gossip;

import java.time.Duration;

/// Everything that a peer can send is bounded by one of these.
public final class GossipLimits {

    /// The longest message or bundle of messages.
    public static final int MAX_RPC_BYTES = 1_024 * 1_024;

    /// Room for what surrounds a message's data inside its bundle.
    public static final int MAX_DATA_BYTES = MAX_RPC_BYTES - 4_096;

    static final int MAX_TOPIC_BYTES = 256;
    static final int MAX_SUBSCRIPTIONS_IN_RPC = 100;
    static final int MAX_MESSAGES_IN_RPC = 1_000;
    static final int MAX_CONTROL_IN_RPC = 1_000;
    static final int MAX_ID_BYTES = 256;
    /// Ids in one list of a bundle; more are passed over.
    static final int MAX_IDS_IN_LIST = 5_000;

    /// IHAVE lists that are read of one peer between two heartbeats, and ids that are then asked of it.
    static final int MAX_IHAVE_LISTS = 10;

    static final int MAX_IHAVE_IDS = 5_000;
    /// How often one peer gets the same message on request.
    static final int MAX_IWANT_RETRANSMITS = 3;
    /// Ids that one peer says between two heartbeats that it does not want, and how long that holds.
    static final int MAX_IDONTWANT_IDS = 1_000;

    static final Duration IDONTWANT_LIFETIME = Duration.ofSeconds(3);
    /// Smaller messages are sent rather than announced as not wanted.
    static final int IDONTWANT_MIN_BYTES = 1_024;

    static final Duration MAX_BACKOFF = Duration.ofHours(1);
    static final int MAX_PEERS = 1_000;
    static final int MAX_SEEN = 100_000;
    static final int MAX_CACHED_MESSAGES = 5_000;
    static final long MAX_CACHED_BYTES = 32L * 1_024 * 1_024;
    /// Promises of peers to deliver what they announced that are watched at a time.
    static final int MAX_PROMISES = 10_000;

    private GossipLimits() {}
}
