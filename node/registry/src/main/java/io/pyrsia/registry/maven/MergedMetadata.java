package io.pyrsia.registry.maven;

import io.pyrsia.base.Malformed;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import io.pyrsia.registry.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Metadata as all repositories behind this node know it together.
final class MergedMetadata {

    /// A document and the time it is of, as HTTP writes it; empty if nobody says.
    record Document(Bytes content, String modified) {}

    private final Registry registry;
    private final LocalFiles local;

    MergedMetadata(Registry registry) {
        this.registry = registry;
        this.local = new LocalFiles(registry);
    }

    Document get(MavenPath.Metadata path) throws Refusal {
        return registry.settings().isLocal(path.pack()) ? local(path) : merged(path);
    }

    private Document local(MavenPath.Metadata path) throws Refusal {
        Optional<Metadata> made = local.metadata(path);
        if (made.isPresent()) {
            Instant updated = Instant.from(DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                    .withZone(ZoneOffset.UTC)
                    .parse(made.get().lastUpdated()));
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(updated.atOffset(ZoneOffset.UTC));
            return new Document(Bytes.wrap(MetadataXml.write(made.get())), date);
        }
        // A group's plugins: only the client knows their prefixes.
        Optional<Meaning> pushed = registry.shared().names().find(registry.localKey(path.path()));
        if (pushed.isEmpty()) {
            throw new Refusal(Why.NOT_FOUND, "nothing was deployed to " + path.folderPath() + " here");
        }
        return read("", path);
    }

    /// What one upstream alone says is passed on byte for byte.
    private Document merged(MavenPath.Metadata path) throws Refusal {
        List<Document> documents = new ArrayList<>();
        Refusal worst = new Refusal(Why.NOT_FOUND, "this node has no upstream for Maven");
        for (Upstream upstream : registry.settings().upstreams()) {
            try {
                documents.add(read(upstream.name(), path));
            } catch (Refusal e) {
                worst = e.why().compareTo(worst.why()) >= 0 ? e : worst;
            }
        }
        if (documents.isEmpty()) {
            throw worst;
        }
        if (documents.size() == 1) {
            return documents.getFirst();
        }
        return together(documents);
    }

    /// What is no metadata is left out, as long as something is left.
    private static Document together(List<Document> documents) throws Refusal {
        Optional<Metadata> all = Optional.empty();
        Refusal worst = new Refusal(Why.WRONG_BYTES, "no upstream's metadata can be read");
        for (Document document : documents) {
            try {
                Metadata next = parsed(document);
                all = Optional.of(all.map(before -> before.with(next)).orElse(next));
            } catch (Refusal e) {
                worst = e;
            }
        }
        Refusal why = worst;
        return new Document(Bytes.wrap(MetadataXml.write(all.orElseThrow(() -> why))), "");
    }

    private Document read(String registryName, MavenPath path) throws Refusal {
        try (Served served = registry.open(Maven.item(registryName, path))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (served.content().size() > Maven.MAX_METADATA_BYTES) {
                throw new Refusal(Why.TOO_LARGE, path.path() + " is too large");
            }
            served.content().copy(0, served.content().size(), out);
            return new Document(Bytes.wrap(out.toByteArray()), served.found().modified());
        } catch (IOException e) {
            throw new Refusal(Why.UNREACHABLE, registryName + " broke off: " + e.getMessage());
        }
    }

    private static Metadata parsed(Document document) throws Refusal {
        try {
            return MetadataXml.read(document.content().toArrayUnsafe());
        } catch (Malformed e) {
            throw new Refusal(Why.WRONG_BYTES, e.reason());
        }
    }

    /// The groups that all upstreams together can have; nothing if one of them does not say.
    byte[] prefixes() throws Refusal {
        StringBuilder all = new StringBuilder("## repository-prefixes/2.0\n");
        for (Upstream upstream : registry.settings().upstreams()) {
            Document document = read(upstream.name(), MavenPath.Single.PREFIXES);
            String text = new String(document.content().toArrayUnsafe(), StandardCharsets.UTF_8);
            if (!text.startsWith("## repository-prefixes/2.0") || text.contains("@ unsupported")) {
                throw new Refusal(Why.NOT_FOUND, upstream.name() + " does not say which groups it has");
            }
            text.lines().filter(line -> line.startsWith("/")).forEach(line -> all.append(line)
                    .append('\n'));
        }
        local.groups().forEach(group -> all.append('/').append(group).append('\n'));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }
}
