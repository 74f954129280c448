package dev.wherry.testing.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All bad events: the small ones are files, in a directory for each outcome; the large ones are made. */
public final class Corpus {
    private static final Pattern ID = Pattern.compile("\"id\": ?(9[0-9]{5})");

    private Corpus() {}

    public static List<BadEvent> events() {
        List<BadEvent> events = new ArrayList<>(files());
        events.addAll(LargeEvents.all());
        return events;
    }

    /** Those that a fuzzer can start from. */
    public static List<BadEvent> files() {
        try {
            URI place = Corpus.class.getResource("corpus").toURI();
            if (!place.getScheme().equals("jar")) {
                return read(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return read(jar.getPath("dev/wherry/testing/badinput/corpus"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<BadEvent> read(Path corpus) throws IOException {
        List<BadEvent> events = new ArrayList<>();
        try (Stream<Path> found = Files.walk(corpus)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String outcome = file.getParent().getFileName().toString();
                byte[] bytes = Files.readAllBytes(file);
                events.add(new BadEvent(file.getFileName().toString(), outcome, id(bytes), bytes));
            }
        }
        return events;
    }

    static long id(byte[] event) {
        Matcher id = ID.matcher(new String(event, StandardCharsets.ISO_8859_1));
        return id.find() ? Long.parseLong(id.group(1)) : -1;
    }
}
