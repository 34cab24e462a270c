package io.pyrsia.cli.use;

import io.pyrsia.base.Malformed;
import java.net.URI;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our lines in a file of lines: before the first place of a pattern, or at the end.
///
/// @param lines what a node's address makes them
record MarkedLines(Marks marks, Pattern before, Function<URI, String> lines) implements Edit {

    @Override
    public String with(String text, URI node) throws Malformed {
        String wanted = lines.apply(node);
        if (marks.has(text, wanted)) {
            return text;
        }
        String rest = marks.remove(text);
        Matcher place = before.matcher(rest);
        return marks.insert(rest, place.find() ? place.start() : rest.length(), "", wanted);
    }

    @Override
    public String without(String text, URI node) throws Malformed {
        return marks.remove(text);
    }
}
