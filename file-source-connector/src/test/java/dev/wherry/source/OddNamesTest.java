package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.PublishedRecord;
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

/** Names are bytes. Whatever the bytes and the locale, each file is a separate event. */
class OddNamesTest {
    /** As in a URI: invalid UTF-8 that Java decodes alike, a line end, and non-ASCII letters. */
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
    void distinguishesNamesThatJavaDecodesAlike() throws IOException {
        TestInbox test = new TestInbox(directory);
        writeAll(test.inbox, "[1]");
        test.start().drain();
        assertThat(new TreeSet<>(
                        test.published.stream().map(PublishedRecord::file).toList()))
                .isEqualTo(KEYS);
        assertThat(test.published).hasSize(KEYS.size());
        assertThat(regularFiles(test.archive)).hasSize(KEYS.size());
    }

    /** System services often run in the POSIX locale, in which Java decodes and encodes nothing but ASCII. */
    @Test
    void behavesTheSameInEveryLocale() throws Exception {
        for (String locale : List.of("POSIX", "C.UTF-8")) {
            Path inbox = Files.createDirectories(directory.resolve(locale).resolve("inbox"));
            Path archive = inbox.resolveSibling("inbox-archive");
            List<String> onFinish = List.of("archive", "archive", "delete");
            for (int run = 0; run < onFinish.size(); run++) {
                // In the second run, every name exists in the archive; in the third, files are too long to be deleted.
                writeAll(inbox, "[" + "7".repeat(run + 1) + "]");
                Set<String> keys = publishedUnder(locale, inbox, onFinish.get(run));
                assertThat(keys).as(locale + ", run " + run).isEqualTo(KEYS);
            }
            assertThat(regularFiles(archive)).as(locale).hasSize(2 * KEYS.size());
            List<Path> left = regularFiles(inbox);
            assertThat(left).as(locale).hasSize(KEYS.size());
            left.forEach(file -> assertThat(file.toString()).endsWith(".json.oversize"));
        }
    }

    /** All files have the same size and time, so that only their names distinguish them. */
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
        assertThat(process.waitFor()).as(out).isZero();
        List<String> keys = List.of(out.split("\u0000"));
        assertThat(new TreeSet<>(keys)).as(out).hasSize(keys.size());
        return new TreeSet<>(keys);
    }

    private static List<Path> regularFiles(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
