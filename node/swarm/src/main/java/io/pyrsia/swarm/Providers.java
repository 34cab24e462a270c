package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import java.util.List;

/// Where a node learns who has a blob, and tells that it has one.
public interface Providers {

    /// Peers that say they have the whole blob, ending the search when `enough` are known.
    List<Candidate> find(Digest sha256, int enough) throws InterruptedException;

    /// Tells others that this node has the whole blob, now and from time to time; whether anybody took it now.
    boolean provide(Digest sha256) throws InterruptedException;

    /// Does not repeat it any more.
    void withdraw(Digest sha256);
}
