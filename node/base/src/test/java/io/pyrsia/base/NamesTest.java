package io.pyrsia.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Package URLs, node and network names, sizes.
class NamesTest {

    /// The examples of the purl specification and spellings that it makes equal.
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "pkg:maven/commons-codec/commons-codec@1.15 pkg:maven/commons-codec/commons-codec@1.15",
                "pkg:docker/alpine@3.16 pkg:docker/alpine@3.16",
                "pkg:PyPI/Django_allauth@12.23 pkg:pypi/django-allauth@12.23",
                "pkg://npm/%40angular/animation@12.3.1 pkg:npm/%40angular/animation@12.3.1",
                "pkg:GitHub/Package-URL/purl-Spec@244fd47e07d1004f0aed9c pkg:github/package-url/purl-spec@244fd47e07d1004f0aed9c",
                "pkg:maven/org.apache/batik@1.9.1?type=zip&classifier=sources pkg:maven/org.apache/batik@1.9.1?classifier=sources&type=zip",
            })
    void spellingsOfOnePackageAreEqual(String spelled, String canonical) throws Malformed {
        assertEquals(canonical, Purl.parse(spelled).toString());
        assertEquals(Purl.parse(canonical), Purl.parse(spelled));
        assertEquals(Purl.parse(canonical).hashCode(), Purl.parse(spelled).hashCode());
    }

    @Test
    void aPackageUrlHasParts() throws Malformed {
        Purl purl = Purl.parse("pkg:npm/%40angular/animation@12.3.1?type=tgz#lib/index.js");
        assertEquals("npm", purl.type());
        assertEquals("@angular", purl.namespace());
        assertEquals("animation", purl.name());
        assertEquals("12.3.1", purl.version());
        assertEquals("tgz", purl.qualifier("type"));
        assertNull(purl.qualifier("classifier"));
        assertEquals("lib/index.js", purl.subpath());
        assertEquals("pkg:npm/%40angular/animation", purl.packageName());
        assertEquals(
                "pkg:npm/%40angular/animation",
                Purl.parse("pkg:npm/%40angular/animation#x").packageName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "pkg:", "pkg:maven", "maven/a/b@1", "pkg:ma ven/a@1", "pkg:n&g?inx/nginx@0.8.9", "http://a/b"
            })
    void whatIsNoPackageUrlIsRefused(String text) {
        assertThrows(Malformed.class, () -> Purl.parse(text));
    }

    @Test
    void longPackageUrlsAreRefused() {
        assertThrows(Malformed.class, () -> Purl.parse("pkg:npm/" + "a".repeat(Purl.MAX_CHARACTERS)));
    }

    @Test
    void nodesAndNetworksHaveNames() throws Malformed {
        String key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assertEquals(key, NodeId.parse(key).toString());
        assertThrows(Malformed.class, () -> NodeId.parse(key.toUpperCase(java.util.Locale.ROOT)));
        assertEquals("pyrsia-main.1", NetworkId.parse("pyrsia-main.1").toString());
        for (String bad : new String[] {"", "-a", "1a", "A", "a_b", "a b", "a".repeat(64)}) {
            assertThrows(Malformed.class, () -> NetworkId.parse(bad), bad);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 B",
        "4096, 4096, 4 KiB",
        "512 MiB, 536870912, 512 MiB",
        "10GB, 10000000000, 9.3 GiB",
        "1.5 GiB, 1610612736, 1.5 GiB",
        "2T, 2000000000000, 1.8 TiB",
        "1KiB, 1024, 1 KiB",
        "1000 B, 1000, 1000 B"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes, String printed) throws Malformed {
        assertEquals(bytes, ByteSize.parse(text).bytes());
        assertEquals(printed, ByteSize.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "B", "-1", "1 XB", "1.55 MiB", "1e9", "ten", "999999999999999999 PiB", "9999999999999999999"
            })
    void whatIsNoSizeIsRefused(String text) {
        assertThrows(Malformed.class, () -> ByteSize.parse(text));
    }
}
