package io.pyrsia.cli.text;

import io.pyrsia.base.json.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// JSON values as YAML 1.2 in block style; texts are quoted wherever YAML could read something else.
public final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

    /// Words that a reader of some version of YAML takes for a truth value or for nothing.
    private static final Pattern RESERVED = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    private YamlText() {}

    public static String of(Json json) {
        StringBuilder text = new StringBuilder();
        if (isBlock(json)) {
            block(text, json, "");
        } else {
            text.append(inline(json)).append('\n');
        }
        return text.toString();
    }

    private static boolean isBlock(Json json) {
        return switch (json) {
            case Json.Array(List<Json> items) -> !items.isEmpty();
            case Json.Obj object -> !object.members().isEmpty();
            case Json.Null ignored -> false;
            case Json.Bool ignored -> false;
            case Json.Num ignored -> false;
            case Json.Text ignored -> false;
        };
    }

    private static void block(StringBuilder text, Json json, String indent) {
        if (json instanceof Json.Array(List<Json> items)) {
            for (Json item : items) {
                text.append(indent).append('-');
                value(text, item, indent);
            }
        } else if (json instanceof Json.Obj object) {
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                text.append(indent).append(plain(member.getKey())).append(':');
                value(text, member.getValue(), indent);
            }
        }
    }

    private static void value(StringBuilder text, Json json, String indent) {
        if (isBlock(json)) {
            text.append('\n');
            block(text, json, indent + "  ");
        } else {
            text.append(' ').append(inline(json)).append('\n');
        }
    }

    private static String inline(Json json) {
        return switch (json) {
            case Json.Text(String value) -> plain(value);
            case Json.Array ignored -> "[]";
            case Json.Obj ignored -> "{}";
            case Json.Null ignored -> "null";
            case Json.Bool ignored -> JsonText.scalar(json);
            case Json.Num ignored -> JsonText.scalar(json);
        };
    }

    private static String plain(String text) {
        boolean isPlain =
                PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches();
        return isPlain ? text : JsonText.scalar(Json.of(text));
    }
}
