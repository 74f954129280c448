package dev.wherry.wire.format;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Patterns for file names, as feed files and options list them. */
public final class NamePatterns {
    private NamePatterns() {}

    /** Reports each pattern that is not a glob for a file's name without its directory. */
    public static void check(List<String> patterns, String pointer, FileRules.Problems problems) {
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            if (pattern.contains("/")) {
                problems.add(
                        pointer + "/" + i,
                        "contains a directory",
                        "write a pattern for the file name only; subdirectories are always included");
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            } catch (PatternSyntaxException malformed) {
                problems.add(pointer + "/" + i, "is not a valid glob: " + malformed.getDescription(), "correct it");
            }
        }
    }
}
