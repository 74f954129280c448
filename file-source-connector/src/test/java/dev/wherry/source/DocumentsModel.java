package dev.wherry.source;

import dev.wherry.testing.connect.PublishedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Writes documents at random, and knows which contents must be published and which may be. */
final class DocumentsModel {
    private static final int NAMES = 12;

    private final Path feed;
    private final Random random;
    /** The content of the written files, by name. Some may be disposed of already. */
    private final Map<String, Content> files = new TreeMap<>();

    private final Set<String> written = new HashSet<>();
    private final Set<String> required = new HashSet<>();
    private int lastId;

    private record Content(String whole, int written) {
        String text() {
            return whole.substring(0, written);
        }
    }

    DocumentsModel(Path feed, Random random) {
        this.feed = feed;
        this.random = random;
    }

    /** Returns the file that it changed, or null if it changed none. */
    Path step() throws IOException {
        String name = (random.nextBoolean() ? "" : "sub/") + random.nextInt(NAMES) + ".json";
        return switch (random.nextInt(6)) {
            case 0, 1 -> write(name, content());
            case 2 -> writePartly(name);
            case 3 -> writeOn(name);
            case 4 -> writeTemporaryAndRename(name);
            default -> delete(name);
        };
    }

    private String content() {
        lastId++;
        return "{\"document\": " + lastId + ", \"pad\": \"}" + "x".repeat(random.nextInt(30)) + "\"}";
    }

    private Path write(String name, String content) throws IOException {
        return put(name, new Content(content, content.length()));
    }

    private Path writePartly(String name) throws IOException {
        String content = content();
        int max = content.length() - 1;
        return put(name, new Content(content, max - random.nextInt(6)));
    }

    private Path writeOn(String name) throws IOException {
        Content content = files.get(name);
        if (content == null || !Files.exists(feed.resolve(name))) {
            return null;
        }
        int rest = content.whole().length() - content.written();
        return put(name, new Content(content.whole(), content.written() + (rest == 0 ? 0 : 1 + random.nextInt(rest))));
    }

    private Path writeTemporaryAndRename(String name) throws IOException {
        String content = content();
        Files.createDirectories(feed.resolve(name).getParent());
        Path temporary = Files.writeString(feed.resolve(name + ".tmp"), content);
        remember(name, new Content(content, content.length()));
        return Files.move(temporary, feed.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path delete(String name) throws IOException {
        files.remove(name);
        Files.deleteIfExists(feed.resolve(name));
        return null;
    }

    private Path put(String name, Content content) throws IOException {
        Path file = feed.resolve(name);
        Files.createDirectories(file.getParent());
        remember(name, content);
        if (Files.exists(file)
                && content.equals(files.get(name))
                && content.text().equals(Files.readString(file))) {
            return null;
        }
        return Files.writeString(file, content.text());
    }

    private void remember(String name, Content content) {
        files.put(name, content);
        written.add(content.text());
    }

    /** Enough time has passed: all current content must be published. */
    void settled() {
        files.values().forEach(content -> required.add(content.text()));
    }

    /** The differences between the model and what was published. */
    List<String> faults(List<PublishedRecord> published) {
        List<String> faults = new ArrayList<>();
        Set<String> once = new HashSet<>();
        for (PublishedRecord event : published) {
            if (!once.add(event.value())) {
                faults.add("published twice: " + event);
            }
            if (!written.contains(event.value())) {
                faults.add("never written: " + event);
            }
        }
        required.stream().filter(content -> !once.contains(content)).forEach(content -> faults.add("lost: " + content));
        return faults;
    }
}
