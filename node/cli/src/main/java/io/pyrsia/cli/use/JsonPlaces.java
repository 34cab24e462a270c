package io.pyrsia.cli.use;

import java.util.Optional;

/// Where things are in the text of a JSON object that was read before and is known to be one.
final class JsonPlaces {

    /// A member of the object: from its name on, and from its value on, to behind it.
    record Member(int from, int value, int end) {}

    private final String text;

    JsonPlaces(String text) {
        this.text = text;
    }

    /// Where the object's brace is.
    int start() {
        return text.indexOf('{');
    }

    Optional<Member> member(String name) {
        int at = behindSpace(start() + 1);
        while (text.charAt(at) != '}') {
            int from = at;
            at = behindValue(at);
            boolean isIt = text.substring(from, at).equals('"' + name + '"');
            int value = behindSpace(behindSpace(at) + 1);
            at = behindValue(value);
            if (isIt) {
                return Optional.of(new Member(from, value, at));
            }
            at = behindSpace(at);
            at = text.charAt(at) == ',' ? behindSpace(at + 1) : at;
        }
        return Optional.empty();
    }

    /// The text with one thing more, at the beginning of the object or list that begins here.
    String with(String thing, int from) {
        int next = behindSpace(from + 1);
        boolean isEmpty = text.charAt(next) == '}' || text.charAt(next) == ']';
        String space = text.substring(from + 1, next);
        return text.substring(0, from + 1) + (isEmpty ? thing : space + thing + ",") + text.substring(from + 1);
    }

    /// The text without one of a list's things and the comma that goes with it.
    String without(int from, int to) {
        int start = from;
        while (Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        int next = behindSpace(to);
        if (text.charAt(next) == ',') {
            boolean isLine = text.substring(start, from).contains("\n");
            return text.substring(0, isLine ? start : from) + text.substring(isLine ? next + 1 : behindSpace(next + 1));
        }
        boolean hasOneBefore = text.charAt(start - 1) == ',';
        return text.substring(0, hasOneBefore ? start - 1 : start) + text.substring(to);
    }

    private int behindSpace(int from) {
        int at = from;
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int behindValue(int from) {
        int at = from;
        int depth = 0;
        do {
            char c = text.charAt(at);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            at = c == '"' ? behindText(at) : at + 1;
        } while (depth > 0 || (isScalar(text.charAt(from)) && isScalar(text.charAt(at))));
        return at;
    }

    private int behindText(int from) {
        int at = from + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /// Of a number, true, false or null.
    private static boolean isScalar(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
    }
}
