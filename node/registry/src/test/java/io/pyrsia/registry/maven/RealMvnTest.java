package io.pyrsia.registry.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.registry.TrustLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real `mvn`, each time with an empty local repository: it builds through a node, deploys to it, resolves what was
/// deployed, and prints what the node says.
@Tag("interop")
class RealMvnTest {

    private static final String PLUGINS = """
                <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
                <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
                <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version></plugin>
                <plugin><artifactId>maven-jar-plugin</artifactId><version>3.4.2</version></plugin>
                <plugin><artifactId>maven-install-plugin</artifactId><version>3.1.4</version></plugin>
                <plugin><artifactId>maven-deploy-plugin</artifactId><version>3.1.4</version></plugin>
            """;

    private static final String JSPECIFY =
            "<dependency><groupId>org.jspecify</groupId><artifactId>jspecify</artifactId><version>1.0.0</version></dependency>";

    @TempDir
    Path folder;

    private record Run(int exit, String output) {}

    private Path project(String name, String version, String dependency) throws IOException {
        Path project = Files.createDirectories(folder.resolve(name));
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>local</groupId><artifactId>%s</artifactId><version>%s</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>%s</dependencies>
                  <build><pluginManagement><plugins>
                %s  </plugins></pluginManagement></build>
                </project>
                """.formatted(name, version, dependency, PLUGINS));
        Path source = Files.createDirectories(project.resolve("src/main/java/local"));
        Files.writeString(source.resolve("Thing.java"), "package local; public class Thing {}");
        return project;
    }

    private Run mvn(Path project, Path repository, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-ntp", "-Dmaven.repo.local=" + repository, "-Dstyle.color=never"));
        command.addAll(List.of(words));
        Path output = Files.createTempFile(folder, "mvn", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("mvn does not end: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private Path settings(TestNode node, String servers) throws IOException {
        Path settings = Files.createTempFile(folder, "settings", ".xml");
        Files.writeString(settings, """
                <settings>%s<mirrors><mirror>
                  <id>pyrsia</id><mirrorOf>*</mirrorOf><url>%s</url>
                </mirror></mirrors><profiles><profile>
                  <id>snapshots</id>
                  <repositories><repository><id>own</id><url>%s</url></repository></repositories>
                </profile></profiles><activeProfiles><activeProfile>snapshots</activeProfile></activeProfiles></settings>
                """.formatted(servers, node.base(), node.base()));
        return settings;
    }

    private static String password(String secret) {
        return "<servers><server><id>pyrsia</id><username>me</username><password>" + secret
                + "</password></server></servers>";
    }

    /// What mvn says when it deploys a project to the node, with these servers in its settings.
    private Run deploy(TestNode node, Path project, Path repository, String servers) throws Exception {
        return mvn(
                project,
                repository,
                "-s",
                settings(node, servers).toString(),
                "deploy",
                "-DaltDeploymentRepository=pyrsia::" + node.base());
    }

    private static String on(String version) {
        return "<dependency><groupId>local</groupId><artifactId>producer</artifactId><version>" + version
                + "</version></dependency>";
    }

    @Test
    void buildsDeploysAndResolvesThroughANode() throws Exception {
        Path producer = project("producer", "1.0", JSPECIFY);
        Path seed = folder.resolve("seed");
        Run online;
        try {
            String aside = folder.resolve("aside").toUri().toString();
            online = mvn(producer, seed, "deploy", "-DaltDeploymentRepository=aside::" + aside);
        } catch (IOException e) {
            assumeTrue(false, "not run: there is no mvn: " + e.getMessage());
            return;
        }
        assumeTrue(online.exit() == 0, () -> "not run: the configured Maven repository does not answer: " + online);

        try (ServedFolder upstream = new ServedFolder(seed);
                TestNode node = new TestNode(
                        folder.resolve("node"), "", TrustLog.empty(), LoggedNames.none(), List.of(upstream))) {
            Path local = folder.resolve("empty");
            Run refused = deploy(node, producer, local, "");
            assertEquals(1, refused.exit(), refused.output());
            assertTrue(refused.output().contains("deploying needs the token"), refused.output());
            assertEquals(1, upstream.asked("GET org/jspecify/jspecify/1.0.0/jspecify-1.0.0.jar"));

            refused = deploy(node, producer, local, password("guessed"));
            assertEquals(1, refused.exit(), refused.output());
            assertTrue(refused.output().contains("deploying needs the token"), refused.output());

            for (String version : List.of("1.0", "2.0-SNAPSHOT", "2.0-SNAPSHOT")) {
                Run deployed = deploy(node, project("producer", version, JSPECIFY), local, password(TestNode.SECRET));
                assertEquals(0, deployed.exit(), deployed.output());
            }
            refused = deploy(node, project("producer", "1.0", ""), local, password(TestNode.SECRET));
            assertEquals(1, refused.exit(), refused.output());
            assertTrue(refused.output().contains("a release never changes"), refused.output());

            upstream.vanish();
            for (String version : List.of("1.0", "2.0-SNAPSHOT", "[1.0,2.0)")) {
                Path consumer = project("consumer", "1.0", on(version));
                Path empty = folder.resolve("empty" + version.length());
                Run resolved = mvn(consumer, empty, "-s", settings(node, "").toString(), "-C", "package");
                assertEquals(0, resolved.exit(), resolved.output());
            }
        }
    }

    @Test
    void printsWhyItGetsNothing() throws Exception {
        Path producer = project("strict", "1.0", JSPECIFY);
        try (ServedFolder upstream = new ServedFolder(folder.resolve("upstream"));
                TestNode node = new TestNode(
                        folder.resolve("node"),
                        "VERIFIED *",
                        TrustLog.empty(),
                        LoggedNames.none(),
                        List.of(upstream))) {
            Run refused;
            try {
                refused = mvn(
                        producer,
                        folder.resolve("empty"),
                        "-s",
                        settings(node, "").toString(),
                        "package");
            } catch (IOException e) {
                assumeTrue(false, "not run: there is no mvn: " + e.getMessage());
                return;
            }
            assertEquals(1, refused.exit(), refused.output());
            assertTrue(refused.output().contains("is not in the log"), refused.output());
            assertTrue(refused.output().contains("requires VERIFIED"), refused.output());
        }
    }
}
