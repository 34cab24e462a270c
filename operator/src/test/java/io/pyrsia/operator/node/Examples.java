package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.crds.PyrsiaNode;

/// Resources to try decisions on.
final class Examples {

    static final NodeSettings SETTINGS = new NodeSettings("pyrsia/node:1", "-- certificate --\n");
    static final String UID = "0b8c3a52-6d0b-4a3c-a0c9-0a8f1a7d8c11";

    private Examples() {}

    static PyrsiaNode node(String name, String spec) {
        PyrsiaNode node = Serialization.unmarshal(
                "apiVersion: pyrsia.io/v1alpha1\nkind: PyrsiaNode\nspec:\n" + spec.indent(2), PyrsiaNode.class);
        node.setMetadata(new ObjectMetaBuilder()
                .withNamespace("space")
                .withName(name)
                .withUid(UID)
                .withGeneration(1L)
                .build());
        return node;
    }

    static Objects objects(String spec) {
        PyrsiaNode node = node("one", spec);
        return new Objects(Names.of(node), node.getSpec(), SETTINGS);
    }
}
