package io.pyrsia.client;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The secret that allows changes through the admin API; it prints as nothing.
///
/// A node makes one at its first start, in the file [#FILE_NAME] of its data directory, readable by its owner alone.
public final class ApiToken {

    public static final String FILE_NAME = "api-token";

    /// Names the file, before any data directory.
    public static final String VARIABLE = "PYRSIA_TOKEN_FILE";

    private static final int CHARACTERS = 64;

    private final String value;

    private ApiToken(String value) {
        this.value = value;
    }

    public static ApiToken parse(String text) throws Malformed {
        String value = text.strip();
        if (!value.matches("[0-9a-f]{" + CHARACTERS + "}")) {
            throw new Malformed("a token has " + CHARACTERS + " hexadecimal digits");
        }
        return new ApiToken(value);
    }

    /// The token of the file that the environment names, or else of the data directory; none if there is no such
    /// file.
    public static Optional<ApiToken> find(Map<String, String> environment, Path data) throws IOException, Malformed {
        @Nullable String named = environment.get(VARIABLE);
        try {
            return Optional.of(read(named == null ? data.resolve(FILE_NAME) : Path.of(named)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public static ApiToken read(Path file) throws IOException, Malformed {
        return parse(Files.readString(file));
    }

    /// The value of the header `Authorization`.
    public String authorization() {
        return "Bearer " + value;
    }

    /// What the file has.
    public String secret() {
        return value;
    }

    @Override
    public String toString() {
        return "token";
    }
}
