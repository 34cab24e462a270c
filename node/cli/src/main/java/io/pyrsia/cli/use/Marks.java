package io.pyrsia.cli.use;

import io.pyrsia.base.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// Lines of ours in a file whose language has comments, between two marks, the first of which has their checksum: what
/// somebody changed in between is not ours to take out.
///
/// @param open how a comment begins
/// @param close how it ends, if not with the line
record Marks(String open, String close) {

    private static final String NAME = "pyrsia use";

    /// Where lines of ours are in a text, without the line end behind or before them.
    private record Place(int from, int to, String lines) {}

    /// The text with these lines at this place, which is at the beginning of a line or not.
    String insert(String text, int at, String indent, String lines) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        String block = (indent + open + NAME + " " + checksum(lines) + ": begin" + close + "\n"
                        + lines.indent(indent.length())
                        + indent + open + NAME + ": end" + close)
                .replace("\n", end);
        boolean isLineStart = at == 0 || text.charAt(at - 1) == '\n';
        return text.substring(0, at) + (isLineStart ? block + end : end + block) + text.substring(at);
    }

    /// The text without lines of ours.
    String remove(String text) throws Malformed {
        Optional<Place> place = find(text);
        if (place.isEmpty()) {
            return text;
        }
        int from = place.get().from();
        int to = place.get().to();
        if (text.startsWith("\r\n", to) || text.startsWith("\n", to)) {
            to = text.indexOf('\n', to) + 1;
        } else if (from > 0) {
            from = text.startsWith("\r\n", from - 2) ? from - 2 : from - 1;
        }
        return text.substring(0, from) + text.substring(to);
    }

    /// Whether exactly these lines are there.
    boolean has(String text, String lines) throws Malformed {
        return find(text).filter(place -> place.lines().equals(lines)).isPresent();
    }

    private Optional<Place> find(String text) throws Malformed {
        Pattern form = Pattern.compile("(?ms)^([ \\t]*)" + Pattern.quote(open + NAME) + " ([0-9a-f]{8}): begin"
                + Pattern.quote(close) + "\\r?\\n" + "(.*?)^[ \\t]*" + Pattern.quote(open + NAME + ": end" + close));
        Matcher matcher = form.matcher(text);
        if (!matcher.find()) {
            if (text.contains(open + NAME)) {
                throw changed();
            }
            return Optional.empty();
        }
        String lines = matcher.group(3).replace("\r\n", "\n").replaceAll("(?m)^" + matcher.group(1), "");
        if (!matcher.group(2).equals(checksum(lines)) || text.indexOf(open + NAME, matcher.end()) >= 0) {
            throw changed();
        }
        return Optional.of(new Place(matcher.start(), matcher.end(), lines));
    }

    private static Malformed changed() {
        return new Malformed(
                "what 'pyrsia use' wrote was changed by hand since: take out what is between its marks, and"
                        + " them, yourself");
    }

    private static String checksum(String lines) {
        CRC32 checksum = new CRC32();
        checksum.update(lines.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
