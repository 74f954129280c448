package dev.wherry.source.discover;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;

/** Determines from a file's name alone which format it has. */
public final class NamePatterns {
    /** The format that a name indicates. */
    public enum Format {
        DOCUMENT,
        LINES,
        NONE
    }

    private final Predicate<Path> documents;
    private final Predicate<Path> lines;

    /** Globs as of {@link java.nio.file.FileSystem#getPathMatcher}, for the file's name without its directory. */
    public NamePatterns(List<String> documents, List<String> lines) {
        this.documents = any(documents);
        this.lines = any(lines);
    }

    /** Hidden files are not events: many programs write to a hidden file and rename it when it is complete. */
    Format formatOf(Path name) {
        if (isHidden(name)) {
            return Format.NONE;
        }
        if (documents.test(name)) {
            return Format.DOCUMENT;
        }
        return lines.test(name) ? Format.LINES : Format.NONE;
    }

    static boolean isHidden(Path name) {
        return name.toString().startsWith(".");
    }

    private static Predicate<Path> any(List<String> globs) {
        return globs.stream().map(NamePatterns::matcher).reduce(name -> false, Predicate::or);
    }

    private static Predicate<Path> matcher(String glob) {
        String suffix = glob.substring(Math.min(1, glob.length()));
        if (glob.startsWith("*") && suffix.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0)) {
            // Covers nearly every pattern, and is several times as fast as the matcher's regular expression.
            return name -> name.toString().endsWith(suffix);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher::matches;
    }
}
