package io.pyrsia.cli.log;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.cli.text.Cell;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Table;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.client.api.TrustReport.Level;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says why a package is trusted: its level, and every piece of evidence in words with the entry that proves it.
@Command(name = "trust", description = "Say why a package is trusted, or why not.")
public final class TrustCommand extends NodeWork {

    @Parameters(paramLabel = "PURL", description = "A version or a file of one, as a package URL.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String purl;

    @Option(
            names = "--require",
            paramLabel = "LEVEL",
            description = "Fail if the trust is less: VERIFIED, TRUSTED or UNTRUSTED.")
    private @Nullable Level least;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        TrustReport report = client.trust(Purl.parse(purl));
        Level level = report.level();
        if (level == null) {
            throw new Failure(
                    Exit.NOT_FOUND,
                    "the network knows nothing of " + report.purl(),
                    "Nobody built it here and no trusted registry's node has seen it. To ask for a build: pyrsia build purl "
                            + report.purl());
        }
        console.show(RecordJson.write(TrustReport.class, report), page -> write(page, report, level));
        if (least != null && level.compareTo(least) > 0) {
            throw new Failure(
                    Exit.NOT_VERIFIED, report.purl() + " is only " + level + ", and " + least + " is required");
        }
        return Exit.DONE;
    }

    private static void write(Page page, TrustReport report, Level level) {
        page.line(TrustStyle.of(level.name()), report.purl() + " is " + level + ": " + meaning(level));
        if (!report.files().isEmpty()) {
            Table table = new Table(List.of("FILE", "TRUST", "SHA-256"));
            for (TrustReport.File file : report.files()) {
                String path = file.purl().subpath();
                table.row(List.of(
                        new Cell(path == null ? file.purl().toString() : path),
                        new Cell(file.level().name(), TrustStyle.of(file.level().name())),
                        new Cell(file.sha256().hex())));
            }
            page.line("").table(table);
        }
        page.line("").line("Because:");
        for (TrustReport.Statement statement : report.evidence()) {
            page.line("- " + statement.sentence() + " (entry " + statement.index() + ")");
        }
    }

    private static String meaning(Level level) {
        return switch (level) {
            case VERIFIED -> "a quorum of builders, at least two trusted ones among them, made the same bytes.";
            case TRUSTED -> "a trusted node vouches for it, and nobody else has confirmed that yet.";
            case UNTRUSTED -> "only regular builders made it.";
            case DISPUTED -> "those who should agree do not.";
            case REMOVED -> "the authorities withdrew it.";
        };
    }
}
