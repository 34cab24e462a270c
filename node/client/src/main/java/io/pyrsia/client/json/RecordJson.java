package io.pyrsia.client.json;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes records as JSON and reads them back.
public final class RecordJson {

    /// What to do with members that the record does not have.
    public enum Unknown {
        /// An answer of a newer node may say more.
        IGNORED,
        /// A question with a mistyped name must not be half understood.
        REFUSED
    }

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final Unknown unknown;

    private RecordJson(Unknown unknown) {
        this.unknown = unknown;
    }

    /// The JSON of a record; `type` is its class, or the sealed interface that it is one of.
    public static <T> Json write(Class<T> type, T value) {
        return write(SHAPES.get(type), value);
    }

    public static <T> T read(Class<T> type, Json json, Unknown unknown) throws Malformed {
        return type.cast(new RecordJson(unknown).read("the body", SHAPES.get(type), json));
    }

    private static Json write(Shape shape, Object value) {
        return switch (shape) {
            case Shape.Text ignored -> Json.of(value.toString());
            case Shape.Whole ignored -> Json.of(((Number) value).longValue());
            case Shape.Flag ignored -> Json.of((Boolean) value);
            case Shape.Anything ignored -> (Json) value;
            case Shape.Constant ignored -> Json.of(((Enum<?>) value).name());
            case Shape.Items(Shape item) -> {
                List<Json> items = new ArrayList<>();
                ((List<?>) value).forEach(element -> items.add(write(item, element)));
                yield Json.array(items);
            }
            case Shape.Named(Shape item) -> {
                Map<String, Json> members = new TreeMap<>();
                ((Map<?, ?>) value).forEach((name, element) -> members.put(name.toString(), write(item, element)));
                yield Json.object(members);
            }
            case Shape.Members members -> Json.object(writeMembers(members, value));
            case Shape.Choice choice -> {
                String name = Shape.separated(value.getClass().getSimpleName(), '-');
                Shape.Members members = choice.choices().get(name);
                if (members == null) {
                    throw new IllegalArgumentException(value.getClass() + " is not one of " + choice.type());
                }
                Map<String, Json> object = writeMembers(members, value);
                object.put("type", Json.of(name));
                yield Json.object(object);
            }
        };
    }

    private static Map<String, Json> writeMembers(Shape.Members members, Object value) {
        Map<String, Json> object = new TreeMap<>();
        for (Shape.Member member : members.members()) {
            Object component = component(member.component(), value);
            if (component != null) {
                object.put(member.name(), write(member.shape(), component));
            }
        }
        return object;
    }

    private static @Nullable Object component(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record's component can be read: " + component, e);
        }
    }

    private Object read(String name, Shape shape, Json json) throws Malformed {
        return switch (shape) {
            case Shape.Text(String format, Shape.Parser parser)
            when json instanceof Json.Text(String text) -> parser.parse(text);
            case Shape.Whole whole when json instanceof Json.Num(double number) && isWhole(number) -> (long) number;
            case Shape.Flag flag when json instanceof Json.Bool(boolean value) -> value;
            case Shape.Anything anything -> json;
            case Shape.Constant(var type) when json instanceof Json.Text(String text) -> constant(name, type, text);
            case Shape.Items(Shape item)
            when json instanceof Json.Array(List<Json> items) -> {
                List<Object> list = new ArrayList<>();
                for (Json element : items) {
                    list.add(read(name, item, element));
                }
                yield List.copyOf(list);
            }
            case Shape.Named(Shape item)
            when json instanceof Json.Obj object -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    map.put(member.getKey(), read(member.getKey(), item, member.getValue()));
                }
                yield map;
            }
            case Shape.Members members when json instanceof Json.Obj object -> readMembers(members, object, false);
            case Shape.Choice choice
            when json instanceof Json.Obj object -> {
                Shape.Members members = choice.choices().get(object.text("type"));
                if (members == null) {
                    throw new Malformed("'type' is one of "
                            + String.join(", ", choice.choices().keySet()));
                }
                yield readMembers(members, object, true);
            }
            case Shape.Text text -> throw unexpected(name, "a text");
            case Shape.Whole whole -> throw unexpected(name, "a whole number");
            case Shape.Flag flag -> throw unexpected(name, "true or false");
            case Shape.Constant constant -> throw unexpected(name, "a text");
            case Shape.Items items -> throw unexpected(name, "a list");
            case Shape.Named named -> throw unexpected(name, "an object");
            case Shape.Members members -> throw unexpected(name, "an object");
            case Shape.Choice choice -> throw unexpected(name, "an object");
        };
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) <= Json.MAX_INTEGER;
    }

    private static Malformed unexpected(String name, String expected) {
        return new Malformed("'" + name + "' is not " + expected);
    }

    private static Object constant(String name, Class<? extends Enum<?>> type, String text) throws Malformed {
        for (Enum<?> constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new Malformed("'" + name + "' is one of " + Arrays.toString(type.getEnumConstants()));
    }

    private Object readMembers(Shape.Members shape, Json.Obj object, boolean hasType) throws Malformed {
        List<@Nullable Object> arguments = new ArrayList<>();
        List<String> known = new ArrayList<>(hasType ? List.of("type") : List.of());
        for (Shape.Member member : shape.members()) {
            known.add(member.name());
            Json json = object.get(member.name());
            if (json != null && !(json instanceof Json.Null && member.isOptional())) {
                arguments.add(fit(member, read(member.name(), member.shape(), json)));
            } else if (member.isOptional()) {
                arguments.add(null);
            } else {
                throw new Malformed("'" + member.name() + "' is missing");
            }
        }
        if (unknown == Unknown.REFUSED) {
            for (String name : object.members().keySet()) {
                if (!known.contains(name)) {
                    throw new Malformed("'" + name + "' is unknown here; there are " + String.join(", ", known));
                }
            }
        }
        return construct(shape.type(), arguments);
    }

    private static Object fit(Shape.Member member, Object value) throws Malformed {
        if (member.component().getType() != int.class) {
            return value;
        }
        long number = (Long) value;
        if (number != (int) number) {
            throw new Malformed("'" + member.name() + "' is too large: " + number);
        }
        return (int) number;
    }

    private static Object construct(Class<? extends Record> type, List<@Nullable Object> arguments) throws Malformed {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getConstructor(types);
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw new Malformed(String.valueOf(wrong.getMessage()));
            }
            throw new IllegalStateException("a record that cannot be made: " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record can be made: " + type, e);
        }
    }
}
