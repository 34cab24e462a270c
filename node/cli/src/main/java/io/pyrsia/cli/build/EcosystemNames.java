package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Package URLs for the names that docker's and maven's users write.
final class EcosystemNames {

    private static final Pattern IMAGE = Pattern.compile(
            "((?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*/)*)([a-z0-9]+(?:[._-]+[a-z0-9]+)*):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})");
    private static final Pattern GAV = Pattern.compile("([A-Za-z0-9_.-]+):([A-Za-z0-9_.-]+):([A-Za-z0-9_.+-]+)");

    private EcosystemNames() {}

    /// `alpine:3.16` is `pkg:docker/library/alpine@3.16`.
    static Purl docker(String image) throws Failure {
        Matcher form = IMAGE.matcher(image);
        if (!form.matches()) {
            throw new Failure(Exit.USAGE, "an image is NAME:TAG such as alpine:3.16, not '" + image + "'");
        }
        String namespace = form.group(1).isEmpty() ? "library/" : form.group(1);
        return purl("pkg:docker/" + namespace + form.group(2) + "@" + form.group(3));
    }

    static Purl maven(String gav) throws Failure {
        Matcher form = GAV.matcher(gav);
        if (!form.matches()) {
            throw new Failure(
                    Exit.USAGE,
                    "a GAV is GROUP:ARTIFACT:VERSION such as commons-codec:commons-codec:1.15, not '" + gav + "'");
        }
        return purl("pkg:maven/" + form.group(1) + "/" + form.group(2) + "@"
                + form.group(3).replace("+", "%2B"));
    }

    private static Purl purl(String text) throws Failure {
        try {
            return Purl.parse(text);
        } catch (Malformed e) {
            throw new Failure(Exit.USAGE, e.reason());
        }
    }
}
