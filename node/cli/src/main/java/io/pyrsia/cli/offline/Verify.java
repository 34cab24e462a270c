package io.pyrsia.cli.offline;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.cli.text.Page.Fact;
import io.pyrsia.cli.text.Style;
import io.pyrsia.log.Hash;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks, with no network, that a file is one that the log vouches for.
@Command(
        name = "verify",
        description = "Check a file offline, with the proof that 'pyrsia log proof' saved.",
        footer = {
            "",
            "A proof shows what the log said when it was made: whether the file was withdrawn since is",
            "answered by 'pyrsia trust'."
        })
public final class Verify extends Work {

    private static final int BUFFER_BYTES = 1 << 16;

    @Parameters(paramLabel = "FILE", description = "The file that was downloaded.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path file;

    @Option(names = "--proof", paramLabel = "FILE", description = "The proof; FILE.tlog-proof unless told.")
    private @Nullable Path proofFile;

    @Option(names = "--entry", paramLabel = "FILE", description = "The log's entry, if the proof does not carry it.")
    private @Nullable Path entryFile;

    @Option(names = "--purl", paramLabel = "PURL", description = "What the file must be, as a package URL.")
    private @Nullable String purl;

    @Option(
            names = "--require",
            paramLabel = "LEVEL",
            description = "The least trust that will do: ${COMPLETION-CANDIDATES}.",
            defaultValue = "TRUSTED")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private ProvenEntry.Level least;

    @Mixin
    private final Signers signers = new Signers();

    @Override
    protected Exit run(Console console) throws Failure, Malformed, IOException {
        Purl expected = purl == null ? null : Purl.parse(purl);
        Policy policy = signers.policy();
        Digest actual = digest();
        LogProof proof = proof();
        ProvenEntry entry;
        Checkpoint checkpoint;
        try {
            Bytes leaf = leaf(proof);
            checkpoint = proof.verify(Hash.ofEntry(leaf), policy);
            entry = ProvenEntry.parse(leaf);
        } catch (Malformed e) {
            throw new Failure(Exit.NOT_VERIFIED, "NOT VERIFIED: " + e.reason());
        }
        compare(entry, actual, expected);
        console.show(json(entry, proof, checkpoint), page -> page.line(
                        Style.GOOD, "OK: " + file + " is what the log says")
                .facts(List.of(
                        new Fact("what", entry.purl().toString()),
                        new Fact("digest", actual.toString()),
                        new Fact("trust", entry.trust().name()),
                        new Fact("logged", entry.operation() + " at " + entry.time()),
                        new Fact("entry", proof.index() + " of " + checkpoint.size() + " in " + checkpoint.origin()))));
        return Exit.DONE;
    }

    private void compare(ProvenEntry entry, Digest actual, @Nullable Purl expected) throws Failure {
        if (!entry.sha256().equals(actual)) {
            throw new Failure(
                    Exit.NOT_VERIFIED,
                    "NOT VERIFIED: " + file + " is " + actual + ", but the log has " + entry.sha256() + " for "
                            + entry.purl());
        }
        if (expected != null && !entry.purl().equals(expected)) {
            throw new Failure(Exit.NOT_VERIFIED, "NOT VERIFIED: the file is " + entry.purl() + ", not " + expected);
        }
        if (entry.trust().compareTo(least) > 0) {
            throw new Failure(
                    Exit.NOT_VERIFIED,
                    "NOT VERIFIED: " + entry.purl() + " is only " + entry.trust() + ", and " + least + " is required",
                    "If that will do, say --require " + entry.trust() + ".");
        }
    }

    private Digest digest() throws IOException {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        try (InputStream input = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                hash.update(buffer, 0, read);
            }
        }
        return new Digest(Digest.Algorithm.SHA256, Bytes.wrap(hash.digest()));
    }

    private LogProof proof() throws IOException, Failure {
        Path source = proofFile == null ? Path.of(file + ".tlog-proof") : proofFile;
        try {
            return LogProof.parse(SmallFile.read(source, LogProof.MAX_BYTES));
        } catch (Malformed e) {
            throw new Failure(Exit.NOT_VERIFIED, "NOT VERIFIED: " + source + ": " + e.reason());
        }
    }

    private Bytes leaf(LogProof proof) throws IOException, Malformed {
        if (entryFile != null) {
            return SmallFile.read(entryFile, ProvenEntry.MAX_BYTES);
        }
        if (proof.extra().isEmpty()) {
            throw new Malformed("the proof does not carry the log's entry: give it with --entry FILE");
        }
        return proof.extra();
    }

    private Json json(ProvenEntry entry, LogProof proof, Checkpoint checkpoint) {
        return Json.object(Map.of(
                "file", Json.of(file.toString()),
                "purl", Json.of(entry.purl().toString()),
                "sha256", Json.of(entry.sha256().toString()),
                "trust", Json.of(entry.trust().name()),
                "operation", Json.of(entry.operation()),
                "logged_at", Json.of(entry.time().toString()),
                "index", Json.of(proof.index()),
                "log_size", Json.of(checkpoint.size()),
                "origin", Json.of(checkpoint.origin())));
    }
}
