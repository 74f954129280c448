package dev.wherry.source;

import dev.wherry.testing.connect.PublishedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes, renames, truncates and deletes growing files at random, and knows which lines must be published in which
 * order.
 */
final class TailedFilesModel {
    private static final int FILES = 3;

    private final Path feed;
    private final Random random;
    private final FakeClock clock;
    private final List<Generation> generations = new ArrayList<>();
    private int lastGeneration;
    private int rotations;

    /** The lines of one file since its creation or truncation. */
    private static final class Generation {
        private final int number;
        private Path path;
        private final List<String> lines = new ArrayList<>();
        private boolean open;
        private long lastWrite;
        private int required;

        Generation(int number, Path path) {
            this.number = number;
            this.path = path;
        }

        String newLine(Random random) {
            return "{\"g\":" + number + ",\"s\":" + lines.size() + ",\"pad\":\"" + "x".repeat(random.nextInt(200))
                    + "\"}";
        }
    }

    TailedFilesModel(Path feed, Random random, FakeClock clock) {
        this.feed = feed;
        this.random = random;
        this.clock = clock;
    }

    /** Returns the file that it changed, or null if it changed none. */
    Path step() throws IOException {
        Path path = feed.resolve(random.nextInt(FILES) + ".ndjson");
        Generation found = generations.stream()
                .filter(generation -> path.equals(generation.path))
                .findFirst()
                .orElse(null);
        if (found == null || !Files.exists(path)) {
            return create(path);
        }
        return switch (random.nextInt(12)) {
            case 0 -> rename(found);
            case 1 -> truncate(found);
            case 2 -> delete(found);
            case 3, 4, 5 -> appendPartly(found);
            default -> append(found);
        };
    }

    /** Writes a complete first line: without one, the file has no identity. */
    private Path create(Path path) throws IOException {
        generations.forEach(generation -> generation.path = path.equals(generation.path) ? null : generation.path);
        Generation generation = new Generation(++lastGeneration, path);
        generations.add(generation);
        Files.createDirectories(feed);
        return append(generation);
    }

    private Path append(Generation generation) throws IOException {
        StringBuilder text = new StringBuilder(endOpenLine(generation));
        for (int i = random.nextInt(5); i >= 0; i--) {
            String line = generation.newLine(random);
            generation.lines.add(line);
            text.append(line).append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        return write(generation, text.toString());
    }

    private Path appendPartly(Generation generation) throws IOException {
        String text = endOpenLine(generation);
        String line = generation.newLine(random);
        String part = line.substring(0, line.length() - 1 - random.nextInt(2));
        generation.lines.add(part);
        generation.open = true;
        return write(generation, text + part);
    }

    /** Continues an open line unless the quiet period may have completed it. */
    private String endOpenLine(Generation generation) {
        if (!generation.open) {
            return "";
        }
        generation.open = false;
        boolean mayBePublished = clock.getAsLong() - generation.lastWrite >= 9_000_000_000L;
        if (mayBePublished || random.nextBoolean()) {
            return "\n";
        }
        int last = generation.lines.size() - 1;
        generation.lines.set(last, generation.lines.get(last) + "}");
        return "}\n";
    }

    private Path write(Generation generation, String text) throws IOException {
        generation.lastWrite = clock.getAsLong();
        Files.write(
                generation.path,
                text.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return generation.path;
    }

    private Path rename(Generation generation) throws IOException {
        Path target = feed.resolve("rotated-" + ++rotations + ".ndjson");
        Files.move(generation.path, target);
        generation.path = target;
        return target;
    }

    private Path truncate(Generation generation) throws IOException {
        Path path = generation.path;
        Files.newByteChannel(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
        return create(path);
    }

    private Path delete(Generation generation) throws IOException {
        Files.delete(generation.path);
        generation.path = null;
        return null;
    }

    /** Enough time has passed: all current lines must be published. */
    void settled() {
        for (Generation generation : generations) {
            if (generation.path != null) {
                generation.required = generation.lines.size();
            }
        }
    }

    /** The differences between the model and what was published. */
    List<String> faults(List<PublishedRecord> published) {
        List<String> faults = new ArrayList<>();
        for (Generation generation : generations) {
            String start = "{\"g\":" + generation.number + ",";
            List<String> found = published.stream()
                    .map(PublishedRecord::value)
                    .filter(value -> value.startsWith(start))
                    .toList();
            boolean prefix =
                    found.size() <= generation.lines.size() && found.equals(generation.lines.subList(0, found.size()));
            if (!prefix || found.size() < generation.required) {
                faults.add("generation " + generation.number + ": expected\n"
                        + String.join("\n", generation.lines.subList(0, generation.required)) + "\nbut published\n"
                        + found.stream().collect(Collectors.joining("\n")));
            }
        }
        return faults;
    }
}
