package io.pyrsia.builder.infer;

import io.pyrsia.base.Purl;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import io.pyrsia.builder.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A wheel that is for every platform, from the sdist of the same version by the backend that its WHEEL file names.
final class PypiGuess implements Guess {

    private static final Pattern LISTED = Pattern.compile(">([^<>]+)</a>");
    private static final Pattern GENERATOR =
            Pattern.compile("(?m)^Generator:\\s*([A-Za-z0-9._-]+)\\s+\\(?([0-9][A-Za-z0-9.+-]*)\\)?\\s*$");

    /// Backends that sign their wheels with another name than the one they are installed by.
    private static final Map<String, String> PACKAGES = Map.of("flit", "flit_core", "bdist_wheel", "wheel");

    private final Download registry;
    private final Tools tools;

    PypiGuess(Download registry, Tools tools) {
        this.registry = registry;
        this.tools = tools;
    }

    @Override
    public Optional<Recipe> recipe(Purl purl, String version, Notes notes) throws IOException {
        String project = purl.name();
        List<String> files = files(project, version);
        Optional<String> wheel =
                files.stream().filter(file -> file.endsWith("-none-any.whl")).findFirst();
        Optional<String> sdist =
                files.stream().filter(file -> file.endsWith(".tar.gz")).findFirst();
        if (wheel.isEmpty() || sdist.isEmpty()) {
            notes.inVain("pypi has "
                    + (wheel.isEmpty() ? "no wheel for every platform" : "no sdist")
                    + " of " + project + " " + version);
            return Optional.empty();
        }
        String path = "files/" + project + "/";
        Optional<Fetched> published = registry.find("pypi", path + wheel.get());
        Optional<Fetched> source = registry.find("pypi", path + sdist.get());
        Optional<String> python = tools.choose("python", Optional.empty(), notes);
        Optional<String> pip = tools.choose("pip", Optional.empty(), notes);
        if (published.isEmpty() || source.isEmpty() || python.isEmpty() || pip.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> backend = backend(published.get(), notes);
        if (backend.isEmpty()) {
            return Optional.empty();
        }
        notes.because("the source is " + sdist.get() + ", which was published with the wheel");
        String folder = Archives.topOfTar(source.get().file())
                .orElse(sdist.get().substring(0, sdist.get().length() - ".tar.gz".length()));
        String command = "python" + python.get().replaceAll("^.*?([0-9]+\\.[0-9]+).*$", "$1");
        return Optional.of(new Draft(
                        "pypi",
                        new Recipe.Source.Registry(
                                "pypi", path + sdist.get(), source.get().digest(), folder),
                        Map.of("python", python.get(), "pip", pip.get()),
                        List.of(List.of(
                                command, "-m", "pip", "download", "--dest", "/build/home/wheels", backend.get())),
                        List.of(List.of(command, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", "dist", ".")),
                        "dist/*.whl",
                        Optional.of(new Recipe.Published(
                                "pypi", path + wheel.get(), published.get().digest())))
                .recipe(purl, "wheel-1"));
    }

    private List<String> files(String project, String version) throws IOException {
        List<String> files = new ArrayList<>();
        Matcher listed =
                LISTED.matcher(registry.text("pypi", "simple/" + project + "/").orElse(""));
        while (listed.find()) {
            String file = listed.group(1);
            String stem = file.toLowerCase(Locale.ROOT);
            if (stem.contains("-" + version + "-") || stem.endsWith("-" + version + ".tar.gz")) {
                files.add(file);
            }
        }
        return files;
    }

    private static Optional<String> backend(Fetched wheel, Notes notes) throws IOException {
        Optional<Matcher> generator = Archives.text(wheel.file(), name -> name.endsWith(".dist-info/WHEEL"))
                .map(GENERATOR::matcher)
                .filter(Matcher::find);
        if (generator.isEmpty()) {
            notes.inVain("the wheel does not say by which backend of which version it was made");
            return Optional.empty();
        }
        String name = generator.get().group(1);
        String pinned =
                PACKAGES.getOrDefault(name, name) + "==" + generator.get().group(2);
        notes.because("the backend is " + pinned + ", because the wheel says 'Generator: " + name + " "
                + generator.get().group(2) + "'");
        return Optional.of(pinned);
    }
}
