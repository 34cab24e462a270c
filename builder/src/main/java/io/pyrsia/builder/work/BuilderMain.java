package io.pyrsia.builder.work;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.builder.execute.SandboxExecutor;
import io.pyrsia.builder.sandbox.Means;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.toolchain.Catalog;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiToken;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// `pyrsia builder`: the builder of one node as this process, until it is told to stop.
public final class BuilderMain {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /// Files of a gigabyte take their time.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private BuilderMain() {}

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tLZ %4$s %3$s - %5$s%6$s%n");
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.equals(List.of("--help"))) {
            System.out.print("Usage: pyrsia builder --config FILE [--NAME VALUE]...\n"
                    + "       pyrsia builder infer PURL --config FILE\n"
                    + "       pyrsia builder publish PURL [--recipe FILE] [--replace] --config FILE\n"
                    + "       pyrsia builder registries\n\n"
                    + "The first builds what its node was drawn for. The second looks for a recipe and prints it. The third has\n"
                    + "the builder's node publish a recipe: that of the file, or else the one that it finds; with --replace in place\n"
                    + "of the one that the network has. The last prints where this machine's clients get packages, as lines for the\n"
                    + "file.\n"
                    + "The file has lines `name = value`:\n\n" + BuilderSettings.describe());
            return;
        }
        try {
            Path here = Path.of("").toAbsolutePath();
            if (words.getFirst().equals("infer") && words.size() > 1) {
                BuilderSettings settings = BuilderSettings.read(words.subList(2, words.size()), here);
                System.exit(RecipeSearch.run(Purl.parse(words.get(1)), settings, System.out, System.err));
            }
            if (words.equals(List.of("registries"))) {
                MachineRegistries.print(System.out, System.err);
                return;
            }
            if (words.getFirst().equals("publish") && words.size() > 1) {
                System.exit(RecipePublication.run(words.subList(1, words.size()), here, System.out, System.err));
            }
            run(BuilderSettings.read(words, here));
        } catch (Malformed e) {
            fail(e.reason(), USAGE);
        } catch (NoSuchFileException e) {
            fail("there is no file " + e.getFile(), FAILED);
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()), FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(BuilderSettings settings) throws Malformed, IOException, InterruptedException {
        Optional<String> missing = Sandbox.missing();
        if (missing.isPresent()) {
            throw new IOException("builds cannot be shut in on this machine: " + missing.get());
        }
        Clock clock = Clock.system();
        ApiToken token = ApiToken.read(settings.token());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        BuilderFolder.shareToolchains(settings.toolchains());
        try (BuilderFolder folder = BuilderFolder.open(settings.folder())) {
            SandboxExecutor.Settings how =
                    SandboxExecutor.Settings.of(settings.registries(), settings.toolchains(), folder.builds());
            try (SandboxExecutor executor = new SandboxExecutor(how, Catalog.builtIn());
                    Originals originals = new Originals(settings.registries(), how.maxFileBytes(), how.patience());
                    ApiClient node = new ApiClient(settings.node(), Optional.of(token), PATIENCE);
                    WorkLoop _ = WorkLoop.start(node, executor, originals, folder.builds(), clock)) {
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                    asked.countDown();
                    await(ended);
                    // Asked for: not a failure, whatever signal it was.
                    Runtime.getRuntime().halt(0);
                }));
                System.out.println("The builder of " + settings.node() + " waits for work. Builds are shut in by "
                        + Means.here().words() + ".");
                asked.await();
            }
        } finally {
            ended.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(String sentence, int code) {
        System.err.println("pyrsia: " + sentence);
        System.exit(code);
    }
}
