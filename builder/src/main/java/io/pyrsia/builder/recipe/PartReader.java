package io.pyrsia.builder.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads YAML that nobody vouches for: bounded in size and depth, without aliases, tags or names given twice.
final class PartReader {

    static final int MAX_CHARACTERS = 64 << 10;
    private static final int MAX_DEPTH = 8;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(0)
            .setAllowRecursiveKeys(false)
            .setUseMarks(true)
            .build();

    private final List<Problem> problems;

    private PartReader(List<Problem> problems) {
        this.problems = problems;
    }

    /// Reads the one document of a text; what is wrong is added to the problems.
    static Part read(String text, List<Problem> problems) {
        Part none = new Part.Members(1, Map.of());
        if (text.length() > MAX_CHARACTERS) {
            problems.add(new Problem(1, "a recipe has at most " + MAX_CHARACTERS + " characters"));
            return none;
        }
        try {
            Optional<Node> node = new Compose(SETTINGS).composeString(text);
            if (node.isEmpty()) {
                problems.add(new Problem(1, "there is no recipe in this text"));
                return none;
            }
            return new PartReader(problems).part(node.get(), 0);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(new Problem(line, "not YAML: " + e.getProblem()));
        } catch (YamlEngineException | StackOverflowError e) {
            problems.add(new Problem(1, "not YAML: " + e.getMessage()));
        }
        return none;
    }

    private Part part(Node node, int depth) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        if (node.getAnchor().isPresent()) {
            problems.add(new Problem(line, "anchors and aliases are not taken"));
            return new Part.Text(line, "");
        }
        if (depth == MAX_DEPTH) {
            problems.add(new Problem(line, "nested more than " + MAX_DEPTH + " deep"));
            return new Part.Text(line, "");
        }
        return switch (node) {
            case ScalarNode scalar -> new Part.Text(line, scalar.getValue());
            case SequenceNode sequence -> {
                List<Part> parts = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    parts.add(part(item, depth + 1));
                }
                yield new Part.Items(line, parts);
            }
            case MappingNode mapping -> members(mapping, line, depth);
            default -> throw new YamlEngineException("a kind of node that no document has");
        };
    }

    private Part members(MappingNode mapping, int line, int depth) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Part value = part(tuple.getValueNode(), depth + 1);
            if (!(part(tuple.getKeyNode(), depth + 1) instanceof Part.Text name)) {
                problems.add(new Problem(value.line(), "a name is a text"));
            } else if (parts.putIfAbsent(name.value(), value) != null) {
                problems.add(new Problem(name.line(), "'" + name.value() + "' is there twice"));
            }
        }
        return new Part.Members(line, parts);
    }
}
