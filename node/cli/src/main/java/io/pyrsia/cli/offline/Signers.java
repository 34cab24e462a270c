package io.pyrsia.cli.offline;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.Policy;
import io.pyrsia.log.note.PolicyFile;
import io.pyrsia.log.note.Quorum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say whose signatures under a checkpoint are enough.
final class Signers {

    private static final int MAX_FILE_BYTES = 1 << 16;

    @Option(
            names = "--authorities",
            paramLabel = "FILE",
            description = "The authorities' verifier keys, one a line: what 'pyrsia authority list --keys' prints.")
    private @Nullable Path authorities;

    @Option(
            names = "--quorum",
            paramLabel = "N",
            description = "How many of them must have signed; more than two thirds unless told.")
    private @Nullable Integer quorum;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A C2SP tlog-policy file; its witnesses count beside the authorities.")
    private @Nullable Path policy;

    Policy policy() throws Failure, IOException, Malformed {
        Policy fromFile = policy == null ? null : read(policy);
        if (authorities != null) {
            return new Policy(log(keys(authorities)), fromFile == null ? Quorum.none() : fromFile.witnesses());
        }
        if (quorum != null) {
            throw new Failure(Exit.USAGE, "--quorum counts the keys of --authorities, which is not there");
        }
        if (fromFile == null || fromFile.log().keys().findAny().isEmpty()) {
            throw new Failure(
                    Exit.USAGE,
                    "whose signatures are to be believed?",
                    "Give --authorities FILE ('pyrsia authority list --keys' prints it) or a --policy FILE with a log.");
        }
        return fromFile;
    }

    private static Policy read(Path file) throws IOException, Malformed {
        try {
            return PolicyFile.parse(SmallFile.read(file, MAX_FILE_BYTES)).policy();
        } catch (Malformed e) {
            throw new Malformed(file + ": " + e.reason());
        }
    }

    private Quorum log(List<NoteKey> keys) throws Failure {
        int least = quorum == null ? 2 * keys.size() / 3 + 1 : quorum;
        if (least < 1 || least > keys.size()) {
            throw new Failure(Exit.USAGE, "--quorum " + least + " of " + keys.size() + " keys");
        }
        return Quorum.of(least, keys);
    }

    private static List<NoteKey> keys(Path file) throws IOException, Malformed {
        List<NoteKey> keys = new ArrayList<>();
        String text = new String(SmallFile.read(file, MAX_FILE_BYTES).toArrayUnsafe(), StandardCharsets.UTF_8);
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            NoteKey key = key(file, line);
            if (key.kind() != NoteKey.Kind.LOG || keys.contains(key)) {
                throw new Malformed(file + ": " + line + " is no authority's key, or is there twice");
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            throw new Malformed(file + " has no keys");
        }
        return keys;
    }

    private static NoteKey key(Path file, String line) throws Malformed {
        try {
            return NoteKey.parse(line);
        } catch (Malformed e) {
            throw new Malformed(file + ": " + e.reason());
        }
    }
}
