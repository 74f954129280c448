package dev.wherry.source.disk;

import dev.wherry.connect.text.LogText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a task cannot list, read or remove, in sentences with a remedy. Files of a directory that fail for the same reason share
 * a sentence: a missing permission concerns many at once.
 */
public final class Problems {
    /** No source of problems needs to report more files than this. */
    public static final int MAX_FILES = 1_000;

    private static final int MAX_SENTENCES = 20;
    private static final String USER = System.getProperty("user.name");

    private final Map<Group, Files> groups = new TreeMap<>(
            Comparator.comparing(Group::kind).thenComparing(Group::directory).thenComparing(Group::reason));

    private enum Kind {
        UNLISTED(
                "The directory %2$s cannot be listed (%3$s): make it a directory that the user %4$s can read, or remove it."),
        UNEXAMINED("The path %1$s cannot be examined (%3$s): allow the user %4$s to access it, or remove it."),
        UNREADABLE("The file %1$s cannot be read (%3$s): give the user %4$s read permission, or take the file away."),
        UNREMOVED(
                "The file %1$s cannot be moved out of the inbox after publication (%3$s): allow the user %4$s to write to"
                        + " the inbox, its directories and the archive.");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    private record Group(Kind kind, Path directory, String reason) {}

    /** The files of a group, of which one is named. */
    private record Files(Path first, int count) {
        static Files add(Files one, Files other) {
            return new Files(one.first, one.count + other.count);
        }

        @Override
        public String toString() {
            return LogText.of(first)
                    + switch (count) {
                        case 1 -> "";
                        case 2 -> ", like another one in its directory,";
                        default ->
                            ", like %s%,d others in its directory,"
                                    .formatted(count >= MAX_FILES ? "at least " : "", count - 1);
                    };
        }
    }

    /** The reason of a failure on a path. Names the path that it is about if that is another one. */
    public static String reason(Path path, IOException e) {
        String about = e instanceof FileSystemException failure ? failure.getFile() : null;
        return LogText.of(e)
                + (about == null || about.equals(path.toString()) ? "" : " at " + LogText.of(Path.of(about)));
    }

    public void unlisted(Path directory, IOException e) {
        add(new Group(Kind.UNLISTED, directory, reason(directory, e)), directory);
    }

    /** The disk could not say what the path is. */
    public void unexamined(Path path, IOException e) {
        add(new Group(Kind.UNEXAMINED, path.getParent(), reason(path, e)), path);
    }

    public void unreadable(Path file, String reason) {
        add(new Group(Kind.UNREADABLE, file.getParent(), reason), file);
    }

    public void unremoved(Path file, String reason) {
        add(new Group(Kind.UNREMOVED, file.getParent(), reason), file);
    }

    private void add(Group group, Path path) {
        groups.merge(group, new Files(path, 1), Files::add);
    }

    public void addAll(Problems others) {
        others.groups.forEach((group, files) -> groups.merge(group, files, Files::add));
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The number of directories that cannot be listed, and of paths that cannot be examined. */
    public long inaccessible() {
        return groups.entrySet().stream()
                .filter(group ->
                        group.getKey().kind() == Kind.UNLISTED || group.getKey().kind() == Kind.UNEXAMINED)
                .mapToLong(group -> group.getValue().count())
                .sum();
    }

    /** A line for each problem, up to a limit. */
    public String text() {
        List<String> sentences = groups.entrySet().stream()
                .map(entry -> entry.getKey()
                        .kind()
                        .sentence
                        .formatted(
                                entry.getValue(),
                                LogText.of(entry.getKey().directory()),
                                entry.getKey().reason(),
                                USER))
                .toList();
        int further = sentences.size() - MAX_SENTENCES;
        return String.join(
                "\n",
                further <= 0
                        ? sentences
                        : Stream.concat(
                                        sentences.stream().limit(MAX_SENTENCES),
                                        Stream.of(
                                                "There are %,d more problems; the log names them.".formatted(further)))
                                .toList());
    }
}
