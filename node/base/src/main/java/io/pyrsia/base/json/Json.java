package io.pyrsia.base.json;

import io.pyrsia.base.Malformed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A JSON value. Members of an object are always in the canonical order, so equal values are written equally.
public sealed interface Json {

    /// The largest whole number that every JSON reader keeps exactly (2^53-1); write larger ones as text.
    long MAX_INTEGER = (1L << 53) - 1;

    /// `null`.
    record Null() implements Json {}

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// A finite number.
    record Num(double value) implements Json {

        public Num {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no " + value);
            }
        }
    }

    /// Text without lone surrogates.
    record Text(String value) implements Json {

        public Text {
            if (!isWellFormed(value)) {
                throw new IllegalArgumentException("text with half a surrogate pair");
            }
        }
    }

    /// A list.
    record Array(List<Json> items) implements Json {

        public Array {
            items = List.copyOf(items);
        }
    }

    /// Members by name, sorted by UTF-16 code units.
    record Obj(SequencedMap<String, Json> members) implements Json {

        public Obj {
            members = Collections.unmodifiableSequencedMap(new TreeMap<>(members));
            if (!members.keySet().stream().allMatch(Json::isWellFormed)) {
                throw new IllegalArgumentException("a name with half a surrogate pair");
            }
        }

        public @Nullable Json get(String name) {
            return members.get(name);
        }

        /// The text of a member that must be there.
        public String text(String name) throws Malformed {
            if (get(name) instanceof Text text) {
                return text.value();
            }
            throw unexpected(name, "a text");
        }

        /// The whole number of a member that must be there.
        public long integer(String name) throws Malformed {
            if (get(name) instanceof Num number
                    && number.value() == Math.rint(number.value())
                    && Math.abs(number.value()) <= MAX_INTEGER) {
                return (long) number.value();
            }
            throw unexpected(name, "a whole number");
        }

        /// The list of a member that must be there.
        public List<Json> array(String name) throws Malformed {
            if (get(name) instanceof Array array) {
                return array.items();
            }
            throw unexpected(name, "a list");
        }

        /// The object of a member that must be there.
        public Obj object(String name) throws Malformed {
            if (get(name) instanceof Obj object) {
                return object;
            }
            throw unexpected(name, "an object");
        }

        private Malformed unexpected(String name, String expected) {
            return new Malformed("'" + name + "' is " + (get(name) == null ? "missing" : "not " + expected));
        }
    }

    static Json of(String text) {
        return new Text(text);
    }

    /// A whole number that JSON keeps exactly.
    static Json of(long integer) {
        if (Math.abs(integer) > MAX_INTEGER) {
            throw new IllegalArgumentException(integer + " is not kept exactly by JSON: write it as text");
        }
        return new Num(integer);
    }

    static Json of(boolean value) {
        return new Bool(value);
    }

    static Obj object(Map<String, ? extends Json> members) {
        return new Obj(new TreeMap<>(members));
    }

    static Array array(List<? extends Json> items) {
        return new Array(List.copyOf(items));
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean paired = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
