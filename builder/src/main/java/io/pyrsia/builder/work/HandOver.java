package io.pyrsia.builder.work;

import io.pyrsia.base.Digest;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.builder.compare.Bounds;
import io.pyrsia.builder.compare.Kind;
import io.pyrsia.builder.compare.Ladder;
import io.pyrsia.builder.compare.Listing;
import io.pyrsia.builder.execute.Outcome.Built;
import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.provenance.Provenance;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sbom.Materials;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Brings what was built, what is known of it, and the statement that names all of that.
public final class HandOver {

    private final Shelf shelf;
    private final Originals originals;
    private final String builder;

    /// @param builder how the statement of provenance names this kind of builder
    public HandOver(Shelf shelf, Originals originals, String builder) {
        this.shelf = shelf;
        this.originals = originals;
        this.builder = builder;
    }

    /// Takes what an answer names, by its digest.
    public interface Shelf {

        /// Takes bytes.
        ///
        /// @param end when it is too late to try again
        Digest give(Instant end, Bytes content) throws IOException, InterruptedException, ApiRefusal;

        /// Takes a file, of which the digest is known.
        Digest give(Instant end, Digest digest, Path file) throws IOException, InterruptedException, ApiRefusal;
    }

    /// When a build began and ended.
    public record Span(Instant began, Instant ended) {}

    /// The answer that names what was given.
    ///
    /// @param folder the build's own
    public BuildAnswer.Built bring(Work work, Recipe recipe, Built built, Span span, Path folder)
            throws IOException, InterruptedException, ApiRefusal {
        Instant end = work.deadline();
        List<BuildAnswer.File> files = new ArrayList<>();
        List<Subject> subjects = new ArrayList<>();
        for (Output output : built.outputs()) {
            String name = published(output, built.outputs());
            files.add(file(output, name));
            subjects.add(new Subject(name, shelf.give(end, output.digest(), output.file())));
        }
        Materials materials = Materials.of(recipe, built);
        Digest dependencies = shelf.give(end, materials.packages());
        List<Subject> byproducts = new ArrayList<>();
        byproducts.add(new Subject("build.log", shelf.give(end, utf8(built.log()))));
        byproducts.add(new Subject("bom.cdx.json", shelf.give(end, materials.cycloneDx())));
        Optional<Originals.Compared> report = originals.report(recipe, built.outputs(), folder.resolve("published"));
        if (report.isPresent()) {
            byproducts.add(new Subject(
                    "comparison.json", shelf.give(end, utf8(report.get().json()))));
            if (report.get().html().isPresent()) {
                byproducts.add(new Subject(
                        "comparison.html",
                        shelf.give(end, utf8(report.get().html().get()))));
            }
        }
        Provenance provenance = new Provenance(
                recipe.purl(),
                subjects,
                work.recipe(),
                materials.subjects(),
                byproducts,
                builder,
                span.began(),
                span.ended());
        Digest statement = shelf.give(end, provenance.statement().bytes());
        return new BuildAnswer.Built(files, dependencies, statement);
    }

    /// What clients will ask for: the file's name, without the folder that the build happened to make it in.
    /// Files of one name keep their folders.
    private static String published(Output output, List<Output> all) {
        String name = Originals.name(output.path());
        long namesakes = all.stream()
                .filter(other -> Originals.name(other.path()).equals(name))
                .count();
        return namesakes == 1 ? name : output.path();
    }

    private static BuildAnswer.File file(Output output, String name) throws IOException {
        Kind kind = Kind.of(Originals.name(output.path()));
        Listing listing = Listing.of(output.file(), kind, Bounds.DEFAULT);
        List<Digest> forms = Ladder.of(output.digest().value(), listing).stream()
                .map(form -> new Digest(Digest.Algorithm.SHA256, form))
                .toList();
        return new BuildAnswer.File(name, forms, mediaType(kind, output.path()));
    }

    private static String mediaType(Kind kind, String path) {
        boolean compressed = path.toLowerCase(Locale.ROOT).endsWith("gz");
        return switch (kind) {
            case JAR -> "application/java-archive";
            case WHEEL, ZIP -> "application/zip";
            case NPM, CRATE, SDIST -> "application/gzip";
            case DEB -> "application/vnd.debian.binary-package";
            case LAYER, TAR -> compressed ? "application/gzip" : "application/x-tar";
            case FILE -> "application/octet-stream";
        };
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
