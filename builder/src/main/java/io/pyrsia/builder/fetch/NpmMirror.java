package io.pyrsia.builder.fetch;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// npm's registry, whose list of a package's versions says where each archive is and when it came.
final class NpmMirror implements Mirror {

    private final URI base;
    private final String here;
    private final Optional<Instant> asOf;
    private final Recording recording;

    /// @param here the address under which tools know this mirror, with a slash at its end
    NpmMirror(URI base, String here, Optional<Instant> asOf, Recording recording) {
        this.base = base;
        this.here = here;
        this.asOf = asOf;
        this.recording = recording;
    }

    @Override
    public Answer answer(String path) throws IOException {
        if (path.contains("/-/")) {
            Fetched fetched = recording.get("npm", path, URI.create(base + path), "*/*", false);
            return new Answer.Whole(fetched.file(), fetched.type());
        }
        Fetched fetched = recording.get("npm", path, URI.create(base + path), "application/json", true);
        try {
            Json.Obj list = (Json.Obj) JsonReader.read(Files.readString(fetched.file()));
            return new Answer.Rewritten(CanonicalJson.text(rewrite(list)), "application/json");
        } catch (Malformed | ClassCastException | IllegalArgumentException e) {
            throw Unavailable.failed("npm's list of versions of " + path + " cannot be read: " + e.getMessage());
        }
    }

    private Json.Obj rewrite(Json.Obj list) throws Malformed {
        TreeMap<String, Json> versions = new TreeMap<>();
        for (Map.Entry<String, Json> version : list.object("versions").members().entrySet()) {
            if (isKnown(list, version.getKey())) {
                versions.put(version.getKey(), here((Json.Obj) version.getValue()));
            }
        }
        TreeMap<String, Json> rewritten = new TreeMap<>(list.members());
        rewritten.put("versions", Json.object(versions));
        rewritten.put("dist-tags", tags(list, versions));
        return Json.object(rewritten);
    }

    private boolean isKnown(Json.Obj list, String version) throws Malformed {
        return asOf.isEmpty() || !time(list, version).isAfter(asOf.get());
    }

    private static Instant time(Json.Obj list, String version) throws Malformed {
        try {
            return Instant.parse(list.object("time").text(version));
        } catch (DateTimeParseException e) {
            throw new Malformed("the time of version " + version + " is not one");
        }
    }

    private Json here(Json.Obj version) throws Malformed {
        Json.Obj dist = version.object("dist");
        String name = version.text("name");
        String archive = URI.create(dist.text("tarball")).getPath();
        TreeMap<String, Json> there = new TreeMap<>(dist.members());
        there.put("tarball", Json.of(here + name + "/-/" + archive.substring(archive.lastIndexOf('/') + 1)));
        TreeMap<String, Json> rewritten = new TreeMap<>(version.members());
        rewritten.put("dist", Json.object(there));
        return Json.object(rewritten);
    }

    /// Tags of versions that are still to come are left out; without any, the newest release is "latest".
    private Json tags(Json.Obj list, Map<String, Json> versions) throws Malformed {
        TreeMap<String, Json> tags = new TreeMap<>(list.object("dist-tags").members());
        tags.values().removeIf(version -> !(version instanceof Json.Text text) || !versions.containsKey(text.value()));
        if (!tags.containsKey("latest") && asOf.isPresent()) {
            TreeMap<Instant, String> byTime = new TreeMap<>(Comparator.reverseOrder());
            for (String version : versions.keySet()) {
                if (!version.contains("-")) {
                    byTime.put(time(list, version), version);
                }
            }
            if (!byTime.isEmpty()) {
                tags.put("latest", Json.of(byTime.firstEntry().getValue()));
            }
        }
        return Json.object(tags);
    }
}
