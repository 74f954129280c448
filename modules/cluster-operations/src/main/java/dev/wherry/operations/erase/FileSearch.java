package dev.wherry.operations.erase;

import dev.wherry.contracts.EventKey;
import dev.wherry.contracts.EventKeyReader;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.operations.erase.ErasurePlan.ErasedFile;
import dev.wherry.operations.erase.ErasurePlan.Line;
import dev.wherry.split.FileKind;
import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.Format;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the files that hold events of one entity by reading all files of a directory. */
final class FileSearch {
    private static final Pattern LINES = Pattern.compile(".*\\.(ndjson|jsonl)(\\.\\d+)?");
    /** More than any event; what is behind it in a larger document or line is not read. */
    private static final int MAX_EVENT_BYTES = 64 << 20;

    private final EventKeyReader reader;
    private final byte[] key;
    private final Set<String> linesFiles;
    private final List<ErasedFile> found = new ArrayList<>();
    private final List<Path> unsearchable = new ArrayList<>();
    private long unreadable;

    /** @param linesFiles files of lines whose names do not say so, relative to the directories that are searched */
    FileSearch(EventKeyReader reader, byte[] key, Set<String> linesFiles) {
        this.reader = reader;
        this.key = key.clone();
        this.linesFiles = Set.copyOf(linesFiles);
    }

    List<ErasedFile> found() {
        return List.copyOf(found);
    }

    /** The files that may hold events of the entity, but in which single events cannot be erased. */
    List<Path> unsearchable() {
        return List.copyOf(unsearchable);
    }

    /** The number of documents and lines whose key cannot be read. */
    long unreadable() {
        return unreadable;
    }

    /**
     * Searches a feed's directory. Links are not followed.
     *
     * @param root the inbox or the archive
     */
    void search(Path root, FeedSettings feed) throws IOException {
        Path directory = root.resolve(feed.name());
        FileNamePatterns patterns = new FileNamePatterns(feed.rules(), List.of());
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    return FileVisitResult.CONTINUE;
                }
                Optional<FileKind> kind = patterns.kindOf(file.getFileName().toString());
                if (kind.isPresent() && !isSearchable(kind.get())) {
                    unsearchable.add(file);
                } else {
                    searchFile(file, root.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Events of other files could be found, but not erased in their place. */
    private static boolean isSearchable(FileKind kind) {
        Format format = kind.rule().format();
        return !kind.isCompressed()
                && kind.rule().encoding() == Encoding.UTF_8
                && (format == Format.DOCUMENT || format == Format.LINES);
    }

    private void searchFile(Path file, String name) throws IOException {
        if (LINES.matcher(name).matches() || linesFiles.contains(name)) {
            searchLines(file);
            return;
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_EVENT_BYTES);
        }
        if (!reader.isDocument(content) && reader.isDocument(firstLine(content))) {
            searchLines(file);
        } else if (isOfEntity(content)) {
            found.add(new ErasedFile(file.toAbsolutePath().toString(), FileEraser.digest(file), List.of()));
        }
    }

    private static byte[] firstLine(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return Arrays.copyOf(content, end);
    }

    private void searchLines(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long start = 0;
            long position = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    addLine(lines, start, position, line);
                    start = position + 1;
                    line.reset();
                } else if (line.size() < MAX_EVENT_BYTES) {
                    line.write(next);
                }
                position++;
            }
            addLine(lines, start, position, line);
        }
        if (!lines.isEmpty()) {
            found.add(new ErasedFile(file.toAbsolutePath().toString(), FileEraser.fileKey(file), lines));
        }
    }

    private void addLine(List<Line> lines, long start, long end, ByteArrayOutputStream line) {
        if (isOfEntity(line.toByteArray())) {
            lines.add(new Line(start, end));
        }
    }

    private boolean isOfEntity(byte[] event) {
        EventKey read = isBlank(event) ? new EventKey.OtherType() : reader.read(event, HeaderReader.NONE);
        if (read instanceof EventKey.Unreadable) {
            unreadable++;
        }
        return read instanceof EventKey.Found of && Arrays.equals(of.key(), key);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }
}
