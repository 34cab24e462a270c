package io.pyrsia.cli;

import io.pyrsia.cli.frame.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The reference part of the guide, made from the commands themselves. `main` prints it, to be put into the guide.
final class Reference {

    /// Described once for all.
    private static final List<String> OF_ALL_THAT_ASK = List.of("--node", "--token-file", "--certificates");

    private Reference() {}

    public static void main(String[] arguments) {
        System.out.print(text());
    }

    static String text() {
        StringBuilder text = new StringBuilder();
        for (CommandSpec command : commands()) {
            write(text, command);
        }
        return text.toString();
    }

    /// All commands that do something, in the order of the help.
    static List<CommandSpec> commands() {
        List<CommandSpec> commands = new ArrayList<>();
        collect(Pyrsia.commandLine(Map.of()), commands);
        return commands;
    }

    private static void collect(CommandLine command, List<CommandSpec> commands) {
        for (Map.Entry<String, CommandLine> entry : command.getSubcommands().entrySet()) {
            CommandSpec spec = entry.getValue().getCommandSpec();
            if (!entry.getKey().equals(spec.name()) || spec.usageMessage().hidden()) {
                continue;
            }
            if (!(spec.userObject() instanceof Group)) {
                commands.add(spec);
            }
            collect(entry.getValue(), commands);
        }
    }

    private static void write(StringBuilder text, CommandSpec command) {
        text.append("#### `").append(command.qualifiedName(" "));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            boolean isOptional = parameter.arity().min() == 0;
            text.append(isOptional ? " [" : " ").append(parameter.paramLabel()).append(isOptional ? "]" : "");
        }
        text.append("`\n\n")
                .append(String.join(" ", command.usageMessage().description()).replace("%n", ""));
        if (command.aliases().length > 0) {
            text.append(" Also `")
                    .append(String.join("`, `", command.aliases()))
                    .append("`.");
        }
        if (command.optionsMap().containsKey("--node")) {
            text.append(" Asks a node.");
        }
        text.append("\n\n");
        int before = text.length();
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            line(text, parameter.paramLabel(), parameter);
        }
        for (OptionSpec option : command.options()) {
            if (!option.inherited() && !option.usageHelp() && !OF_ALL_THAT_ASK.contains(option.longestName())) {
                String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
                line(text, String.join("`, `", option.names()) + value, option);
            }
        }
        text.append(text.length() > before ? "\n" : "");
    }

    private static void line(StringBuilder text, String name, ArgSpec argument) {
        String values =
                argument.completionCandidates() == null ? "" : String.join(", ", argument.completionCandidates());
        String description = String.join(" ", argument.description()).replace("${COMPLETION-CANDIDATES}", values);
        text.append("- `").append(name).append("`: ").append(description).append('\n');
    }
}
