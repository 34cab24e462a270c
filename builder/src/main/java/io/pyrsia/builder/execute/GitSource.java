package io.pyrsia.builder.execute;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.fetch.Input;
import io.pyrsia.builder.fetch.Recorder;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Tunnel;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Ended;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.sandbox.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Puts one commit of a repository onto a build's disk, by the machine's own Git within the sandbox, which sees
/// that what came is that commit.
///
/// The folder `.git` stays, with this commit alone: some builds ask it for their version. Other repositories that
/// it refers to as submodules are not fetched.
final class GitSource {

    private static final Path PROGRAM = Path.of("/usr/bin/git");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HOME", ClientSettings.HOME, "LC_ALL", "C.UTF-8", "GIT_CONFIG_NOSYSTEM", "1", "GIT_TERMINAL_PROMPT", "0");

    /// Git's archives leave out and change what attributes in the repository say; here all is to be as it is.
    private static final String ARCHIVE = """
            printf '* -export-ignore -export-subst -text -ident -filter -working-tree-encoding' > .git/info/attributes \
            && git archive --format=tar "$0"; code=$?; rm .git/info/attributes; exit $code""";

    private final Sandbox sandbox;
    private final Recipe.Settings settings;
    private final Recipe.Source.Git source;

    GitSource(Sandbox sandbox, Recipe.Settings settings, Recipe.Source.Git source) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.source = source;
    }

    /// Why no repository can be read on this machine, or nothing if one can.
    static Optional<String> missing() {
        return Files.isExecutable(PROGRAM)
                ? Optional.empty()
                : Optional.of("there is no " + PROGRAM + " on this machine: install git");
    }

    /// Fetches the commit and checks it out.
    ///
    /// @param work an empty folder that the build's account can pass through
    Ended fetch(Path work, Recording recording) throws IOException {
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        String format = source.commit().length() == 64 ? "sha256" : "sha1";
        String folder = settings.workFolder();
        Ended ended = run(Step.HOME, "git", "init", "--quiet", "--object-format=" + format, folder);
        if (!ended.succeeded()) {
            return ended;
        }
        Path socket = work.resolve("recorder");
        try (Recorder recorder = Recorder.open(socket, URI.create(source.url()), recording)) {
            sandbox.giveTo(socket);
            Tunnel tunnel = recorder.tunnel(work);
            List<String> fetch = new ArrayList<>(List.of("git", "-c", "protocol.version=2", "fetch", "--quiet"));
            fetch.addAll(List.of("--depth=1", "--no-tags", "--no-recurse-submodules", "--no-auto-gc"));
            fetch.addAll(List.of("--", Recorder.address("git").replaceAll("/$", ""), source.commit()));
            ended = sandbox.run(step(folder, tunnel.around(fetch)), tunnel.binds(), null, null);
        }
        return ended.succeeded()
                ? run(
                        folder,
                        "git",
                        "-c",
                        "advice.detachedHead=false",
                        "checkout",
                        "--quiet",
                        "--detach",
                        source.commit())
                : ended;
    }

    /// What was fetched, named by its files and not only by the commit's hash, which may be a SHA-1.
    Input written() throws IOException {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        long[] bytes = {0};
        try (OutputStream out = new DigestOutputStream(counting(bytes), hash)) {
            Step step = step(settings.workFolder(), List.of("/bin/sh", "-c", ARCHIVE, source.commit()));
            Ended ended = sandbox.run(step, Map.of(), null, out);
            if (!ended.succeeded()) {
                throw new IOException("the commit's files cannot be read: " + ended.log());
            }
        }
        Digest digest = new Digest(Digest.Algorithm.SHA256, Bytes.wrap(hash.digest()));
        return Input.commit(URI.create(source.url()), source.commit(), digest, bytes[0]);
    }

    private static OutputStream counting(long[] bytes) {
        return new OutputStream() {
            @Override
            public void write(int one) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] some, int offset, int length) {
                bytes[0] += length;
            }
        };
    }

    private Ended run(String folder, String... argv) throws IOException {
        return sandbox.run(step(folder, List.of(argv)));
    }

    private Step step(String folder, List<String> argv) {
        return new Step(argv, ENVIRONMENT, folder, settings.umask(), settings.limit());
    }
}
