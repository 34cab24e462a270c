package io.pyrsia.crds;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The definitions that the types of this module amount to.
///
/// @param files each definition under its file name
/// @param fields the guide's page about them
record Definitions(Map<String, String> files, String fields) {

    /// @param folder an empty one
    static Definitions generate(Path folder) throws IOException {
        Finish finish = new Finish();
        new CRDGenerator()
                .customResourceClasses(List.of(PyrsiaNode.class, AuthorityMembership.class, BuildRequest.class))
                .forCRDVersions("v1")
                .withParallelGenerationEnabled(false)
                .withMinQuotes(true)
                .withPostProcessor(finish)
                .inOutputDir(folder.toFile())
                .generate();
        return new Definitions(read(folder), FieldsPage.of(finish.finished.values()));
    }

    static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path file : listed.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
