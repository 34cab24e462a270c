package io.pyrsia.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.json.Json;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser: what it shows, that it stays up to date, and that it can be used without a mouse.
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {

    private static final Path PICTURES = Path.of("target/web");
    private static final String NEWEST = "document.querySelector('.log li').dataset.index";

    private static final String FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    private static final Map<String, String> VIEWS = Map.of(
            "log", "",
            "package", "#/package/pkg:maven%2Forg.example%2Fthing@1.0",
            "versions", "#/package/pkg:maven%2Forg.example%2Fthing",
            "entry", "#/entry/4",
            "network", "#/network",
            "hostile", "#/entry/13");

    private Browser browser;
    private SampleNode node;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path profile) throws Exception {
        assumeTrue(Browser.isInstalled(), "not run: there is no /usr/bin/chromium");
        Files.createDirectories(PICTURES);
        browser = Browser.start(profile);
    }

    @BeforeEach
    void serve() throws Exception {
        node = new SampleNode().add(SampleEntries.contents());
        browser.look(1_280, 900, "light");
        browser.forget("");
    }

    @AfterEach
    void nothingWasReported() {
        browser.leave();
        node.close();
        assertEquals(List.of(), browser.complaints());
    }

    @AfterAll
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theLogGrowsWhileItIsLookedAt() {
        browser.open(node.address());
        browser.await("document.querySelectorAll('.log li').length === 13");
        assertEquals("12", browser.value(NEWEST));
        browser.run("document.querySelector('[data-index=\"12\"] a').focus()");
        node.add(List.of(SampleEntries.built("pkg:maven/org.example/new@2.0", Trust.VERIFIED, Sameness.E0)));
        browser.await(NEWEST + " === '13'");
        browser.await("document.getElementById('news').textContent === '1 new entry in the log'");
        assertEquals("#/entry/12", browser.value("document.activeElement.getAttribute('href')"));
        browser.await("document.getElementById('facts').textContent.includes('14 entries')");
    }

    @Test
    void whoPausesItIsLeftAlone() {
        browser.open(node.address());
        browser.await("document.getElementById('facts').textContent.includes('13 entries')");
        browser.run("document.getElementById('pause').click()");
        assertEquals("true", browser.value("document.getElementById('pause').getAttribute('aria-pressed')"));
        // What was asked before may still be answered; after two answers' time nothing may change any more.
        browser.value("await new Promise(done => setTimeout(done, 3000))");
        node.add(SampleEntries.hostile());
        browser.value("await new Promise(done => setTimeout(done, 3000))");
        assertEquals("12", browser.value(NEWEST));
        browser.run("document.getElementById('pause').click()");
        browser.await(NEWEST + " === '16'");
    }

    @Test
    void olderEntriesAreOneButtonAway() {
        for (int i = 0; i < 60; i++) {
            node.add(List.of(SampleEntries.observed("pkg:npm/many@1." + i, "https://registry.example/" + i)));
        }
        browser.open(node.address());
        browser.await("document.querySelectorAll('.log li').length === 50");
        browser.run("document.querySelector('.log ~ button').click()");
        browser.await("document.querySelectorAll('.log li').length === 73");
        assertEquals("#/entry/22", browser.value("document.activeElement.getAttribute('href')"));
    }

    @Test
    void aPackageIsFoundByKeyboardAlone() throws Exception {
        browser.open(node.address());
        browser.press("Tab");
        assertEquals("Skip to the content", browser.value("document.activeElement.textContent"));
        for (int i = 0; i < 4; i++) {
            browser.press("Tab");
        }
        assertEquals("wanted", browser.value("document.activeElement.id"));
        browser.type("org.example:thing:1.0");
        browser.press("Enter");
        browser.await("document.querySelector('h1').textContent === 'pkg:maven/org.example/thing@1.0'");
        assertEquals("H1", browser.value("document.activeElement.tagName"));
        assertEquals("pkg:maven/org.example/thing@1.0 – Pyrsia", browser.value("document.title"));
        String text = browser.value("document.querySelector('main').innerText");
        assertTrue(text.contains("A quorum of builders, at least two trusted ones among them"), text);
        assertTrue(text.contains("2 builders made the same, 2 of them trusted, and 1 made something else"), text);
        assertEquals("#/entry/4", browser.value("document.querySelector('.evidence a').getAttribute('href')"));
    }

    @Test
    void theNetworkSaysWhoVotes() {
        browser.open(node.address() + "#/network");
        String text = browser.value("document.querySelector('main').innerText");
        assertTrue(text.contains("3 of 4 authorities must agree"), text);
        assertTrue(text.contains("endorsed by 2 of 3"), text);
        assertEquals("page", browser.value("document.querySelector('nav [data-page=network]').ariaCurrent"));
    }

    @Test
    void whatTheNetworkSaysStaysText() {
        node.add(SampleEntries.hostile());
        String[] views = {
            "",
            "#/network",
            "#/entry/13",
            "#/entry/14",
            "#/entry/15",
            "#/entry/16",
            "#/package/pkg:npm%2Fa@1",
            "#/package/" + "%3Cimg%20src%3Dx%3E",
            "#/?by=SOURCE&term=%3Cscript%3E",
            "#/entry/99",
            "#/nowhere",
            "#/package/%"
        };
        for (String view : views) {
            browser.open(node.address() + view);
            assertEquals(
                    "0", browser.value("document.querySelectorAll('main :is(img, script, style, iframe)').length"));
            assertEquals(
                    "0",
                    browser.value(
                            "[...document.querySelectorAll('a')].filter(a => new URL(a.href).origin !== origin).length"));
        }
        browser.open(node.address());
        String text = browser.value("document.querySelector('main').innerText");
        assertTrue(text.contains(SampleEntries.MARKUP), text);
        assertTrue(text.contains("thing-\\u{202e}gnp.jar\\u{0}\\u{200b}"), text);
        assertEquals("undefined", browser.value("window.harmed"));
        browser.forget("the server responded with a status of");
    }

    @Test
    void textCannotBecomeCodeEvenIfThePageTried() {
        browser.open(node.address());
        assertEquals(
                "TypeError",
                browser.value("(() => { try { document.body.innerHTML = '<b>'; return ''; }"
                        + " catch (refused) { return refused.name; } })()"));
        browser.forget("requires 'TrustedHTML' assignment");
    }

    @Test
    void aNodeThatIsSilentIsMissedAndNoticedAgain() {
        browser.open(node.address());
        browser.await("document.getElementById('facts').textContent.includes('13 entries')");
        offline(true);
        browser.await("document.getElementById('news').textContent === 'The node does not answer. Trying again…'");
        offline(false);
        browser.await("document.getElementById('news').textContent === 'The node answers again.'");
        browser.await("document.getElementById('facts').textContent.includes('13 entries')");
        browser.forget("net::ERR_INTERNET_DISCONNECTED");
    }

    private void offline(boolean is) {
        browser.ask(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline", Json.of(is),
                        "latency", Json.of(0),
                        "downloadThroughput", Json.of(-1),
                        "uploadThroughput", Json.of(-1)));
    }

    @Test
    void itReadsWellOnAnyScreenAndForEverybody() throws Exception {
        node.add(SampleEntries.hostile());
        List<String> broken = new ArrayList<>();
        Optional<String> axe = Axe.fetch(PICTURES);
        for (var view : VIEWS.entrySet()) {
            for (int width : new int[] {320, 1_280}) {
                for (String scheme : List.of("light", "dark")) {
                    browser.look(width, 900, scheme);
                    browser.open(node.address() + view.getValue());
                    browser.await("document.getElementById('facts').textContent.includes('entries')");
                    String name = view.getKey() + "-" + width + "-" + scheme;
                    browser.screenshot(PICTURES.resolve(name + ".png"));
                    if (!browser.value(FITS).equals("true")) {
                        broken.add(name + ": wider than the screen");
                    }
                    if (axe.isPresent()) {
                        String found = Axe.complaints(browser, axe.get());
                        found.lines().forEach(line -> broken.add(name + ": " + line));
                    }
                }
            }
        }
        assertEquals(List.of(), broken);
        assumeTrue(axe.isPresent(), "not run in part: axe-core cannot be had here");
    }
}
