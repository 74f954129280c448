package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.TruthTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes files of several events each to a feed: a JSON array or CSV with a header, every other file compressed. Some files
 * have an invalid event, and some are written in two parts. Records the expected rows.
 */
final class BatchFiles {
    private static final double INVALID = 0.1;
    private static final double IN_TWO_PARTS = 0.3;
    /** Well below the quiet period. */
    private static final long PAUSE_MS = 200;

    private final Path directory;
    private final String feed;
    private final List<String> columns;
    private final String delimiter;
    private final String array;
    private final Random random;
    private final TreeMap<Long, List<String>> rows = new TreeMap<>();
    private long files;
    private long events;
    private long invalid;

    /**
     * @param columns the properties of an event, which are also columns of the table; the first is the key, the last one
     *     the version
     * @param delimiter of CSV
     * @param array the text of a JSON file, with %s in place of the elements
     */
    BatchFiles(Path inbox, String feed, List<String> columns, String delimiter, String array, Random random)
            throws IOException {
        this.directory = Files.createDirectories(inbox.resolve(feed));
        this.feed = feed;
        this.columns = columns;
        this.delimiter = delimiter;
        this.array = array;
        this.random = random;
    }

    /** Writes a file. Each event has whole numbers and texts. */
    synchronized void write(List<List<Object>> batch) throws IOException, InterruptedException {
        files++;
        boolean csv = random.nextBoolean();
        boolean compressed = random.nextBoolean();
        List<String> texts =
                batch.stream().map(csv ? this::row : this::element).collect(Collectors.toCollection(ArrayList::new));
        if (random.nextDouble() < INVALID) {
            texts.add(
                    random.nextInt(texts.size() + 1),
                    csv ? "one cell only" : "{\"%s\": \"none\"}".formatted(columns.get(0)));
            invalid++;
        }
        String text = csv
                ? String.join(delimiter, columns) + "\n" + String.join("\n", texts) + "\n"
                : array.formatted(String.join(",\n", texts));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(
                directory.resolve("batch-" + files + (csv ? ".csv" : ".json") + (compressed ? ".gz" : "")),
                compressed ? compress(bytes) : bytes);
        events += texts.size();
        batch.forEach(this::expect);
    }

    private void write(Path file, byte[] bytes) throws IOException, InterruptedException {
        int first = random.nextDouble() < IN_TWO_PARTS ? random.nextInt(bytes.length) : 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            if (first > 0) {
                out.write(bytes, 0, first);
                Thread.sleep(PAUSE_MS);
            }
            out.write(bytes, first, bytes.length - first);
        }
    }

    private static byte[] compress(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    private void expect(List<Object> event) {
        List<String> row = event.stream().map(Object::toString).toList();
        rows.merge(Long.valueOf(row.get(0)), row, (one, other) -> revision(one) > revision(other) ? one : other);
    }

    private static long revision(List<String> row) {
        return Long.parseLong(row.get(row.size() - 1));
    }

    private String row(List<Object> event) {
        return event.stream()
                .map(value -> value instanceof String text ? '"' + text.replace("\"", "\"\"") + '"' : value.toString())
                .collect(Collectors.joining(delimiter));
    }

    private String element(List<Object> event) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "\"" + columns.get(i) + "\": " + json(event.get(i)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(Object value) {
        return value instanceof String text
                ? '"' + text.replace("\"", "\\\"").replace("\n", "\\n") + '"'
                : value.toString();
    }

    synchronized long written() {
        return events;
    }

    synchronized TruthTable truth() {
        return new TruthTable(feed, columns, rows, new Counts(events, invalid, rows.size()));
    }
}
