package io.pyrsia.cli.use;

import io.pyrsia.base.Malformed;
import java.io.StringReader;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A mirror in Maven's `settings.xml`, before those that are there.
final class MavenSettings implements Edit {

    private static final Marks MARKS = new Marks("<!-- ", " -->");
    private static final String NEW = "<settings>\n</settings>\n";
    private static final Pattern TOKEN = Pattern.compile(
            "<!--.*?-->|<!\\[CDATA\\[.*?]]>|<\\?.*?\\?>|<(/?)([^\\s<>/!?]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>",
            Pattern.DOTALL);

    @Override
    public String with(String text, URI node) throws Malformed {
        String whole = text.isBlank() ? NEW : text;
        check(whole);
        String mirror = mirror(node);
        String mirrors = "<mirrors>\n" + mirror.indent(2) + "</mirrors>\n";
        if (MARKS.has(whole, mirror) || MARKS.has(whole, mirrors)) {
            return whole;
        }
        String rest = MARKS.remove(whole);
        int among = behind(rest, "mirrors", 1);
        String after = among < 0
                ? MARKS.insert(rest, behind(rest, "settings", 0), "  ", mirrors)
                : MARKS.insert(rest, among, "    ", mirror);
        check(after);
        return after;
    }

    @Override
    public String without(String text, URI node) throws Malformed {
        String rest = MARKS.remove(text);
        return rest.equals(NEW) && !text.equals(NEW) ? "" : rest;
    }

    private static String mirror(URI node) {
        return """
                <mirror>
                  <id>pyrsia</id>
                  <mirrorOf>central</mirrorOf>
                  <url>%s/maven2/</url>
                </mirror>
                """.formatted(node);
    }

    /// The place behind the start of the first such element at this depth; -1 if there is none.
    private static int behind(String text, String name, int atDepth) throws Malformed {
        int depth = 0;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(2) == null) {
                continue;
            }
            boolean isEnd = !token.group(1).isEmpty();
            boolean isEmpty = !token.group(3).isEmpty();
            if (!isEnd && depth == atDepth && token.group(2).equals(name)) {
                if (isEmpty) {
                    throw new Malformed("there is an empty <" + name + "/>: take it out first");
                }
                return token.end();
            }
            depth += isEnd ? -1 : isEmpty ? 0 : 1;
        }
        return -1;
    }

    private static void check(String text) throws Malformed {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
            reader.nextTag();
            if (!reader.getLocalName().equals("settings")) {
                throw new Malformed("these are no settings of Maven, but <" + reader.getLocalName() + ">");
            }
            while (reader.hasNext()) {
                reader.next();
            }
        } catch (XMLStreamException e) {
            String[] said = String.valueOf(e.getMessage()).split("\\R", 2);
            throw new Malformed("this is no XML: " + said[said.length - 1]);
        }
    }
}
