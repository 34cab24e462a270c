package io.pyrsia.builder.infer;

import io.pyrsia.base.Purl;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import io.pyrsia.builder.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A jar from the source release beside it, by Maven and the JDK that its manifest or its classes name.
final class MavenGuess implements Guess {

    private static final Pattern JDK = Pattern.compile("(?m)^Build-Jdk(?:-Spec)?:\\s*(?:1\\.)?([0-9]+)");
    private static final Pattern MAVEN = Pattern.compile("(?m)^Created-By:\\s*Apache Maven ([0-9][0-9.]*)\\s*$");
    private static final Pattern SCM = Pattern.compile("(?s)<scm>.*?<url>\\s*([^<\\s]{1,400})\\s*</url>.*?</scm>");
    private static final Pattern TAG = Pattern.compile("(?s)<scm>.*?<tag>\\s*([^<\\s]{1,200})\\s*</tag>.*?</scm>");
    private static final Pattern PARENT =
            Pattern.compile("(?s)<parent>.*?<groupId>\\s*([^<\\s]{1,200})\\s*</groupId>.*?</parent>");

    /// The profiles by which some projects release, by the group of the parent that has them.
    private static final Map<String, String> RELEASE_PROFILES = Map.of(
            "org.codehaus.plexus",
            "plexus-release",
            "org.apache.maven",
            "apache-release",
            "org.apache",
            "apache-release",
            "org.apache.maven.shared",
            "apache-release");

    private static final int MAJOR_AT = 7;
    private static final int MAJOR_OF_JDK_0 = 44;

    private final Download registry;
    private final Tools tools;

    MavenGuess(Download registry, Tools tools) {
        this.registry = registry;
        this.tools = tools;
    }

    @Override
    public Optional<Recipe> recipe(Purl purl, String version, Notes notes) throws IOException {
        String group = String.valueOf(purl.namespace());
        String path = group.replace('.', '/') + "/" + purl.name() + "/" + version + "/" + purl.name() + "-" + version;
        Optional<Fetched> jar = registry.find("maven", path + ".jar");
        if (jar.isEmpty()) {
            notes.inVain("maven has no " + path + ".jar");
            return Optional.empty();
        }
        String pom = registry.text("maven", path + ".pom").orElse("");
        Optional<Fetched> source = registry.find("maven", path + "-source-release.zip");
        if (source.isEmpty()) {
            repository(pom, notes);
            notes.inVain("maven has no " + path + "-source-release.zip, and a sources jar lacks what Maven needs");
            return Optional.empty();
        }
        notes.because("the source is the source release that was published with the jar");
        String manifest =
                Archives.text(jar.get().file(), "META-INF/MANIFEST.MF"::equals).orElse("");
        Optional<String> jdk = tools.choose("jdk", jdk(manifest, jar.get(), notes), notes);
        Optional<String> maven = tools.choose("maven", first(MAVEN, manifest), notes);
        if (jdk.isEmpty() || maven.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = command(pom, notes);
        String folder = Archives.topOfZip(source.get().file()).orElse(".");
        return Optional.of(new Draft(
                        "maven",
                        new Recipe.Source.Registry(
                                "maven",
                                path + "-source-release.zip",
                                source.get().digest(),
                                folder),
                        Map.of("jdk", jdk.get(), "maven", maven.get()),
                        List.of(command, List.of("rm", "-r", "target")),
                        List.of(command),
                        "target/" + purl.name() + "-" + version + ".jar",
                        Optional.of(new Recipe.Published(
                                "maven", path + ".jar", jar.get().digest())))
                .recipe(purl, "jar-1"));
    }

    private static List<String> command(String pom, Notes notes) {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp"));
        first(PARENT, pom).ifPresent(parent -> {
            String profile = RELEASE_PROFILES.get(parent);
            if (profile != null) {
                notes.because("profile " + profile + ", because projects below " + parent + " release by it");
                command.add("-P" + profile);
            }
        });
        command.addAll(List.of("package", "-DskipTests", "-Dmaven.javadoc.skip", "-Dgpg.skip"));
        return command;
    }

    private static Optional<String> jdk(String manifest, Fetched jar, Notes notes) throws IOException {
        Optional<String> said = first(JDK, manifest);
        if (said.isPresent()) {
            notes.because("JDK " + said.get() + " is in the jar's manifest");
            return said;
        }
        Optional<String> major = Archives.member(jar.file(), name -> name.endsWith(".class"))
                .filter(bytes -> bytes.length > MAJOR_AT)
                .map(bytes -> String.valueOf((bytes[MAJOR_AT] & 0xff) - MAJOR_OF_JDK_0));
        major.ifPresent(found -> notes.because("JDK " + found + " or newer, by the version of the jar's classes"));
        return major;
    }

    private static void repository(String pom, Notes notes) {
        first(SCM, pom)
                .ifPresent(url -> notes.inVain("the POM names the repository " + url
                        + first(TAG, pom).map(tag -> ", tag " + tag).orElse("")
                        + ": a recipe from it has to name the commit, which a tag does not"));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
