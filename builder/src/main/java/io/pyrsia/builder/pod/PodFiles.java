package io.pyrsia.builder.pod;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.builder.recipe.Reading;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.recipe.RecipeReader;
import io.pyrsia.client.json.RecordJson;
import io.pyrsia.client.pod.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tuweni.bytes.Bytes;

/// The folders by which the containers of a build's pod leave things to each other. Which of them a container can
/// write to is the pod's affair: what the fetch phase wrote, a build reads only.
///
/// @param root where all are but the build's own disk
/// @param toolchains where builds find their tools
record PodFiles(Path root, Path toolchains) {

    static final PodFiles IN_POD = new PodFiles(Path.of("/pyrsia"), Path.of("/toolchain"));

    private static final int MAX_BYTES = 64 << 20;

    /// What was fetched, and the report of it.
    Path inputs() {
        return root.resolve("inputs");
    }

    /// What the build's container says.
    Path built() {
        return root.resolve("built");
    }

    /// What is handed over.
    Path parcel() {
        return root.resolve("parcel");
    }

    Task task() throws IOException {
        return read(Task.class, root.resolve("task").resolve(Task.FILE));
    }

    Recipe recipe() throws IOException {
        Path file = root.resolve("task").resolve(Task.RECIPE);
        return switch (RecipeReader.read(Files.readString(file))) {
            case Reading.Valid valid -> valid.recipe();
            case Reading.Invalid invalid ->
                throw new IOException(
                        "the recipe is not valid: " + invalid.problems().getFirst());
        };
    }

    void write(Path folder, Report report) throws IOException {
        write(folder.resolve("report.json"), Report.class, report);
    }

    Report report(Path folder) throws IOException {
        return read(Report.class, folder.resolve("report.json"));
    }

    private static <T> void write(Path file, Class<T> type, T value) throws IOException {
        Files.write(file, CanonicalJson.bytes(RecordJson.write(type, value)).toArrayUnsafe());
    }

    /// A build can write what it likes into its report, so there is a limit to it.
    private static <T> T read(Class<T> type, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Bytes text = Bytes.wrap(in.readNBytes(MAX_BYTES));
            return RecordJson.read(type, JsonReader.read(text, MAX_BYTES), RecordJson.Unknown.REFUSED);
        } catch (Malformed e) {
            throw new IOException(file.getFileName() + " cannot be read: " + e.reason(), e);
        }
    }
}
