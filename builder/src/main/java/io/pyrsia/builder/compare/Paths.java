package io.pyrsia.builder.compare;

import io.pyrsia.base.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What archives call their members, and which of those names are no honest ones.
final class Paths {

    private Paths() {}

    static String decode(byte[] utf8) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("it has a name that is not UTF-8");
        }
    }

    static void check(String path) throws Malformed {
        boolean climbs = List.of(path.split("/", -1)).contains("..");
        if (path.isEmpty() || path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0 || climbs) {
            throw new Malformed("it has a member that would be unpacked somewhere else: '" + path + "'");
        }
    }

    /// Refuses archives whose meaning depends on the order of members, because order is what comparison forgets: a name
    /// that comes twice, and a file behind a link.
    static void checkAll(List<Member> members) throws Malformed {
        Set<String> seen = new HashSet<>();
        Set<String> notFolders = new HashSet<>();
        for (Member member : members) {
            String path = plain(member.path());
            if (!seen.add(path)) {
                throw new Malformed("it has two members called '" + path + "'");
            }
            if (!"folder".equals(member.facts().get(Fact.TYPE))) {
                notFolders.add(path);
            }
        }
        Set<String> folders = new HashSet<>();
        for (String path : seen) {
            int slash = path.lastIndexOf('/');
            while (slash >= 0 && folders.add(path.substring(0, slash))) {
                if (notFolders.contains(path.substring(0, slash))) {
                    throw new Malformed("it has a member below one that is no folder: '" + path + "'");
                }
                slash = path.lastIndexOf('/', slash - 1);
            }
        }
    }

    private static String plain(String path) {
        boolean isPlain = !path.contains("./") && !path.contains("//");
        String plain = isPlain ? path : path.replaceAll("(^|/)(\\./)+", "$1").replaceAll("/+", "/");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
