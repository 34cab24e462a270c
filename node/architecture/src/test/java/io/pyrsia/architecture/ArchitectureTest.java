package io.pyrsia.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The map of the modules and the purity of three of them, over all that the build made, and over fixtures
/// that break them.
class ArchitectureTest {

    private static final Path ROOT = Path.of(System.getProperty("pyrsia.root"));

    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pyrsia");

    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages("fixture");

    @Test
    void everyModuleKeepsToTheMap() {
        assertEquals(List.of(), ModuleMap.violations(PROJECT, "io.pyrsia"));
    }

    @Test
    void thePureModulesAreDeterministic() {
        assertEquals(List.of(), Purity.violations(PROJECT, "io.pyrsia"));
    }

    /// A module that is built but not on this module's class path would escape both tests above.
    @Test
    void everyModuleIsLookedAt() throws IOException {
        TreeSet<String> built = Pattern.compile("<module>(?:.*/)?(\\w+)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        built.removeAll(Set.of("architecture", "dist", "e2e"));
        TreeSet<String> seen = PROJECT.stream()
                .map(type -> ModuleMap.module(type, "io.pyrsia"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(built, seen, "add each module to node/architecture/pom.xml");
        assertTrue(ModuleMap.KNOWS.keySet().containsAll(built), "add each module to ModuleMap: " + built);
    }

    @Test
    void aModuleThatBreaksTheMapIsNamed() {
        List<String> violations = ModuleMap.violations(FIXTURES, "fixture");
        assertFalse(violations.isEmpty());
        for (String violation : violations) {
            assertTrue(violation.startsWith("'log' may not know 'libp2p': "), violation);
            assertTrue(violation.contains("fixture.log.KnowsTheWire"), violation);
        }
    }

    @Test
    void everyKindOfImpurityIsNamed() {
        String violations = String.join("\n", Purity.violations(FIXTURES, "fixture"));
        for (String expected : List.of(
                "Instant.now()",
                "System.nanoTime()",
                "java.lang.Thread",
                "java.nio.file.Files",
                "java.lang.System.getLogger",
                "java.util.Random",
                "java.util.HashMap",
                "java.util.Set.of(java.lang.Object, java.lang.Object)",
                "Collectors.toSet()",
                "Collectors.groupingBy(java.util.function.Function)",
                "java.util.concurrent",
                "fixture.base.seam.Clock")) {
            assertTrue(violations.contains(expected), expected + " is not in:\n" + violations);
        }
    }

    @Test
    void orderedAndImmutableCodeIsPure() {
        List<String> violations = Purity.violations(FIXTURES, "fixture").stream()
                .filter(violation -> violation.contains("fixture.ledger"))
                .toList();
        assertEquals(List.of(), violations);
    }
}
