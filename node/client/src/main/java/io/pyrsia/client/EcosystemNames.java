package io.pyrsia.client;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Package URLs for the names that docker's and maven's users write.
public final class EcosystemNames {

    private static final int MAX_CHARACTERS = 512;
    private static final Pattern IMAGE = Pattern.compile(
            "((?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*+/)*)([a-z0-9]+(?:[._-]+[a-z0-9]+)*+):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})");
    private static final Pattern GAV = Pattern.compile("([A-Za-z0-9_.-]+):([A-Za-z0-9_.-]+):([A-Za-z0-9_.+-]+)");

    private EcosystemNames() {}

    /// `alpine:3.16` is `pkg:docker/library/alpine@3.16`.
    public static Purl docker(String image) throws Malformed {
        Matcher form = IMAGE.matcher(image);
        if (image.length() > MAX_CHARACTERS || !form.matches()) {
            throw new Malformed("an image is NAME:TAG such as alpine:3.16, not '" + shortened(image) + "'");
        }
        String namespace = form.group(1).isEmpty() ? "library/" : form.group(1);
        return Purl.parse("pkg:docker/" + namespace + form.group(2) + "@" + form.group(3));
    }

    /// `commons-codec:commons-codec:1.15` is `pkg:maven/commons-codec/commons-codec@1.15`.
    public static Purl maven(String gav) throws Malformed {
        Matcher form = GAV.matcher(gav);
        if (gav.length() > MAX_CHARACTERS || !form.matches()) {
            throw new Malformed("a GAV is GROUP:ARTIFACT:VERSION such as commons-codec:commons-codec:1.15, not '"
                    + shortened(gav) + "'");
        }
        return Purl.parse("pkg:maven/" + form.group(1) + "/" + form.group(2) + "@"
                + form.group(3).replace("+", "%2B"));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
    }
}
