package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What formats themselves declare to differ from build to build. Narrow: nothing is dropped because it often differs.
final class Declared {

    private static final String META_INF = "META-INF/";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/([^/]+)\\.(SF|RSA|DSA|EC)");
    private static final Pattern POM_PROPERTIES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern RECORD = Pattern.compile("[^/]+\\.dist-info/RECORD");
    private static final Pattern CARGO_COMMIT = Pattern.compile("[^/]+/\\.cargo_vcs_info\\.json");

    private static final Pattern BUILD_ATTRIBUTE = Pattern.compile(
            "(Build-Jdk|Build-Jdk-Spec|Built-By|Created-By|Bnd-LastModified|Build-Time|Build-Date|Build-Timestamp): .*");

    private static final Pattern SIGNED_DIGEST = Pattern.compile("[A-Za-z0-9-]+-Digest: .*");

    private Declared() {}

    static boolean looksInto(Kind kind, String path) {
        return switch (kind) {
            case JAR ->
                path.startsWith(META_INF)
                        && (path.equals(MANIFEST)
                                || SIGNATURE.matcher(path).matches()
                                || POM_PROPERTIES.matcher(path).matches());
            case WHEEL -> RECORD.matcher(path).matches();
            case CRATE -> CARGO_COMMIT.matcher(path).matches();
            case ZIP, NPM, SDIST, DEB, LAYER, TAR, FILE -> false;
        };
    }

    static List<Member> apply(Kind kind, List<Member> members, Keeper keeper) {
        boolean signed = kind == Kind.JAR && isSigned(members);
        List<Member> applied = new ArrayList<>(members.size());
        for (Member member : members) {
            byte[] text = keeper.text(member.path());
            applied.add(text == null ? member : member.with(without(kind, member, text, signed, members)));
        }
        return applied;
    }

    /// A signature counts as one only with both of its files: what it lists, and who signed the list.
    private static boolean isSigned(List<Member> members) {
        TreeSet<String> paths = members.stream()
                .map(Member::path)
                .filter(path -> path.startsWith(META_INF))
                .collect(Collectors.toCollection(TreeSet::new));
        return paths.stream()
                .filter(path -> path.matches("META-INF/[^/]+\\.SF"))
                .map(path -> path.substring(0, path.length() - 3))
                .anyMatch(name ->
                        paths.contains(name + ".RSA") || paths.contains(name + ".DSA") || paths.contains(name + ".EC"));
    }

    private static Content without(Kind kind, Member member, byte[] text, boolean signed, List<Member> members) {
        Content content = member.content();
        String path = member.path();
        return switch (kind) {
            case JAR -> inJar(path, content, text, signed);
            case WHEEL ->
                followsFrom(members, text, path)
                        ? content.without(mark("RECORD"), "RECORD lists other hashes, as it must")
                        : content;
            case CRATE -> isCommit(text) ? content.without(null, "cargo noted another commit") : content;
            case ZIP, NPM, SDIST, DEB, LAYER, TAR, FILE -> content;
        };
    }

    private static Content inJar(String path, Content content, byte[] text, boolean signed) {
        String lines = new String(text, StandardCharsets.ISO_8859_1);
        if (path.equals(MANIFEST)) {
            return content.without(mark(manifest(lines, signed)), "the manifest names another JDK, builder or date");
        }
        if (POM_PROPERTIES.matcher(path).matches()) {
            String rest = lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
            return content.without(mark(rest), "pom.properties has another date");
        }
        return signed
                ? content.without(mark("signature"), "another signature, whose making cannot be repeated")
                : content;
    }

    /// The manifest without the attributes that name the build, and without what a signature adds.
    private static String manifest(String text, boolean signed) {
        String unfolded = text.replaceAll("\r\n?", "\n").replace("\n ", "");
        StringBuilder rest = new StringBuilder();
        boolean first = true;
        for (String section : unfolded.split("\n{2,}", -1)) {
            List<String> kept = new ArrayList<>();
            for (String line : section.split("\n", -1)) {
                boolean dropped = (first && BUILD_ATTRIBUTE.matcher(line).matches())
                        || (!first && signed && SIGNED_DIGEST.matcher(line).matches());
                if (!dropped && !line.isEmpty()) {
                    kept.add(line);
                }
            }
            boolean onlyName = !first && kept.size() == 1 && kept.getFirst().startsWith("Name: ");
            if (!kept.isEmpty() && !(signed && onlyName)) {
                rest.append(String.join("\n", kept)).append("\n\n");
            }
            first = false;
        }
        return rest.toString();
    }

    /// Whether a RECORD says nothing but what the other members are.
    private static boolean followsFrom(List<Member> members, byte[] text, String own) {
        Map<String, String> expected = new TreeMap<>();
        for (Member member : members) {
            if (!member.path().endsWith("/")) {
                String hash = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(member.content().raw().toArrayUnsafe());
                expected.put(
                        member.path(), "sha256=" + hash + ',' + member.content().size());
            }
        }
        expected.put(own, ",");
        Map<String, String> found = new TreeMap<>();
        for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
            int first = line.lastIndexOf(',', line.lastIndexOf(',') - 1);
            if (first < 1
                    || found.put(line.substring(0, first).replaceAll("^\"|\"$", ""), line.substring(first + 1))
                            != null) {
                return false;
            }
        }
        return found.equals(expected);
    }

    private static boolean isCommit(byte[] text) {
        String json = new String(text, StandardCharsets.UTF_8).replaceAll("\\s", "");
        return json.matches(
                "\\{\"git\":\\{\"sha1\":\"[0-9a-f]{40}\"(,\"dirty\":(true|false))?},\"path_in_vcs\":\"[^\"]*\"}");
    }

    private static @Nullable Bytes mark(String rest) {
        return Digest.sha256(Bytes.wrap(("declared " + rest).getBytes(StandardCharsets.ISO_8859_1)))
                .value();
    }
}
