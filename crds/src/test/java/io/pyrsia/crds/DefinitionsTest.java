package io.pyrsia.crds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The committed definitions are those of the types. `-Dcrds.write=true` writes them.
class DefinitionsTest {

    private static final String REMEDY = "run ./mvnw verify -pl crds -Dcrds.write=true";

    /// Helm installs them from the chart.
    private static final List<Path> COMMITTED =
            List.of(Path.of("src/main/resources/io/pyrsia/crds"), Path.of("../charts/pyrsia-operator/crds"));

    private static final Path FIELDS = Path.of("../docs/guides/kubernetes-fields.md");

    @Test
    void theCommittedDefinitionsAreThoseOfTheTypes(@TempDir Path folder) throws IOException {
        Definitions generated = Definitions.generate(folder);
        for (Path committed : COMMITTED) {
            if (Boolean.getBoolean("crds.write")) {
                for (var file : generated.files().entrySet()) {
                    Files.writeString(committed.resolve(file.getKey()), file.getValue());
                }
            }
            assertEquals(generated.files(), Definitions.read(committed), REMEDY);
        }
        if (Boolean.getBoolean("crds.write")) {
            Files.writeString(FIELDS, generated.fields());
        }
        assertEquals(generated.fields(), Files.readString(FIELDS), REMEDY);
    }
}
