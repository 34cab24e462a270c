package io.pyrsia.builder.compare;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What a comparison found, for a maintainer to act on.
///
/// @param reasons what is true of the artifact as a whole
/// @param differences the members that differ, the most different first
public record Report(Level level, List<String> reasons, List<Difference> differences) {

    /// More are counted, but not listed.
    public static final int MAX_LISTED = 200;

    public Report {
        reasons = List.copyOf(reasons);
        differences = differences.stream()
                .sorted(Comparator.comparing(Difference::level).reversed().thenComparing(Difference::path))
                .toList();
    }

    /// For a terminal.
    public String text() {
        StringBuilder out = new StringBuilder(level + ": " + level.meaning() + "\n");
        reasons.forEach(reason -> out.append("  ").append(printable(reason)).append('\n'));
        for (Difference difference : listed()) {
            out.append("  ")
                    .append(difference.level())
                    .append(' ')
                    .append(printable(difference.path()))
                    .append(": ");
            out.append(printable(String.join("; ", difference.reasons()))).append('\n');
        }
        if (differences.size() > MAX_LISTED) {
            out.append("  … and ").append(differences.size() - MAX_LISTED).append(" more\n");
        }
        return out.toString();
    }

    /// For programs, in canonical form.
    public String json() {
        List<Json> listed = new ArrayList<>();
        for (Difference difference : listed()) {
            listed.add(Json.object(Map.of(
                    "path", Json.of(difference.path()),
                    "level", Json.of(difference.level().name()),
                    "reasons", texts(difference.reasons()))));
        }
        return CanonicalJson.text(Json.object(Map.of(
                "level", Json.of(level.name()),
                "meaning", Json.of(level.meaning()),
                "reasons", texts(reasons),
                "differing", Json.of(differences.size()),
                "differences", Json.array(listed))));
    }

    /// For a browser.
    public String html() {
        return HtmlReport.of(this);
    }

    /// The first of the differences, which reports name.
    List<Difference> listed() {
        return differences.subList(0, Math.min(MAX_LISTED, differences.size()));
    }

    private static Json texts(List<String> texts) {
        return Json.array(texts.stream().map(Json::of).toList());
    }

    /// Names come from strangers: what would move a terminal's cursor is not printed.
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
