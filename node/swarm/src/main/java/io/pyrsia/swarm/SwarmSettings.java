package io.pyrsia.swarm;

import java.time.Duration;

/// How much a node gives and takes.
///
/// @param uploadBytesPerSecond to all peers together; 0 is without limit, as in the three below
/// @param peerUploadBytesPerSecond to each peer
/// @param downloadBytesPerSecond from all peers together
/// @param peerDownloadBytesPerSecond from each peer
/// @param uploadSlots peers that are sent pieces at the same time; with 0 this node serves nobody
/// @param peersPerBlob peers that one blob is fetched from at the same time
/// @param patience how long a transfer goes on without a single new piece
public record SwarmSettings(
        long uploadBytesPerSecond,
        long peerUploadBytesPerSecond,
        long downloadBytesPerSecond,
        long peerDownloadBytesPerSecond,
        int uploadSlots,
        int peersPerBlob,
        Duration patience) {

    /// Without limits of bandwidth.
    public static SwarmSettings standard() {
        return new SwarmSettings(0, 0, 0, 0, 4, 10, Duration.ofSeconds(30));
    }

    public SwarmSettings withUpload(long bytesPerSecond) {
        return new SwarmSettings(
                bytesPerSecond,
                peerUploadBytesPerSecond,
                downloadBytesPerSecond,
                peerDownloadBytesPerSecond,
                uploadSlots,
                peersPerBlob,
                patience);
    }

    public SwarmSettings withPeersPerBlob(int peers) {
        return new SwarmSettings(
                uploadBytesPerSecond,
                peerUploadBytesPerSecond,
                downloadBytesPerSecond,
                peerDownloadBytesPerSecond,
                uploadSlots,
                peers,
                patience);
    }
}
