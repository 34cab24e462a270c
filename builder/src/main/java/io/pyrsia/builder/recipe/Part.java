package io.pyrsia.builder.recipe;

import java.util.List;
import java.util.Map;

/// A piece of a text in YAML or JSON that knows its line. Scalars are texts: 3.10 is not 3.1, and no is not
/// false.
sealed interface Part {

    int line();

    record Text(int line, String value) implements Part {}

    record Items(int line, List<Part> parts) implements Part {}

    record Members(int line, Map<String, Part> parts) implements Part {}
}
