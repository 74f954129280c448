package dev.wherry.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file that a service has written, as somebody finds it who knows nothing of the service. */
record WrittenFile(Path file, long modified, String text, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The events' files in order of modification. */
    static List<WrittenFile> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(WrittenFile::read)
                    .sorted(Comparator.comparingLong(WrittenFile::modified).thenComparing(WrittenFile::file))
                    .toList();
        }
    }

    private static WrittenFile read(Path file) {
        try {
            String text = Files.readString(file);
            JsonNode json = isWhole(text) ? JSON.readTree(text) : MissingNode.getInstance();
            return new WrittenFile(file, DocumentFile.modified(file), text, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    boolean isWhole() {
        return isWhole(text);
    }

    private static boolean isWhole(String text) {
        return text.endsWith("\n}");
    }

    String at(String pointer) {
        return json.at(pointer).asText();
    }
}
