package io.pyrsia.builder.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The members of one object while it is read; whatever is wrong with them is added to a list of problems, and
/// something harmless is given instead, so that one reading finds all problems.
final class Fields {

    private static final int MAX_ITEMS = 100;
    private static final int MAX_TEXT = 4_096;
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    private final String name;
    private final int line;
    private final Map<String, Part> parts;
    private final List<Problem> problems;
    private final Set<String> asked = new TreeSet<>();

    Fields(String name, Part part, List<Problem> problems) {
        this.name = name;
        this.line = part.line();
        this.problems = problems;
        if (part instanceof Part.Members members) {
            this.parts = members.parts();
        } else {
            this.parts = Map.of();
            problem(line, name + " is an object with names and values");
        }
    }

    void problem(int at, String message) {
        problems.add(new Problem(at, message));
    }

    private Optional<Part> part(String field) {
        asked.add(field);
        return Optional.ofNullable(parts.get(field));
    }

    int line(String field) {
        Part part = parts.get(field);
        return part == null ? line : part.line();
    }

    boolean has(String field) {
        return parts.containsKey(field);
    }

    /// A text that must be there and look as said.
    String text(String field, Pattern pattern, String what) {
        if (!has(field)) {
            asked.add(field);
            problem(line, name + " lacks '" + field + "': " + what);
            return "";
        }
        return text(field, pattern, what, "");
    }

    /// A text that looks as said, or the given one.
    String text(String field, Pattern pattern, String what, String otherwise) {
        return part(field).map(part -> scalar(part, field, pattern, what)).orElse(otherwise);
    }

    private String scalar(Part part, String field, Pattern pattern, String what) {
        if (part instanceof Part.Text text
                && text.value().length() <= MAX_TEXT
                && !CONTROL.matcher(text.value()).find()
                && pattern.matcher(text.value()).matches()) {
            return text.value();
        }
        problem(part.line(), "'" + field + "' is " + what);
        return "";
    }

    /// A list of texts; none if it is not there.
    List<String> texts(String field, Pattern pattern, String what) {
        List<String> texts = new ArrayList<>();
        for (Part item : items(field, "a list of texts, each " + what)) {
            texts.add(scalar(item, field, pattern, "a list of texts, each " + what));
        }
        return texts;
    }

    /// A list of commands, each a list of a program and its arguments.
    List<List<String>> commands(String field) {
        String what = "a list of commands, each a list: a program and its arguments";
        List<List<String>> commands = new ArrayList<>();
        for (Part item : items(field, what)) {
            List<String> words = new ArrayList<>();
            if (item instanceof Part.Items list
                    && !list.parts().isEmpty()
                    && list.parts().size() <= MAX_ITEMS) {
                for (Part word : list.parts()) {
                    words.add(scalar(word, field, RecipeReader.ANY, what));
                }
            } else {
                problem(item.line(), "'" + field + "' is " + what);
            }
            commands.add(words);
        }
        return commands;
    }

    private List<Part> items(String field, String what) {
        Optional<Part> part = part(field);
        if (part.isEmpty()) {
            return List.of();
        }
        if (part.get() instanceof Part.Items items && items.parts().size() <= MAX_ITEMS) {
            return items.parts();
        }
        problem(part.get().line(), "'" + field + "' is " + what + " (at most " + MAX_ITEMS + ")");
        return List.of();
    }

    /// Names with texts; none if there are none.
    Map<String, String> pairs(String field, Pattern names, Pattern values, String what) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Optional<Part> part = part(field);
        if (part.isPresent() && part.get() instanceof Part.Members members) {
            for (Map.Entry<String, Part> pair : members.parts().entrySet()) {
                if (!names.matcher(pair.getKey()).matches()) {
                    problem(pair.getValue().line(), "'" + field + "' is " + what);
                }
                pairs.put(pair.getKey(), scalar(pair.getValue(), field, values, what));
            }
        } else if (part.isPresent()) {
            problem(part.get().line(), "'" + field + "' is " + what);
        }
        return pairs;
    }

    /// An object; an empty one if it is not there.
    Fields object(String field) {
        Part none = new Part.Members(line, Map.of());
        return new Fields("'" + field + "'", part(field).orElse(none), problems);
    }

    List<Fields> objects(String field) {
        List<Fields> objects = new ArrayList<>();
        for (Part item : items(field, "a list of objects")) {
            objects.add(new Fields("each of '" + field + "'", item, problems));
        }
        return objects;
    }

    /// Says what was not asked for: nothing in a recipe is ignored.
    void end() {
        parts.forEach((field, part) -> {
            if (!asked.contains(field)) {
                problem(part.line(), name + " has no member '" + field + "', but: " + String.join(", ", asked));
            }
        });
    }
}
