package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.PeerUnreachable;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.transport.TcpAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Tries the addresses of a peer, the likeliest first and the next one a little later, until one works.
final class Dialler {

    /// Addresses that are tried for one peer.
    private static final int MAX_ADDRESSES = 16;
    /// The lead that a better address has over the next.
    private static final long LEAD_MS = 250;

    /// Connects to one address; called on a thread of its own.
    @FunctionalInterface
    interface Attempt {
        PeerConnection dial(Multiaddr address) throws IOException;
    }

    private final Attempt attempt;

    Dialler(Attempt attempt) {
        this.attempt = attempt;
    }

    /// The first connection that comes about; those that come later are closed.
    PeerConnection dial(List<Multiaddr> addresses) throws IOException {
        List<Multiaddr> ranked = DialRank.sort(addresses.stream()
                .map(Multiaddr::withoutPeer)
                .distinct()
                .filter(TcpAddress::dialable)
                .limit(MAX_ADDRESSES)
                .toList());
        if (ranked.isEmpty()) {
            throw new PeerUnreachable("no address to dial in " + addresses);
        }
        CompletableFuture<PeerConnection> winner = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(ranked.size());
        for (Multiaddr address : ranked) {
            CompletableFuture<Void> failed = new CompletableFuture<>();
            Thread.ofVirtual().name("dial").start(() -> run(address, winner, left, failed));
            if (raceIsOver(winner, failed)) {
                break;
            }
        }
        return await(winner);
    }

    private void run(
            Multiaddr address,
            CompletableFuture<PeerConnection> winner,
            AtomicInteger left,
            CompletableFuture<Void> failed) {
        try {
            PeerConnection connection = attempt.dial(address);
            if (!winner.complete(connection)) {
                connection.close();
            }
        } catch (IOException | RuntimeException e) {
            if (left.decrementAndGet() == 0) {
                winner.completeExceptionally(new PeerUnreachable(address + ": " + e));
            }
        } finally {
            failed.complete(null);
        }
    }

    /// Waits until there is a winner, this attempt failed, or its lead is used up.
    private static boolean raceIsOver(CompletableFuture<PeerConnection> winner, CompletableFuture<Void> failed)
            throws IOException {
        try {
            CompletableFuture.anyOf(winner, failed).get(LEAD_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the next address has its turn
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return winner.isDone();
    }

    private static PeerConnection await(CompletableFuture<PeerConnection> winner) throws IOException {
        try {
            return winner.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while dialling", e);
    }
}
