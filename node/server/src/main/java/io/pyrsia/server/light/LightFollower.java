package io.pyrsia.server.light;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.LogClient;
import io.pyrsia.ledger.entry.AuthorityEntries;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.follow.LightClient;
import io.pyrsia.log.follow.Step;
import io.pyrsia.log.follow.Trusted;
import io.pyrsia.log.note.Quorum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Follows a network's log over HTTP from genesis, and keeps in a file what must not be forgotten: the newest
/// checkpoint it saw and the authorities then.
///
/// Everything it is served is checked, so the server may be anybody. One thread at a time may use it.
public final class LightFollower {

    private final LightClient client;
    private final LogClient log;
    private final TrustFile file;
    private Trusted trusted;

    /// Goes on from what the file has, or from `genesis` if there is none.
    ///
    /// @param witnesses whose cosignatures a checkpoint needs besides the authorities' signatures
    /// @param recoveries the recovery documents that were accepted here
    public LightFollower(LogClient log, Path file, Trusted genesis, Quorum witnesses, List<Digest> recoveries)
            throws IOException, Malformed {
        this.client = new LightClient(new AuthorityEntries(), witnesses, recoveries);
        this.log = log;
        this.file = new TrustFile(file);
        this.trusted = Files.exists(file) ? this.file.read() : genesis;
        if (!trusted.origin().equals(genesis.origin())) {
            throw new Malformed(file + " is about the log " + trusted.origin() + ", not " + genesis.origin());
        }
    }

    /// What is believed now.
    public Trusted trusted() {
        return trusted;
    }

    /// Goes to the newest checkpoint, or says why what is served must not be believed. What was found on the way is
    /// kept.
    public Step follow() throws IOException, InterruptedException {
        Step step = client.follow(trusted);
        while (step instanceof Step.Fetch fetch) {
            keep(fetch.trusted());
            TreeMap<LogPath, Bytes> answers = new TreeMap<>();
            for (LogPath path : fetch.paths()) {
                log.get(path.text(), path.maxBytes()).ifPresent(content -> answers.put(path, content));
            }
            step = fetch.then().with(answers);
        }
        keep(step.trusted());
        return step;
    }

    private void keep(Trusted next) throws IOException {
        if (!next.equals(trusted)) {
            file.write(next);
            trusted = next;
        }
    }
}
