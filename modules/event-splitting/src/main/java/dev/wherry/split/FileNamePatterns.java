package dev.wherry.split;

import dev.wherry.wire.format.FileRule;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Determines from a file's name alone how it is read. */
public final class FileNamePatterns {
    private final List<Entry> entries;

    private record Entry(Predicate<String> names, Map<Compression, Optional<FileKind>> kinds) {
        static Entry of(FileRule rule) {
            Map<Compression, Optional<FileKind>> kinds = new EnumMap<>(Compression.class);
            Arrays.stream(Compression.values())
                    .forEach(compression -> kinds.put(compression, Optional.of(new FileKind(rule, compression))));
            return new Entry(any(rule.names()), kinds);
        }
    }

    public FileNamePatterns(List<FileRule> rules) {
        entries = rules.stream().map(Entry::of).toList();
    }

    /** Hidden files are not events: many programs write to a hidden file and rename it when it is complete. */
    public Optional<FileKind> kindOf(String text) {
        if (text.startsWith(".")) {
            return Optional.empty();
        }
        Compression compression = Compression.ofName(text);
        String stripped = compression == Compression.NONE ? text : Compression.strip(text);
        for (Entry entry : entries) {
            if (entry.names.test(text) || (compression != Compression.NONE && entry.names.test(stripped))) {
                return entry.kinds.getOrDefault(compression, Optional.empty());
            }
        }
        return Optional.empty();
    }

    private static Predicate<String> any(List<String> globs) {
        return globs.stream().map(FileNamePatterns::matcher).reduce(name -> false, Predicate::or);
    }

    private static Predicate<String> matcher(String glob) {
        String suffix = glob.substring(Math.min(1, glob.length()));
        if (glob.startsWith("*") && suffix.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0)) {
            // Covers nearly every pattern, and is several times as fast as the matcher's regular expression.
            int length = suffix.length();
            return name -> name.regionMatches(true, name.length() - length, suffix, 0, length);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob.toLowerCase(Locale.ROOT));
        return name -> {
            try {
                return matcher.matches(Path.of(name.toLowerCase(Locale.ROOT)));
            } catch (InvalidPathException notOfTheFileSystemsEncoding) {
                return false;
            }
        };
    }
}
