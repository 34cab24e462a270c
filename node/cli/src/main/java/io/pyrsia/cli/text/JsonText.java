package io.pyrsia.cli.text;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.util.ArrayList;
import java.util.List;

/// JSON as it is printed: a member a line, and every character that could steer a terminal escaped.
public final class JsonText {

    private JsonText() {}

    public static String of(Json json) {
        return write(json, "\n") + "\n";
    }

    private static String write(Json json, String newLine) {
        return switch (json) {
            case Json.Array(List<Json> items)
            when !items.isEmpty() ->
                "["
                        + lines(
                                items.stream()
                                        .map(item -> write(item, newLine + "  "))
                                        .toList(),
                                newLine) + "]";
            case Json.Obj object
            when !object.members().isEmpty() -> {
                List<String> members = new ArrayList<>();
                object.members()
                        .forEach((name, value) ->
                                members.add(scalar(Json.of(name)) + ": " + write(value, newLine + "  ")));
                yield "{" + lines(members, newLine) + "}";
            }
            case Json.Array ignored -> "[]";
            case Json.Obj ignored -> "{}";
            case Json.Null ignored -> "null";
            case Json.Bool ignored -> scalar(json);
            case Json.Num ignored -> scalar(json);
            case Json.Text ignored -> scalar(json);
        };
    }

    private static String lines(List<String> items, String newLine) {
        return newLine + "  " + String.join("," + newLine + "  ", items) + newLine;
    }

    /// A value without parts, as JSON and YAML both write it.
    static String scalar(Json json) {
        StringBuilder text = new StringBuilder();
        CanonicalJson.text(json)
                .chars()
                .forEach(c -> text.append(SafeText.isHarmful(c) ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return text.toString();
    }
}
