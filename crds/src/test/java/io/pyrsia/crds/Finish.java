package io.pyrsia.crds;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// What the generator cannot be told: the order of the columns, and that conditions are a map by their
/// type.
final class Finish implements CRDPostProcessor {

    private static final long MAX_CHARACTERS = 32_768;
    private static final long MAX_ITEM_CHARACTERS = 512;
    /// Of a command, as recipes have them.
    private static final long MAX_WORDS = 100;
    private static final long MAX_WORD_CHARACTERS = 4_096;
    private static final List<String> COLUMNS = List.of(
            "Network", "Node", "Wish", "Phase", "Package", "State", "Trust", "Role", "Ready", "Reason", "Missing",
            "Height", "Peers", "Age");

    final TreeMap<String, CustomResourceDefinition> finished = new TreeMap<>();

    @Override
    public HasMetadata process(HasMetadata definition, String version) {
        CustomResourceDefinition custom = (CustomResourceDefinition) definition;
        custom.getSpec().getVersions().forEach(Finish::finish);
        finished.put(custom.getMetadata().getName(), custom);
        return definition;
    }

    private static void finish(CustomResourceDefinitionVersion version) {
        version.setAdditionalPrinterColumns(version.getAdditionalPrinterColumns().stream()
                .sorted(Comparator.comparingInt(
                        (CustomResourceColumnDefinition column) -> COLUMNS.indexOf(column.getName())))
                .toList());
        JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
        schema.setRequired(List.of("spec"));
        bound(child(schema, "spec"));
        JSONSchemaProps conditions = child(child(schema, "status"), "conditions");
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        JSONSchemaProps condition = conditions.getItems().getSchema();
        condition.setRequired(List.of("type", "status", "lastTransitionTime", "reason", "message"));
        condition.getProperties().values().stream()
                .filter(property -> "string".equals(property.getType()))
                .forEach(property -> property.setMaxLength(MAX_CHARACTERS));
    }

    static JSONSchemaProps child(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }

    /// The generator does not see bounds on the items of a list, nor on the values of a map.
    private static void bound(JSONSchemaProps schema) {
        if (schema.getItems() != null) {
            JSONSchemaProps item = schema.getItems().getSchema();
            if ("array".equals(item.getType())) {
                item.setMinItems(1L);
                item.setMaxItems(MAX_WORDS);
                item.getItems().getSchema().setMaxLength(MAX_WORD_CHARACTERS);
            } else if ("string".equals(item.getType())) {
                item.setMaxLength(MAX_ITEM_CHARACTERS);
            }
        }
        if (schema.getAdditionalProperties() != null) {
            schema.setMaxProperties(MAX_WORDS);
            schema.getAdditionalProperties().getSchema().setMaxLength(MAX_ITEM_CHARACTERS);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(Finish::bound);
        }
    }
}
