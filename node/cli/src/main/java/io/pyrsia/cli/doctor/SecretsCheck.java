package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Looks that the key and the token are there and that nobody else can read them.
final class SecretsCheck implements Check {

    private static final String NAME = "secrets";

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    @Override
    public List<Finding> of(Patient patient) throws IOException {
        if (patient.files().isEmpty()) {
            return List.of();
        }
        NodeFiles files = patient.files().get();
        List<Finding> findings = new ArrayList<>();
        if (!Files.exists(files.key()) && Files.exists(files.data().resolve(DataCheck.MARK))) {
            findings.add(Finding.fault(
                    NAME,
                    "the key " + files.key() + " is gone, and the data is that of its node",
                    "Bring the key back from where it is kept safe; without it, start a new node in an empty folder."));
        }
        for (Path secret : List.of(files.key(), files.token())) {
            if (Files.exists(secret) && !OWNER.containsAll(Files.getPosixFilePermissions(secret))) {
                findings.add(Finding.fault(
                        NAME,
                        "others can read the secret in " + secret,
                        "Run `chmod 600 " + secret + "`, and think about who has read it."));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(NAME, "only the owner can read the key and the token"));
        }
        return findings;
    }
}
