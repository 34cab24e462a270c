package io.pyrsia.builder.fetch;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sparse index of a registry of crates, whose settings say where the archives are.
final class CratesMirror implements Mirror {

    /// What a tool asks for, by the settings that it gets from here.
    private static final Pattern ARCHIVE = Pattern.compile("dl/([A-Za-z0-9_-]{1,64})/([0-9A-Za-z.+-]{1,64})\\.crate");

    private final URI base;
    private final String here;
    private final Recording recording;

    CratesMirror(URI base, String here, Recording recording) {
        this.base = base;
        this.here = here;
        this.recording = recording;
    }

    @Override
    public Answer answer(String path) throws IOException {
        if (path.equals("config.json")) {
            String settings = "{\"dl\":\"" + here + "dl/{crate}/{version}.crate\"}";
            return new Answer.Rewritten(settings, "application/json");
        }
        Matcher archive = ARCHIVE.matcher(path);
        if (archive.matches()) {
            URI address = address(archive.group(1), archive.group(2));
            Fetched fetched = recording.get("crates", path, address, "*/*", false);
            return new Answer.Whole(fetched.file(), fetched.type());
        }
        Fetched fetched = recording.get("crates", path, URI.create(base + path), "*/*", true);
        return new Answer.Whole(fetched.file(), fetched.type());
    }

    private URI address(String crate, String version) throws IOException {
        Fetched settings =
                recording.get("crates", "config.json", URI.create(base + "config.json"), "application/json", true);
        try {
            String template = ((Json.Obj) JsonReader.read(Files.readString(settings.file()))).text("dl");
            if (!template.contains("{crate}")) {
                return URI.create(template + "/" + crate + "/" + version + "/download");
            }
            return URI.create(template.replace("{crate}", crate).replace("{version}", version));
        } catch (Malformed | ClassCastException | IllegalArgumentException e) {
            throw Unavailable.failed("the settings of the registry of crates cannot be read: " + e.getMessage());
        }
    }
}
