package io.pyrsia.cli.shell;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Work;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints what a shell needs to complete the words of `pyrsia`.
@Command(
        name = "completion",
        description = "Print the completion for a shell.",
        footer = {
            "",
            "bash:  source <(pyrsia completion bash)",
            "zsh:   source <(pyrsia completion zsh)",
            "fish:  pyrsia completion fish | source"
        })
public final class Completion extends Work {

    /// The shells that there is a script for.
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Shell shell;

    @Override
    protected Exit run(Console console) throws IOException {
        try (InputStream script = Completion.class.getResourceAsStream("pyrsia." + shell)) {
            if (script == null) {
                throw new IllegalStateException("no script for " + shell);
            }
            console.raw(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return Exit.DONE;
    }
}
