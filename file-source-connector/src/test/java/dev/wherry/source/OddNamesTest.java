package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names are bytes. Whatever they are, and whatever the locale, each file is an event of its own. */
class OddNamesTest {
    /** As in a URI: bytes that are no UTF-8, alone and in pairs that Java shows alike; a line end; a letter beyond ASCII. */
    private static final List<String> NAMES =
            List.of("%FF.json", "%FE.json", "%C3%A9.json", "%C3%A8.json", "%EF%BF%BD.json", "a%0Ab.json", "%C3.json");

    private static final Set<String> KEYS = Set.of(
            "cards/\uFFFDff.json",
            "cards/\uFFFDfe.json",
            "cards/é.json",
            "cards/è.json",
            "cards/\uFFFDef\uFFFDbf\uFFFDbd.json",
            "cards/a\nb.json",
            "cards/\uFFFDc3.json",
            "cards/\uFFFDff/x.json",
            "cards/\uFFFDfe/x.json");

    @TempDir
    private Path directory;

    @Test
    void filesWhoseNamesAreShownAlikeAreToldApart() throws IOException {
        TestInbox test = new TestInbox(directory);
        writeAll(test.inbox, "[1]");
        test.start().drain();
        assertEquals(
                KEYS, new TreeSet<>(test.published.stream().map(PublishedRecord::file).toList()));
        assertEquals(KEYS.size(), test.published.size());
        assertEquals(KEYS.size(), regularFiles(test.archive).size());
    }

    /** As root's services often do; Java then shows nothing but ASCII and makes no other names. */
    @Test
    void theLocaleChangesNothing() throws Exception {
        for (String locale : List.of("POSIX", "C.UTF-8")) {
            Path inbox = Files.createDirectories(directory.resolve(locale).resolve("inbox"));
            Path archive = inbox.resolveSibling("inbox-archive");
            List<String> onFinish = List.of("archive", "archive", "delete");
            for (int run = 0; run < onFinish.size(); run++) {
                // The second time every name is taken in the archive; the third time files are too long to be deleted.
                writeAll(inbox, "[" + "7".repeat(run + 1) + "]");
                Set<String> keys = publishedUnder(locale, inbox, onFinish.get(run));
                assertEquals(KEYS, keys, locale + ", run " + run);
            }
            assertEquals(2 * KEYS.size(), regularFiles(archive).size(), locale);
            List<Path> left = regularFiles(inbox);
            assertEquals(KEYS.size(), left.size(), locale);
            left.forEach(file -> assertEquals(true, file.toString().endsWith(".json.oversize"), file::toString));
        }
    }

    /** All of one size and time, so that nothing but their names tells them apart. */
    private static void writeAll(Path inbox, String content) throws IOException {
        Path feed = Files.createDirectories(inbox.resolve("cards"));
        List<Path> files = new ArrayList<>();
        NAMES.forEach(name -> files.add(Path.of(URI.create(feed.toUri() + name))));
        for (String name : List.of("%FF", "%FE")) {
            Path sub = Files.createDirectories(Path.of(URI.create(feed.toUri() + name)));
            files.add(sub.resolve("x.json"));
        }
        for (Path file : files) {
            Files.writeString(file, content);
            Files.setLastModifiedTime(file, FileTime.from(1_700_000_000, TimeUnit.SECONDS));
        }
    }

    private static Set<String> publishedUnder(String locale, Path inbox, String onFinish) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DrainMain.class.getName(),
                inbox.toString(),
                onFinish);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        List<String> keys = List.of(out.split("\u0000"));
        assertEquals(keys.size(), new TreeSet<>(keys).size(), out);
        return new TreeSet<>(keys);
    }

    private static List<Path> regularFiles(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
