package io.pyrsia.builder.recipe;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.builder.recipe.Recipe.Compare;
import io.pyrsia.builder.recipe.Recipe.Fetch;
import io.pyrsia.builder.recipe.Recipe.Published;
import io.pyrsia.builder.recipe.Recipe.Settings;
import io.pyrsia.builder.recipe.Recipe.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads a recipe from YAML or JSON, and says everything that is wrong with one that is not valid.
///
/// `docs/schema/recipe-1.json` says the same for other people's tools.
public final class RecipeReader {

    static final Pattern ANY = Pattern.compile("(?s).*");

    private static final Pattern ONE = Pattern.compile("1");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern KIND = Pattern.compile("registry|archive|git");
    private static final Pattern ADDRESS = Pattern.compile("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[!-~]*");
    private static final Pattern FOLDER = Pattern.compile("\\.|(?!\\.\\.?(/|$))[^/]+(/(?!\\.\\.?(/|$))[^/]+)*");
    private static final Pattern PATH = Pattern.compile("(?![/.])[A-Za-z0-9/._~!$'()*+,;=:@%-]+");
    private static final Pattern WORK_FOLDER = Pattern.compile("/build(/(?!home(/|$)|\\.)[A-Za-z0-9._-]+)+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,63}");
    private static final Pattern TIME_ZONE = Pattern.compile("[A-Za-z0-9+_/-]{1,64}");
    private static final Pattern LOCALE = Pattern.compile("[A-Za-z0-9@._-]{1,32}");
    private static final Pattern UMASK = Pattern.compile("0[0-7]{2}|0?[0-7]{3}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern MINUTES = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Set<String> WITH_HISTORY = Set.of("pypi", "npm");

    private final List<Problem> problems = new ArrayList<>();

    private RecipeReader() {}

    public static Reading read(String text) {
        RecipeReader reader = new RecipeReader();
        Part part = PartReader.read(text, reader.problems);
        if (!reader.problems.isEmpty()) {
            return new Reading.Invalid(reader.problems);
        }
        Optional<Recipe> recipe = reader.recipe(new Fields("a recipe", part, reader.problems));
        if (recipe.isPresent() && reader.problems.isEmpty()) {
            return new Reading.Valid(recipe.get());
        }
        reader.problems.sort(Comparator.comparingInt(Problem::line));
        return new Reading.Invalid(reader.problems);
    }

    private Optional<Recipe> recipe(Fields fields) {
        fields.text("v", ONE, "the version of the format, which is 1");
        Optional<Purl> purl = purl(fields);
        Optional<Source> source = source(fields.object("source"));
        var tools = fields.pairs("tools", WORD, WORD, "tools by name, each with its version");
        Settings settings = settings(fields.object("env"));
        Fetch fetch = fetch(fields.object("fetch"));
        Fields build = fields.object("build");
        List<List<String>> commands = build.commands("argv");
        build.end();
        if (commands.isEmpty()) {
            fields.problem(fields.line("build"), "'build' has no command in 'argv'");
        }
        List<String> outputs = fields.texts("outputs", FOLDER, "a pattern of files below the source's folder");
        if (outputs.isEmpty()) {
            fields.problem(fields.line("outputs"), "'outputs' names no file");
        }
        Optional<Published> upstream = fields.has("upstream") ? published(fields.object("upstream")) : Optional.empty();
        Compare compare = compare(fields.object("compare"));
        fields.end();
        if (purl.isEmpty() || source.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Recipe(purl.get(), source.get(), tools, settings, fetch, commands, outputs, upstream, compare));
    }

    private Optional<Purl> purl(Fields fields) {
        String text = fields.text("purl", ANY, "the package URL of one version");
        try {
            Purl purl = Purl.parse(text);
            if (purl.version() != null) {
                return Optional.of(purl);
            }
            fields.problem(fields.line("purl"), "'purl' names no version");
        } catch (Malformed e) {
            fields.problem(fields.line("purl"), "'purl' is " + e.reason());
        }
        return Optional.empty();
    }

    private Optional<Source> source(Fields fields) {
        String kind = fields.text("kind", KIND, "registry, archive or git");
        String folder = fields.text("dir", FOLDER, "a folder within the source", ".");
        Optional<Source> source =
                switch (kind) {
                    case "registry" -> {
                        String registry = registry(fields);
                        String path = fields.text("path", PATH, "a path in the registry");
                        yield digest(fields).map(digest -> new Source.Registry(registry, path, digest, folder));
                    }
                    case "archive" -> {
                        String url = fields.text("url", ADDRESS, "an address with https");
                        yield digest(fields).map(digest -> new Source.Archive(url, digest, folder));
                    }
                    case "git" -> {
                        String url = fields.text("url", ADDRESS, "an address with https");
                        String commit = fields.text("commit", COMMIT, "the hash of a commit, in full");
                        yield Optional.of(new Source.Git(url, commit, folder));
                    }
                    default -> Optional.empty();
                };
        if (!kind.isEmpty()) {
            fields.end();
        }
        return source;
    }

    private static String registry(Fields fields) {
        String known = "one of " + String.join(", ", new TreeSet<>(Registries.KNOWN));
        return fields.text("registry", Pattern.compile(String.join("|", Registries.KNOWN)), known);
    }

    private static Optional<Digest> digest(Fields fields) {
        String hex = fields.text("sha256", SHA256, "a SHA-256 in 64 hexadecimal digits");
        try {
            return hex.isEmpty() ? Optional.empty() : Optional.of(Digest.parse("sha256:" + hex));
        } catch (Malformed e) {
            throw new IllegalStateException("64 digits are a digest", e);
        }
    }

    private static Settings settings(Fields fields) {
        Settings usual = Settings.DEFAULT;
        String epoch = fields.text("sourceDateEpoch", SECONDS, "a number of seconds", "");
        String minutes = fields.text("minutes", MINUTES, "from 1 to 999: how long a phase may take", "");
        Settings settings = new Settings(
                fields.text("tz", TIME_ZONE, "a time zone such as UTC", usual.timeZone()),
                fields.text("locale", LOCALE, "a locale such as C.UTF-8", usual.locale()),
                fields.text("umask", UMASK, "three octal digits", usual.umask()),
                fields.text("workdir", WORK_FOLDER, "a folder below /build, but not /build/home", usual.workFolder()),
                epoch.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(epoch)),
                minutes.isEmpty() ? usual.limit() : Duration.ofMinutes(Long.parseLong(minutes)));
        fields.end();
        return settings;
    }

    private static Fetch fetch(Fields fields) {
        String known = "one of " + String.join(", ", new TreeSet<>(Registries.KNOWN));
        List<String> allowed = fields.texts("allow", Pattern.compile(String.join("|", Registries.KNOWN)), known);
        String time = fields.text("registryTime", ANY, "a moment such as 2024-05-31T00:00:00Z", "");
        Optional<Instant> asOf = Optional.empty();
        if (!time.isEmpty()) {
            try {
                asOf = Optional.of(Instant.parse(time));
            } catch (DateTimeParseException e) {
                fields.problem(fields.line("registryTime"), "'registryTime' is a moment such as 2024-05-31T00:00:00Z");
            }
            if (!WITH_HISTORY.containsAll(allowed)) {
                fields.problem(fields.line("registryTime"), "only pypi and npm know what they had at a moment");
            }
        }
        Fetch fetch = new Fetch(fields.commands("argv"), Set.copyOf(allowed), asOf);
        fields.end();
        return fetch;
    }

    private static Optional<Published> published(Fields fields) {
        String registry = registry(fields);
        String path = fields.text("path", PATH, "a path in the registry");
        Optional<Digest> digest = digest(fields);
        fields.end();
        return digest.map(found -> new Published(registry, path, found));
    }

    private static Compare compare(Fields fields) {
        String ruleset = fields.text("ruleset", WORD, "the name of a set of rules", "");
        List<Compare.Exemption> exceptions = new ArrayList<>();
        for (Fields one : fields.objects("exceptions")) {
            exceptions.add(new Compare.Exemption(
                    one.text("path", FOLDER, "a pattern of files"),
                    one.text("rule", WORD, "the name of a rule"),
                    one.text("reason", ANY, "why this may differ")));
            one.end();
        }
        fields.end();
        return new Compare(ruleset, exceptions);
    }
}
