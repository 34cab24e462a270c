package io.pyrsia.builder.fetch;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One file that a Python index offers.
///
/// @param sha256 its digest in hexadecimal digits, or empty if the index does not say
/// @param python the versions of Python that it is for, or empty
/// @param uploaded when it came, or empty
record PypiLink(String file, URI address, String sha256, String python, String uploaded, boolean yanked) {

    private static final Pattern ANCHOR = Pattern.compile("<a\\s([^>]*)>([^<]*)</a>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)(?:=\"([^\"]*)\")?");
    private static final Pattern SHA256 = Pattern.compile("sha256=([0-9a-f]{64})");

    static List<PypiLink> read(String page, String type, URI base) throws IOException {
        try {
            return type.contains("json") ? readJson(page, base) : readHtml(page, base);
        } catch (Malformed | ClassCastException | IllegalArgumentException e) {
            throw Unavailable.failed("the page " + base + " cannot be read: " + e.getMessage());
        }
    }

    private static List<PypiLink> readJson(String page, URI base) throws Malformed {
        List<PypiLink> links = new ArrayList<>();
        for (Json one : ((Json.Obj) JsonReader.read(page)).array("files")) {
            Json.Obj file = (Json.Obj) one;
            boolean yanked = file.get("yanked") instanceof Json.Text
                    || (file.get("yanked") instanceof Json.Bool flag && flag.value());
            links.add(new PypiLink(
                    file.text("filename"),
                    base.resolve(file.text("url")),
                    text(file.object("hashes"), "sha256"),
                    text(file, "requires-python"),
                    text(file, "upload-time"),
                    yanked));
        }
        return links;
    }

    private static String text(Json.Obj object, String name) {
        return object.get(name) instanceof Json.Text text ? text.value() : "";
    }

    private static List<PypiLink> readHtml(String page, URI base) {
        List<PypiLink> links = new ArrayList<>();
        Matcher anchors = ANCHOR.matcher(page);
        while (anchors.find()) {
            String href = "";
            String python = "";
            String uploaded = "";
            boolean yanked = false;
            Matcher attributes = ATTRIBUTE.matcher(anchors.group(1));
            while (attributes.find()) {
                String value = attributes.group(2) == null ? "" : plain(attributes.group(2));
                switch (attributes.group(1)) {
                    case "href" -> href = value;
                    case "data-requires-python" -> python = value;
                    case "data-upload-time" -> uploaded = value;
                    case "data-yanked" -> yanked = true;
                    default -> {}
                }
            }
            URI address = base.resolve(href);
            Matcher sum = SHA256.matcher(href);
            String path = URLDecoder.decode(address.getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
            String file = path.substring(path.lastIndexOf('/') + 1);
            links.add(new PypiLink(file, address, sum.find() ? sum.group(1) : "", python, uploaded, yanked));
        }
        return links;
    }

    private static String plain(String text) {
        return text.replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private static String quoted(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// When it came; a file of unknown time is taken for one of `otherwise`, because old files have no time.
    Instant uploaded(Instant otherwise) {
        try {
            return uploaded.isEmpty() ? otherwise : Instant.parse(uploaded);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    void check(Digest got) throws Unavailable {
        if (!sha256.isEmpty() && !sha256.equals(got.hex())) {
            throw Unavailable.failed(file + " is not what its index says: sha256 " + got.hex() + " for " + sha256);
        }
    }

    String html(String where) {
        return "<a href=\"" + quoted(where) + (sha256.isEmpty() ? "" : "#sha256=" + sha256) + "\""
                + (python.isEmpty() ? "" : " data-requires-python=\"" + quoted(python) + "\"")
                + (yanked ? " data-yanked=\"\"" : "")
                + ">" + quoted(file) + "</a>";
    }
}
