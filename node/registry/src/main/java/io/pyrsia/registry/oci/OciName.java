package io.pyrsia.registry.oci;

/// The grammar of repositories and tags, checked letter by letter: no name can be a path out of its folder.
final class OciName {

    static final int MAX_REPOSITORY = 255;
    static final int MAX_TAG = 128;

    private OciName() {}

    /// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`, one or more of them between slashes.
    static boolean isRepository(String name) {
        if (name.isEmpty() || name.length() > MAX_REPOSITORY) {
            return false;
        }
        for (String part : name.split("/", -1)) {
            if (!isComponent(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isComponent(String part) {
        int at = 0;
        while (at < part.length() && isAlphanumeric(part.charAt(at))) {
            while (at < part.length() && isAlphanumeric(part.charAt(at))) {
                at++;
            }
            if (at == part.length()) {
                return true;
            }
            at = separator(part, at);
        }
        return false;
    }

    /// Where a separator that begins here ends; the end of the text if there is none.
    private static int separator(String part, int from) {
        char c = part.charAt(from);
        int at = from + 1;
        if (c == '-') {
            while (at < part.length() && part.charAt(at) == '-') {
                at++;
            }
            return at;
        }
        if (c == '_') {
            return at < part.length() && part.charAt(at) == '_' ? at + 1 : at;
        }
        return c == '.' ? at : part.length();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /// `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`
    static boolean isTag(String tag) {
        if (tag.isEmpty() || tag.length() > MAX_TAG || tag.charAt(0) == '.' || tag.charAt(0) == '-') {
            return false;
        }
        return tag.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_'
                        || c == '.'
                        || c == '-');
    }
}
