package io.pyrsia.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The page of the guide that has every field of every resource, from the definitions themselves.
final class FieldsPage {

    private FieldsPage() {}

    static String of(Collection<CustomResourceDefinition> definitions) {
        StringBuilder page = new StringBuilder("""
                # Fields of the custom resources

                Made from the definitions; see [kubernetes.md](kubernetes.md) for how they are used.
                """);
        for (CustomResourceDefinition definition : definitions) {
            JSONSchemaProps schema =
                    definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            page.append("\n## ").append(definition.getSpec().getNames().getKind());
            page.append("\n\n| field | default | meaning |\n|---|---|---|\n");
            for (String part : List.of("spec", "status")) {
                rows(page, part, Finish.child(schema, part));
            }
        }
        return page.toString();
    }

    private static void rows(StringBuilder page, String path, JSONSchemaProps schema) {
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        new TreeMap<>(schema.getProperties()).forEach((name, property) -> {
            String field = path + "." + name;
            boolean isGroup = !property.getProperties().isEmpty();
            String usual = required.contains(name) ? "needed" : usual(property, isGroup);
            page.append("| `%s` | %s | %s |\n".formatted(field, usual, meaning(property)));
            if (isGroup) {
                rows(page, field, property);
            }
        });
    }

    private static String usual(JSONSchemaProps property, boolean isGroup) {
        return property.getDefault() == null || isGroup
                ? ""
                : "`" + property.getDefault().asText("[]") + "`";
    }

    private static String meaning(JSONSchemaProps property) {
        StringBuilder meaning = new StringBuilder(text(property.getDescription()));
        if (property.getMinimum() != null && property.getMaximum() != null) {
            meaning.append(" From %.0f to %.0f.".formatted(property.getMinimum(), property.getMaximum()));
        }
        return meaning.toString();
    }

    private static String text(@Nullable String description) {
        return description == null ? "" : description;
    }
}
