package io.pyrsia.server.api;

import io.pyrsia.base.json.Json;
import io.pyrsia.client.json.About;
import io.pyrsia.client.json.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JSON schemas of the API's records, made from the shapes that read and write them.
final class Schemas {

    private final Map<String, Json> named = new TreeMap<>();

    /// A reference to the schema of a record, which is added with all that it refers to.
    Json reference(Class<?> type) {
        return type.isArray() ? schema(new Shape.Items(Shape.of(type.componentType()))) : schema(Shape.of(type));
    }

    /// All schemas that were referred to.
    Json.Obj all() {
        return Json.object(named);
    }

    private Json schema(Shape shape) {
        return switch (shape) {
            case Shape.Text text ->
                text.format().isEmpty()
                        ? type("string")
                        : Json.object(Map.of("type", Json.of("string"), "format", Json.of(text.format())));
            case Shape.Whole ignored -> Json.object(Map.of("type", Json.of("integer"), "format", Json.of("int64")));
            case Shape.Flag ignored -> type("boolean");
            case Shape.Anything ignored -> type("object");
            case Shape.Constant constant -> constants(constant.type());
            case Shape.Items items -> Json.object(Map.of("type", Json.of("array"), "items", schema(items.item())));
            case Shape.Named map ->
                Json.object(Map.of("type", Json.of("object"), "additionalProperties", schema(map.value())));
            case Shape.Members members -> record(name(members.type()), members, Map.of());
            case Shape.Choice choice -> choice(choice);
        };
    }

    private static Json type(String name) {
        return Json.object(Map.of("type", Json.of(name)));
    }

    private static Json constants(Class<? extends Enum<?>> type) {
        List<Json> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> Json.of(constant.name()))
                .toList();
        return Json.object(Map.of("type", Json.of("string"), "enum", Json.array(names)));
    }

    private Json choice(Shape.Choice choice) {
        String name = name(choice.type());
        if (!named.containsKey(name)) {
            List<Json> choices = new ArrayList<>();
            choice.choices()
                    .forEach((word, members) -> choices.add(record(
                            name(members.type()),
                            members,
                            Map.of("type", Json.object(Map.of("const", Json.of(word)))))));
            named.put(name, Json.object(Map.of("oneOf", Json.array(choices))));
        }
        return link(name);
    }

    private Json record(String name, Shape.Members members, Map<String, Json> more) {
        if (!named.containsKey(name)) {
            Map<String, Json> properties = new TreeMap<>(more);
            List<Json> needed =
                    new ArrayList<>(more.keySet().stream().map(Json::of).toList());
            for (Shape.Member member : members.members()) {
                About about = member.component().getAnnotation(About.class);
                Json schema = schema(member.shape());
                properties.put(member.name(), about == null ? schema : described(schema, about.value()));
                if (!member.isOptional()) {
                    needed.add(Json.of(member.name()));
                }
            }
            Map<String, Json> schema = new TreeMap<>();
            schema.put("type", Json.of("object"));
            schema.put("properties", Json.object(properties));
            schema.put("required", Json.array(needed));
            About about = members.type().getAnnotation(About.class);
            if (about != null) {
                schema.put("description", Json.of(about.value()));
            }
            named.put(name, Json.object(schema));
        }
        return link(name);
    }

    private static Json described(Json schema, String text) {
        if (!(schema instanceof Json.Obj object)) {
            throw new IllegalStateException("a schema is an object");
        }
        Map<String, Json> members = new TreeMap<>(object.members());
        members.put("description", Json.of(text));
        return Json.object(members);
    }

    private static Json link(String name) {
        return Json.object(Map.of("$ref", Json.of("#/components/schemas/" + name)));
    }

    private static String name(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return (around == null ? "" : name(around)) + type.getSimpleName();
    }
}
