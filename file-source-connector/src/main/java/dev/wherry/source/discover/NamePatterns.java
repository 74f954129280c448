package dev.wherry.source.discover;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;

/** Tells from its name alone what a file is. */
public final class NamePatterns {
    /** What a name promises. */
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

    /** Hidden names are no events: many programs write to one and rename it when it is whole. */
    Format of(Path name) {
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
        return globs.stream().map(NamePatterns::matching).reduce(name -> false, Predicate::or);
    }

    private static Predicate<Path> matching(String glob) {
        String rest = glob.substring(Math.min(1, glob.length()));
        if (glob.startsWith("*") && rest.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0)) {
            // Nearly every pattern, and several times as fast as the regular expression behind a matcher.
            return name -> name.toString().endsWith(rest);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher::matches;
    }
}
