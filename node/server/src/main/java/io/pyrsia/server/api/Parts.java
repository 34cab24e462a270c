package io.pyrsia.server.api;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.libp2p.Host;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.server.backup.Backup;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.log.PublishedNotes;
import io.pyrsia.server.report.ClockWatch;
import io.pyrsia.server.report.Journal;
import io.pyrsia.storage.Database;
import java.time.Instant;

/// What the API answers from; everything in it may be called from any thread.
///
/// @param noteKey the node's key for checkpoints
/// @param kept how the private half of its key is kept
public record Parts(
        LedgerNode ledger,
        Host host,
        Database database,
        PublishedNotes notes,
        NoteKey noteKey,
        KeysInfo.Kept kept,
        Backup backup,
        Journal journal,
        Clock clock,
        ClockWatch clockWatch,
        Instant startedAt,
        String version) {}
