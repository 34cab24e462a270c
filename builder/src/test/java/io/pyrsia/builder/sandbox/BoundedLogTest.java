package io.pyrsia.builder.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class BoundedLogTest {

    /// Whatever the length: all of it, or its beginning, a count and its end.
    @Property(tries = 300)
    void theMiddleGoesFirst(@ForAll @AlphaChars @StringLength(max = 100) String said) throws IOException {
        BoundedLog log = new BoundedLog(16);
        log.readFrom(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
        int left = said.length() - 16;
        assertEquals(
                left <= 0
                        ? said
                        : said.substring(0, 8) + "\n… " + left + " bytes of output left out …\n"
                                + said.substring(said.length() - 8),
                log.text());
    }
}
