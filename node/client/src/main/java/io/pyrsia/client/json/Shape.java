package io.pyrsia.client.json;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a Java type looks like as JSON. Reading, writing and the API's schema all follow from it.
public sealed interface Shape {

    /// Text that must parse; the format is the one that a schema names.
    record Text(String format, Parser parser) implements Shape {}

    record Whole() implements Shape {}

    record Flag() implements Shape {}

    /// Any JSON.
    record Anything() implements Shape {}

    /// One of the names of an enum.
    record Constant(Class<? extends Enum<?>> type) implements Shape {}

    record Items(Shape item) implements Shape {}

    record Named(Shape value) implements Shape {}

    /// A record, a member for each component.
    record Members(Class<? extends Record> type, List<Member> members) implements Shape {

        public Members {
            members = List.copyOf(members);
        }
    }

    /// A sealed interface: a record with its name in the member `type`.
    record Choice(Class<?> type, Map<String, Members> choices) implements Shape {}

    /// One component; one that may be null may be missing.
    record Member(String name, boolean isOptional, Shape shape, RecordComponent component) {}

    /// Reads a text.
    interface Parser {
        Object parse(String text) throws Malformed;
    }

    /// The shape of a type; anything that is not one of those above is a mistake in the program.
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class ? new Items(of(last)) : new Named(of(last));
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("no JSON for " + type);
        }
        Shape simple = simple(plain);
        if (simple != null) {
            return simple;
        }
        if (plain.isRecord()) {
            return members(plain.asSubclass(Record.class));
        }
        if (plain.isSealed()) {
            Map<String, Members> choices = new LinkedHashMap<>();
            for (Class<?> permitted : plain.getPermittedSubclasses()) {
                choices.put(separated(permitted.getSimpleName(), '-'), members(permitted.asSubclass(Record.class)));
            }
            return new Choice(plain, choices);
        }
        throw new IllegalArgumentException("no JSON for " + type);
    }

    private static @Nullable Shape simple(Class<?> type) {
        if (type == String.class) {
            return new Text("", text -> text);
        }
        if (type == NodeId.class) {
            return new Text("node-id", NodeId::parse);
        }
        if (type == Purl.class) {
            return new Text("purl", Purl::parse);
        }
        if (type == Digest.class) {
            return new Text("digest", Digest::parse);
        }
        if (type == Instant.class) {
            return new Text("date-time", Shape::instant);
        }
        if (type == URI.class) {
            return new Text("uri", Shape::uri);
        }
        if (type == long.class || type == int.class) {
            return new Whole();
        }
        if (type == boolean.class) {
            return new Flag();
        }
        if (Json.class.isAssignableFrom(type)) {
            return new Anything();
        }
        if (type.isEnum()) {
            @SuppressWarnings("unchecked") // an enum's class is an Enum's
            Class<? extends Enum<?>> constants = (Class<? extends Enum<?>>) type;
            return new Constant(constants);
        }
        return null;
    }

    private static Members members(Class<? extends Record> type) {
        List<Member> members = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            members.add(new Member(
                    separated(component.getName(), '_'),
                    isNullable(component.getAnnotatedType()),
                    of(component.getGenericType()),
                    component));
        }
        return new Members(type, members);
    }

    private static boolean isNullable(AnnotatedType type) {
        return Arrays.stream(type.getAnnotations()).anyMatch(annotation -> annotation instanceof Nullable);
    }

    private static Object instant(String text) throws Malformed {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Malformed("not a time such as 2026-01-31T12:00:00Z: " + text);
        }
    }

    private static Object uri(String text) throws Malformed {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("not an address: " + text);
        }
    }

    /// `peerId` as `peer_id`, `AddAuthority` as `add-authority`.
    static String separated(String name, char separator) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", String.valueOf(separator))
                .toLowerCase(Locale.ROOT);
    }
}
