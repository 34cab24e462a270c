package io.pyrsia.server.recovery;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.server.keys.OwnerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The recoveries that a node's operator accepted and the one it signed, as files in the node's data folder.
public record AcceptedRecoveries(Path folder) {

    /// More epochs than a network will lose.
    private static final int MAX = 16;

    /// Those that were accepted.
    public List<RecoveryDocument> read() throws IOException, Malformed {
        List<RecoveryDocument> accepted = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (var listed = Files.list(folder)) {
                files = listed.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList();
            }
            for (Path file : files) {
                accepted.add(complete(load(file)).document());
            }
        }
        if (accepted.size() > MAX) {
            throw new Malformed(folder + " has more than " + MAX + " recoveries");
        }
        return accepted;
    }

    public static SignedRecovery load(Path file) throws IOException, Malformed {
        if (Files.size(file) > SignedRecovery.MAX_BYTES) {
            throw new Malformed(file + " is larger than a recovery can be");
        }
        return SignedRecovery.read(Bytes.wrap(Files.readAllBytes(file)));
    }

    private static SignedRecovery complete(SignedRecovery recovery) throws Malformed {
        if (!recovery.missing().isEmpty()) {
            throw new Malformed("the recovery lacks the signatures of " + recovery.missing());
        }
        return recovery;
    }

    /// Accepts a recovery under the digest that its operators have published.
    public void accept(SignedRecovery recovery, Digest digest) throws IOException, Malformed {
        RecoveryDocument document = complete(recovery).document();
        if (!document.digest().equals(digest)) {
            throw new Malformed("the file is the recovery " + document.digest() + ", not " + digest
                    + ": ask those who signed which one is theirs");
        }
        refuseAnother(document, read());
        write(digest.hex() + ".json", new String(recovery.write().toArrayUnsafe(), StandardCharsets.UTF_8));
    }

    /// Remembers that this node signs a recovery; another one of the same epoch is refused from then on.
    public void sign(RecoveryDocument document) throws IOException, Malformed {
        refuseAnother(document, read());
        String name = "signed-" + document.base().epoch();
        String digest = document.digest().toString();
        if (!Files.exists(folder.resolve(name))) {
            write(name, digest);
        }
        String signed = Files.readString(folder.resolve(name));
        if (!signed.equals(digest)) {
            throw new Malformed("this node has signed the recovery " + signed
                    + " of the same epoch: two of them would make two networks");
        }
    }

    private static void refuseAnother(RecoveryDocument document, List<RecoveryDocument> accepted) throws Malformed {
        for (RecoveryDocument other : accepted) {
            if (other.base().epoch() == document.base().epoch() && !other.equals(document)) {
                throw new Malformed("this node has accepted the recovery " + other.digest()
                        + " of the same epoch: two of them would make two networks");
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        OwnerFile.create(folder.resolve(name), text);
    }
}
