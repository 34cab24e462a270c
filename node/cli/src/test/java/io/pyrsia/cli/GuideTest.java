package io.pyrsia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.cli.frame.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/// The guide says what the commands say of themselves.
class GuideTest {

    private static final Path GUIDE = Path.of("../../docs/guides/cli.md");
    private static final String BEGINNING = "`-h`, `--help`.\n\n";
    private static final Pattern COMMAND = Pattern.compile("`pyrsia ([a-z][a-z -]*[a-z])");

    private static String guide() throws IOException {
        return Files.readString(GUIDE);
    }

    @Test
    void theReferenceIsThatOfTheCommands() throws IOException {
        String guide = guide();
        assertEquals(
                Reference.text().strip(),
                guide.substring(guide.indexOf(BEGINNING) + BEGINNING.length()).strip(),
                "run io.pyrsia.cli.Reference and put what it prints under 'Reference'");
    }

    @Test
    void everyExitCodeIsInTheTable() throws IOException {
        for (Exit exit : Exit.values()) {
            assertTrue(guide().contains("| " + exit.code() + " | " + exit.meaning() + " |"), exit.meaning());
        }
    }

    @Test
    void everyCommandThatIsNamedExists() throws IOException {
        List<String> names = Reference.commands().stream()
                .map(command -> command.qualifiedName(" ").substring("pyrsia ".length()))
                .toList();
        int found = 0;
        for (MatchResult match : COMMAND.matcher(guide()).results().toList()) {
            String said = match.group(1);
            assertTrue(
                    names.stream().anyMatch(name -> (said + " ").startsWith(name + " ") || name.startsWith(said + " ")),
                    "there is no 'pyrsia " + said + "'");
            found++;
        }
        assertTrue(found > names.size(), "the pattern finds only " + found);
    }

    @Test
    void everyCommandAndOptionSaysWhatItDoes() {
        for (CommandSpec command : Reference.commands()) {
            assertTrue(command.usageMessage().description().length > 0, command.qualifiedName());
            command.args()
                    .forEach(argument -> assertTrue(
                            argument.description().length > 0, command.qualifiedName() + " " + argument.paramLabel()));
        }
    }
}
