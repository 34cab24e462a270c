package io.pyrsia.base.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// Writes JSON in its one canonical form (RFC 8785, the JSON Canonicalization Scheme).
public final class CanonicalJson {

    private CanonicalJson() {}

    public static Bytes bytes(Json value) {
        return Bytes.wrap(text(value).getBytes(StandardCharsets.UTF_8));
    }

    public static String text(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Null ignored -> out.append("null");
            case Json.Bool bool -> out.append(bool.value());
            case Json.Num number -> out.append(EcmaNumber.format(number.value()));
            case Json.Text text -> writeText(text.value(), out);
            case Json.Array array -> {
                String separator = "[";
                for (Json item : array.items()) {
                    out.append(separator);
                    write(item, out);
                    separator = ",";
                }
                out.append(array.items().isEmpty() ? "[]" : "]");
            }
            case Json.Obj object -> {
                String separator = "{";
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    out.append(separator);
                    writeText(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    separator = ",";
                }
                out.append(object.members().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
