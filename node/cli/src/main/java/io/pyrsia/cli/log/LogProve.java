package io.pyrsia.cli.log;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.log.Hash;
import io.pyrsia.log.InclusionProof;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.LogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gets the proof that the log has an entry, with the entry in it, so that `pyrsia verify` needs nothing else.
@Command(name = "proof", description = "Get the proof of an entry, for 'pyrsia verify'.")
final class LogProve extends NodeWork {

    @Parameters(
            paramLabel = "ENTRY",
            description = "The entry's index, or the package URL of a file: its newest entry.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String entry;

    @Option(names = "--save", paramLabel = "FILE", description = "Write it to a file, such as FILE.tlog-proof.")
    private @Nullable Path target;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        LogPage.Entry found = find(client);
        Bytes leaf = CanonicalJson.bytes(found.entry());
        LogProof proof = LogProof.parse(Bytes.wrap(client.proof(found.index()).getBytes(StandardCharsets.UTF_8)));
        Checkpoint head = proof.checkpoint().checkpoint();
        if (proof.index() != found.index()
                || !new InclusionProof(proof.index(), head.size(), proof.path())
                        .proves(Hash.ofEntry(leaf), head.root())) {
            throw new Failure(Exit.NOT_VERIFIED, "the node's proof does not lead from the entry to its checkpoint");
        }
        Bytes whole = new LogProof(leaf, proof.index(), proof.path(), proof.checkpoint()).encode();
        String text = new String(whole.toArrayUnsafe(), StandardCharsets.UTF_8);
        Path file = target;
        if (file == null) {
            console.raw(text);
            return Exit.DONE;
        }
        Files.writeString(file, text);
        console.show(
                Json.object(Map.of("index", Json.of(found.index()), "file", Json.of(file.toString()))),
                page -> page.line("The proof of entry " + found.index() + " is in " + file + "."));
        return Exit.DONE;
    }

    private LogPage.Entry find(ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        if (entry.matches("[0-9]{1,18}")) {
            return client.entry(Long.parseLong(entry));
        }
        Purl purl = Purl.parse(entry);
        List<LogPage.Entry> entries =
                client.search(LogQuery.of(LogQuery.Facet.FILE, purl.toString())).entries();
        return entries.stream()
                .filter(candidate ->
                        List.of("AddArtifact", "Observation").contains(Entries.text(candidate.entry(), "operation")))
                .findFirst()
                .orElseThrow(() -> new Failure(Exit.NOT_FOUND, "the log vouches for no file " + purl));
    }
}
