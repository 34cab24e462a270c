package io.pyrsia.registry.pypi;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The list of a project's files, as PEP 503 and PEP 691 write it.
record SimpleIndex(String project, List<Published.File> files) {

    static final String JSON = "application/vnd.pypi.simple.v1+json";
    static final String HTML = "text/html; charset=UTF-8";

    SimpleIndex {
        files = List.copyOf(files);
    }

    byte[] json() {
        List<Json> listed = new ArrayList<>();
        for (Published.File file : files) {
            listed.add(Json.object(Map.of(
                    "filename", Json.of(file.name()),
                    "hashes", Json.object(Map.of("sha256", Json.of(file.sha256().hex()))),
                    "size", Json.of(file.size()),
                    "url", Json.of(address(file)))));
        }
        List<Json> versions = files.stream()
                .map(Published.File::version)
                .distinct()
                .map(Json::of)
                .toList();
        return CanonicalJson.bytes(Json.object(Map.of(
                        "files", Json.array(listed),
                        "meta", Json.object(Map.of("api-version", Json.of("1.1"))),
                        "name", Json.of(project),
                        "versions", Json.array(versions))))
                .toArrayUnsafe();
    }

    byte[] html() {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html><head>"
                + "<meta name=\"pypi:repository-version\" content=\"1.0\"><title>" + project
                + "</title></head><body>\n");
        for (Published.File file : files) {
            out.append("<a href=\"%s#sha256=%s\">%s</a><br>\n"
                    .formatted(escaped(address(file)), file.sha256().hex(), escaped(file.name())));
        }
        return out.append("</body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// From where the index is.
    private static String address(Published.File file) {
        return "../../" + new PypiPath.File(String.valueOf(file.purl().name()), file.version(), file.name()).path();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
