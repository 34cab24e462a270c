package io.pyrsia.cli.config;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which node is asked unless told, as the original kept it: lines of a name, `=`, and a quoted value.
public record CliConfig(String host, String port, String diskAllocated) {

    public static final CliConfig DEFAULT = new CliConfig("localhost", "7888", "10 GB");

    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String DISK = "disk_allocated";
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST_CHARACTERS = 253;
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z_]+)\\s*=\\s*(?:'([^']*)'|\"([^\"\\\\]*)\")\\s*");
    private static final Pattern HOST_FORM = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT_FORM = Pattern.compile("[0-9]{1,5}");
    private static final Pattern DISK_FORM = Pattern.compile("([0-9]{1,4})\\s+GB");
    private static final int MAX_DISK_GB = 4_096;

    /// Keeps only values that can be.
    public static CliConfig of(String host, String port, String diskAllocated) throws Malformed {
        if (host.length() > MAX_HOST_CHARACTERS || !HOST_FORM.matcher(host).matches()) {
            throw new Malformed("Invalid value for Hostname: '" + host + "'");
        }
        if (!PORT_FORM.matcher(port).matches() || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT) {
            throw new Malformed("Invalid value for Port Number: '" + port + "' (1 to " + MAX_PORT + ")");
        }
        Matcher disk = DISK_FORM.matcher(diskAllocated);
        if (!disk.matches() || Integer.parseInt(disk.group(1)) < 1 || Integer.parseInt(disk.group(1)) > MAX_DISK_GB) {
            throw new Malformed("Invalid value for Disk Allocation: '" + diskAllocated
                    + "' (for example '10 GB', at most " + MAX_DISK_GB + " GB)");
        }
        return new CliConfig(host, port, diskAllocated);
    }

    /// What the file has, or the defaults where there is none.
    public static CliConfig read(Path file) throws IOException, Malformed {
        List<String> lines;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new Malformed(file + " is larger than " + MAX_BYTES + " bytes");
            }
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return DEFAULT;
        }
        try {
            return parse(lines);
        } catch (Malformed e) {
            throw new Malformed(file + ": " + e.reason());
        }
    }

    private static CliConfig parse(List<String> lines) throws Malformed {
        Map<String, String> values =
                new TreeMap<>(Map.of(HOST, DEFAULT.host(), PORT, DEFAULT.port(), DISK, DEFAULT.diskAllocated()));
        for (String line : lines) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher form = LINE.matcher(line);
            if (!form.matches()) {
                throw new Malformed("a line is \"name = 'value'\", not: " + line);
            }
            if (!values.containsKey(form.group(1))) {
                throw new Malformed(
                        "'" + form.group(1) + "' is unknown; there are " + String.join(", ", values.keySet()));
            }
            values.put(form.group(1), form.group(2) == null ? form.group(3) : form.group(2));
        }
        return of(values.getOrDefault(HOST, ""), values.getOrDefault(PORT, ""), values.getOrDefault(DISK, ""));
    }

    /// Replaces the file as a whole.
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "pyrsia-cli", ".new");
        Files.writeString(fresh, text());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public String text() {
        return "host = '" + host + "'\nport = '" + port + "'\ndisk_allocated = '" + diskAllocated + "'\n";
    }

    public URI node() {
        return URI.create("http://" + host + ":" + port);
    }
}
