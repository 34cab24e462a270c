package io.pyrsia.cli.frame;

import io.pyrsia.base.json.Json;
import io.pyrsia.cli.text.JsonText;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Screen;
import io.pyrsia.cli.text.YamlText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

/// Where a command prints: its answer to the standard output, everything else to the standard error.
public final class Console {

    private final PrintWriter out;
    private final PrintWriter err;
    private final Settings settings;

    Console(CommandLine command, Settings settings) {
        this.out = command.getOut();
        this.err = command.getErr();
        this.settings = settings;
    }

    /// Prints an answer in the form that was asked for.
    ///
    /// @param people writes it as people read it
    public void show(Json answer, Consumer<Page> people) {
        switch (settings.format()) {
            case TABLE -> people.accept(page());
            case JSON -> out.print(JsonText.of(answer));
            case YAML -> out.print(YamlText.of(answer));
        }
        out.flush();
    }

    /// Prints text that is an answer in itself, such as a proof, as it is.
    public void raw(String text) {
        out.print(text);
        out.flush();
    }

    /// A sentence beside the answer.
    public void note(String sentence) {
        new Page(err, false).line(sentence);
        err.flush();
    }

    /// Where an answer for people can be drawn again and again; nothing if that is no terminal.
    public Optional<Screen> screen() {
        return settings.isTerminal() && settings.format() == Format.TABLE
                ? Optional.of(new Screen(out, settings.colours()))
                : Optional.empty();
    }

    public Page page() {
        return new Page(out, settings.colours());
    }

    public Format format() {
        return settings.format();
    }

    public Map<String, String> environment() {
        return settings.environment();
    }
}
