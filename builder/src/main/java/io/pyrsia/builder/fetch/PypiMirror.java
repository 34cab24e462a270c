package io.pyrsia.builder.fetch;

import io.pyrsia.builder.fetch.Upstream.Fetched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Python index: pages of links, one page a project, in either of the two forms that indexes speak.
final class PypiMirror implements Mirror {

    private static final String ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5";
    private static final Pattern PAGE = Pattern.compile("simple/([A-Za-z0-9._-]{1,200})/?");
    private static final Pattern FILE = Pattern.compile("files/([A-Za-z0-9._-]{1,200})/([A-Za-z0-9._+!-]{1,300})");

    private final URI base;
    private final Optional<Instant> asOf;
    private final Recording recording;

    PypiMirror(URI base, Optional<Instant> asOf, Recording recording) {
        this.base = base;
        this.asOf = asOf;
        this.recording = recording;
    }

    @Override
    public Answer answer(String path) throws IOException {
        Matcher page = PAGE.matcher(path);
        if (page.matches()) {
            return new Answer.Rewritten(page(page.group(1)), "text/html; charset=utf-8");
        }
        Matcher file = FILE.matcher(path);
        if (!file.matches()) {
            throw Unavailable.absent("a Python index has no " + path);
        }
        PypiLink link = links(file.group(1)).stream()
                .filter(one -> one.file().equals(file.group(2)))
                .findFirst()
                .orElseThrow(() -> Unavailable.absent(file.group(1) + " has no file " + file.group(2) + known()));
        Fetched fetched = recording.get("pypi", path, link.address(), "*/*", false);
        link.check(fetched.digest());
        return new Answer.Whole(fetched.file(), fetched.type());
    }

    private String known() {
        return asOf.map(time -> " as of " + time).orElse("");
    }

    private String page(String project) throws IOException {
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html><body>\n");
        for (PypiLink link : links(project)) {
            page.append(link.html("../../files/" + project + "/" + link.file())).append('\n');
        }
        return page.append("</body></html>\n").toString();
    }

    private List<PypiLink> links(String project) throws IOException {
        URI address = URI.create(base + project + "/");
        Fetched fetched = recording.get("pypi", "simple/" + project + "/", address, ACCEPT, true);
        List<PypiLink> links = PypiLink.read(Files.readString(fetched.file()), fetched.type(), address);
        return links.stream()
                .filter(link -> asOf.isEmpty() || !link.uploaded(asOf.get()).isAfter(asOf.get()))
                .toList();
    }
}
