package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A feed's directory full of what is no plain file with a plain name, and of files that are far too large. */
record HostileInbox(Path feed, Path outside, List<String> expected, List<String> left) {
    /** What a name makes its own log line begin with, if it can. */
    static final String FORGED = "FORGED";

    private static final long HUGE = 200L << 20;

    static HostileInbox make(Path feed, Path outside) throws IOException, InterruptedException {
        HostileInbox bad = new HostileInbox(
                Files.createDirectories(feed), Files.createDirectories(outside), new ArrayList<>(), new ArrayList<>());
        bad.makeOddNames();
        bad.makeLinksAndPipes();
        bad.makeHugeFiles();
        bad.makeWhatCannotBeListed();
        return bad;
    }

    private void makeOddNames() throws IOException {
        event(910_001, "a%0A" + FORGED + ".json", "a\n" + FORGED + ".json");
        event(910_002, "%FF.json", "\uFFFDff.json");
        event(910_003, "%FE.json", "\uFFFDfe.json");
        event(910_004, "%C3%A9.json", "é.json");
        event(910_005, "directory.json/x.json", "directory.json/x.json");
        event(910_006, "$(id);'%22%5C.json", "$(id);'\"\\.json");
        event(910_007, "%1B%5B31m.json", "\u001b[31m.json");
    }

    private void makeLinksAndPipes() throws IOException, InterruptedException {
        write(outside.resolve("x.json"), 919_999);
        Files.createSymbolicLink(feed.resolve("file-link.json"), outside.resolve("x.json"));
        Files.createSymbolicLink(feed.resolve("directory-link"), outside);
        Files.createSymbolicLink(feed.resolve("loop"), feed);
        Files.createSymbolicLink(feed.resolve("device.json"), Path.of("/dev/zero"));
        shell("mkfifo pipe.json pipe.ndjson");
        left.addAll(List.of("file-link.json", "directory-link", "loop", "device.json", "pipe.json", "pipe.ndjson"));
    }

    private void makeHugeFiles() throws IOException {
        sparse("huge.json", "{\"a\": \"", "\"}");
        sparse("huge.ndjson", card(910_010) + "\n{\n{\"a\": \"", "\"}\n" + card(910_011) + "\n");
        expected.add("910010 cards/huge.ndjson");
        expected.add("910011 cards/huge.ndjson");
        left.add("huge.ndjson");
    }

    /** Names so long that the path of the last is longer than the system allows, even to root. */
    private void makeWhatCannotBeListed() throws IOException, InterruptedException {
        String name = "d".repeat(200);
        shell("d='\n" + FORGED + name
                + "'; i=0; while [ $i -lt 25 ]; do mkdir \"$d\"; cd -P \"$d\"; i=$((i+1)); done; echo [] > x.json");
        left.add("\n" + FORGED + name);
    }

    private void event(long id, String uriName, String name) throws IOException {
        Path file = Path.of(URI.create(feed.toUri() + uriName));
        Files.createDirectories(file.getParent());
        write(file, id);
        expected.add(id + " cards/" + name);
    }

    static void write(Path file, long id) throws IOException {
        Files.writeString(file, card(id));
    }

    private static String card(long id) {
        return """
                {"metadata": {"type": "card", "event_at": "2026-11-21 00:14:50", "event_id": "00060354-48ba-47d8-82e2-6af076a04a52"},\
                 "payload": {"id": %d, "user_id": 904, "created_by_name": "A", "updated_at": "2026-11-21 00:14:49",\
                 "created_at": "2026-11-21 00:14:48", "active": true}}""".formatted(id);
    }

    private void sparse(String name, String begin, String end) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(feed.resolve(name).toFile(), "rw")) {
            file.write(begin.getBytes(StandardCharsets.UTF_8));
            file.seek(HUGE);
            file.write(end.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Of all that is in here, with the invalid ones. */
    int events() {
        return expected.size() + 3;
    }

    List<String> expectedOversize() throws IOException {
        long begin = (card(910_010) + "\n{\n").length();
        return List.of("cards/huge.json " + (HUGE + 2), "cards/huge.ndjson " + (HUGE + 2 - begin));
    }

    void assertNothingElseWasTouched() throws IOException {
        assertTrue(Files.exists(outside.resolve("x.json")));
        try (Stream<Path> names = Files.list(feed)) {
            assertEquals(
                    new TreeSet<>(left),
                    new TreeSet<>(names.map(path -> path.getFileName().toString())
                            .filter(name -> !name.equals("directory.json"))
                            .toList()));
        }
    }

    /** What JUnit cannot remove, because its path is too long, or not without a warning. */
    void remove() throws IOException, InterruptedException {
        shell("rm -rf device.json ./*" + FORGED + "*");
    }

    private void shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .directory(feed.toFile())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor(), script);
    }
}
