package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A feed's directory with odd names, links, pipes, devices, an unlistable directory and files that are far too large. */
record HostileInbox(Path feed, Path outside, List<String> expectedRows, List<String> leftInPlace) {
    /** How a log line begins if a file name with a line break gets into the log unescaped. */
    static final String FORGED = "FORGED";

    private static final long HUGE = 200L << 20;

    static HostileInbox make(Path feed, Path outside) throws IOException, InterruptedException {
        HostileInbox inbox = new HostileInbox(
                Files.createDirectories(feed), Files.createDirectories(outside), new ArrayList<>(), new ArrayList<>());
        inbox.makeOddNames();
        inbox.makeLinksAndPipes();
        inbox.makeHugeFiles();
        inbox.makeUnlistableDirectory();
        return inbox;
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
        leftInPlace.addAll(
                List.of("file-link.json", "directory-link", "loop", "device.json", "pipe.json", "pipe.ndjson"));
    }

    private void makeHugeFiles() throws IOException {
        sparse("huge.json", "{\"a\": \"", "\"}");
        sparse("huge.ndjson", card(910_010) + "\n{\n{\"a\": \"", "\"}\n" + card(910_011) + "\n");
        expectedRows.add("910010 cards/huge.ndjson");
        expectedRows.add("910011 cards/huge.ndjson");
        leftInPlace.add("huge.ndjson");
    }

    /** Nests long names until the path is longer than the system allows, even to root. */
    private void makeUnlistableDirectory() throws IOException, InterruptedException {
        String name = "d".repeat(200);
        shell("d='\n" + FORGED + name
                + "'; i=0; while [ $i -lt 25 ]; do mkdir \"$d\"; cd -P \"$d\"; i=$((i+1)); done; echo [] > x.json");
        leftInPlace.add("\n" + FORGED + name);
    }

    private void event(long id, String uriName, String name) throws IOException {
        Path file = Path.of(URI.create(feed.toUri() + uriName));
        Files.createDirectories(file.getParent());
        write(file, id);
        expectedRows.add(id + " cards/" + name);
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

    /** The number of events in this inbox, including three invalid ones. */
    int events() {
        return expectedRows.size() + 3;
    }

    List<String> expectedOversize() throws IOException {
        long begin = (card(910_010) + "\n{\n").length();
        return List.of("cards/huge.json " + (HUGE + 2), "cards/huge.ndjson " + (HUGE + 2 - begin));
    }

    void assertNothingElseWasTouched() throws IOException {
        assertThat(outside.resolve("x.json")).exists();
        try (Stream<Path> names = Files.list(feed)) {
            assertThat(new TreeSet<>(names.map(path -> path.getFileName().toString())
                            .filter(name -> !name.equals("directory.json"))
                            .toList()))
                    .isEqualTo(new TreeSet<>(leftInPlace));
        }
    }

    /** Removes what JUnit cannot remove, because the path is too long, or only with a warning. */
    void remove() throws IOException, InterruptedException {
        shell("rm -rf device.json ./*" + FORGED + "*");
    }

    private void shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .directory(feed.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as(script).isZero();
    }
}
