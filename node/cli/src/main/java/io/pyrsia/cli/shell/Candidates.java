package io.pyrsia.cli.shell;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/// Prints what the last of the given words could become, one candidate a line, a tab and what it means behind it.
///
/// The shells' scripts call it. It prints nothing where only a file can be meant, which shells complete by themselves.
@Command(name = Candidates.NAME, description = "For the completion of shells.", hidden = true)
public final class Candidates extends Work {

    public static final String NAME = "__complete";

    @Parameters(arity = "0..*", description = "The words, the last one unfinished.")
    private List<String> words = new ArrayList<>();

    @Override
    protected Exit run(Console console) {
        CommandSpec current = spec().root();
        @Nullable OptionSpec waiting = null;
        int position = 0;
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            CommandLine subcommand = current.subcommands().get(word);
            OptionSpec option = current.findOption(word);
            if (waiting != null) {
                waiting = null;
            } else if (subcommand != null) {
                current = subcommand.getCommandSpec();
                position = 0;
            } else if (option != null) {
                waiting = option.arity().max() > 0 ? option : null;
            } else {
                position++;
            }
        }
        String unfinished = words.isEmpty() ? "" : words.getLast();
        List<String> candidates = waiting != null ? values(waiting) : candidates(current, position, unfinished);
        StringBuilder text = new StringBuilder();
        for (String candidate : candidates) {
            if (candidate.startsWith(unfinished)) {
                text.append(candidate).append('\n');
            }
        }
        console.raw(text.toString());
        return Exit.DONE;
    }

    private static List<String> candidates(CommandSpec current, int position, String unfinished) {
        List<String> candidates = new ArrayList<>();
        if (unfinished.startsWith("-")) {
            for (OptionSpec option : current.options()) {
                if (!option.hidden()) {
                    candidates.add(option.longestName() + described(option.description()));
                }
            }
            return candidates;
        }
        for (Map.Entry<String, CommandLine> subcommand : current.subcommands().entrySet()) {
            CommandSpec spec = subcommand.getValue().getCommandSpec();
            if (spec.name().equals(subcommand.getKey()) && !spec.usageMessage().hidden()) {
                candidates.add(spec.name() + described(spec.usageMessage().description()));
            }
        }
        for (PositionalParamSpec parameter : current.positionalParameters()) {
            if (parameter.index().contains(position)) {
                candidates.addAll(values(parameter));
            }
        }
        return candidates;
    }

    private static List<String> values(ArgSpec argument) {
        return argument.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                        .toList();
    }

    private static String described(String[] description) {
        return description.length == 0 ? "" : "\t" + description[0].replaceAll("\\$\\{[^}]*}", "…");
    }
}
