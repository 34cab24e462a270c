package io.pyrsia.registry.maven;

import io.pyrsia.base.Malformed;
import io.pyrsia.registry.maven.Metadata.Build;
import io.pyrsia.registry.maven.Metadata.Plugin;
import io.pyrsia.registry.maven.Metadata.Snapshot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads and writes `maven-metadata.xml`. What is read has no document type and no entities of its own.
final class MetadataXml {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_ITEMS = 100_000;

    private static final XMLInputFactory FACTORY = factory();

    private final List<String> versions = new ArrayList<>();
    private final List<Build> builds = new ArrayList<>();
    private final List<Plugin> plugins = new ArrayList<>();
    /// The texts by their path, and those of the item that is being read.
    private final Map<String, String> texts = new HashMap<>();

    private MetadataXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static Metadata read(byte[] xml) throws Malformed {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
            return new MetadataXml().read(reader);
        } catch (XMLStreamException e) {
            throw new Malformed("metadata that is not XML as it should be: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private Metadata read(XMLStreamReader reader) throws XMLStreamException, Malformed {
        Deque<String> path = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(reader.getLocalName());
                    text.setLength(0);
                    if (path.size() > MAX_DEPTH) {
                        throw new Malformed("metadata that is nested too deeply");
                    }
                }
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    ended(String.join("/", path), text.toString().strip());
                    path.removeLast();
                    text.setLength(0);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Malformed("metadata with a document type");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        return new Metadata(
                text("groupId"),
                text("artifactId"),
                text("version"),
                text("versioning/latest"),
                text("versioning/release"),
                text("versioning/lastUpdated"),
                versions,
                new Snapshot(text("versioning/snapshot/timestamp"), text("versioning/snapshot/buildNumber")),
                builds,
                plugins);
    }

    private String text(String path) {
        return texts.getOrDefault("metadata/" + path, "");
    }

    private void ended(String path, String text) throws Malformed {
        switch (path) {
            case "metadata/versioning/versions/version" -> versions.add(text);
            case "metadata/versioning/snapshotVersions/snapshotVersion" ->
                builds.add(new Build(
                        taken(path + "/classifier"),
                        taken(path + "/extension"),
                        taken(path + "/value"),
                        taken(path + "/updated")));
            case "metadata/plugins/plugin" ->
                plugins.add(new Plugin(taken(path + "/name"), taken(path + "/prefix"), taken(path + "/artifactId")));
            default -> texts.put(path, text);
        }
        if (versions.size() + builds.size() + plugins.size() > MAX_ITEMS || texts.size() > MAX_ITEMS) {
            throw new Malformed("metadata with more than " + MAX_ITEMS + " items");
        }
    }

    private String taken(String path) {
        String text = texts.remove(path);
        return text == null ? "" : text;
    }

    static byte[] write(Metadata metadata) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<metadata modelVersion=\"1.1.0\">\n");
        element(out, "  ", "groupId", metadata.group());
        element(out, "  ", "artifactId", metadata.artifact());
        element(out, "  ", "version", metadata.version());
        if (!metadata.lastUpdated().isEmpty() || !metadata.versions().isEmpty()) {
            versioning(out, metadata);
        }
        if (!metadata.plugins().isEmpty()) {
            out.append("  <plugins>\n");
            for (Plugin plugin : metadata.plugins()) {
                out.append("    <plugin>\n");
                element(out, "      ", "name", plugin.name());
                element(out, "      ", "prefix", plugin.prefix());
                element(out, "      ", "artifactId", plugin.artifact());
                out.append("    </plugin>\n");
            }
            out.append("  </plugins>\n");
        }
        return out.append("</metadata>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void versioning(StringBuilder out, Metadata metadata) {
        out.append("  <versioning>\n");
        element(out, "    ", "latest", metadata.latest());
        element(out, "    ", "release", metadata.release());
        if (!metadata.snapshot().equals(Snapshot.NONE)) {
            out.append("    <snapshot>\n");
            element(out, "      ", "timestamp", metadata.snapshot().timestamp());
            element(out, "      ", "buildNumber", metadata.snapshot().buildNumber());
            out.append("    </snapshot>\n");
        }
        if (!metadata.versions().isEmpty()) {
            out.append("    <versions>\n");
            metadata.versions().forEach(version -> element(out, "      ", "version", version));
            out.append("    </versions>\n");
        }
        element(out, "    ", "lastUpdated", metadata.lastUpdated());
        if (!metadata.builds().isEmpty()) {
            out.append("    <snapshotVersions>\n");
            for (Build build : metadata.builds()) {
                out.append("      <snapshotVersion>\n");
                element(out, "        ", "classifier", build.classifier());
                element(out, "        ", "extension", build.extension());
                element(out, "        ", "value", build.value());
                element(out, "        ", "updated", build.updated());
                out.append("      </snapshotVersion>\n");
            }
            out.append("    </snapshotVersions>\n");
        }
        out.append("  </versioning>\n");
    }

    private static void element(StringBuilder out, String indent, String name, String text) {
        if (!text.isEmpty()) {
            out.append(indent).append('<').append(name).append('>');
            out.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            out.append("</").append(name).append(">\n");
        }
    }
}
