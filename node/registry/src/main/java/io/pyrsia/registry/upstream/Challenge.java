package io.pyrsia.registry.upstream;

import io.pyrsia.base.Malformed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a server wants to see, from its `WWW-Authenticate` header: a scheme and its parameters.
record Challenge(String scheme, Map<String, String> parameters) {

    private static final int MAX_CHARACTERS = 4_096;

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// Reads `Bearer realm="…",service="…",scope="…"`.
    static Challenge parse(String header) throws Malformed {
        if (header.length() > MAX_CHARACTERS) {
            throw new Malformed("a challenge has " + header.length() + " characters");
        }
        String text = header.strip();
        int space = text.indexOf(' ');
        String scheme = (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = space < 0 ? text.length() : space + 1;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                throw new Malformed("a challenge has a parameter without a value");
            }
            String name = text.substring(at, equals).replace(',', ' ').strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(text, equals + 1, value);
            parameters.put(name, value.toString());
        }
        return new Challenge(scheme, parameters);
    }

    /// Reads a token or a quoted string; gives where it ends.
    private static int value(String text, int from, StringBuilder value) throws Malformed {
        int at = from;
        if (at < text.length() && text.charAt(at) == '"') {
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                if (at < text.length()) {
                    value.append(text.charAt(at));
                }
            }
            if (at >= text.length()) {
                throw new Malformed("a challenge ends within quotes");
            }
            return at + 1;
        }
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ' ') {
            value.append(text.charAt(at++));
        }
        return at;
    }
}
