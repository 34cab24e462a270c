package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests a build of one version, and says so as the original does.
abstract class BuildWork extends NodeWork {

    /// The ledger's reasons that mean: somebody has done or is doing it.
    private static final Set<String> NOT_NEEDED = Set.of("ALREADY_VERIFIED", "ALREADY_REQUESTED");

    abstract Purl purl() throws Failure, Malformed;

    @Override
    protected final Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        Purl purl = purl();
        try {
            Build build = client.requestBuild(purl);
            console.show(
                    RecordJson.write(Build.class, build),
                    page -> page.line("Build request successfully handled. Build with ID '" + build.id()
                            + "' has been started."));
            return Exit.DONE;
        } catch (ApiRefusal refusal) {
            @Nullable String reason = refusal.problem().reason();
            if (reason != null && NOT_NEEDED.contains(reason)) {
                throw new Failure(
                        Exit.FAILED,
                        "Artifact already exists. Fresh build not required: "
                                + refusal.problem().detail());
            }
            throw refusal;
        }
    }
}
