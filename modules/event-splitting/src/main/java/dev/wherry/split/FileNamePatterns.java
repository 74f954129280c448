package dev.wherry.split;

import dev.wherry.wire.format.FileRule;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Determines from a file's name alone how it is read, if it is. */
public final class FileNamePatterns {
    /**
     * The names that are left alone without a word unless a feed lists others: files that programs have not completed, leftovers
     * of editors and of this connector, and files that are known to hold no event.
     */
    public static final List<String> DEFAULT_IGNORED = List.of(
            "*.tmp",
            "*.part",
            "*.partial",
            "*.filepart",
            "*.crdownload",
            "*._COPYING_",
            "*~",
            "*.oversize",
            "_SUCCESS",
            "__id_counter",
            "lost+found");

    private static final String GLOB_CHARACTERS = "*?[]{}\\";

    private final List<Entry> entries;
    private final Predicate<String> ignored;

    private record Entry(Predicate<String> names, Map<Compression, Optional<FileKind>> kinds) {
        static Entry of(FileRule rule) {
            Map<Compression, Optional<FileKind>> kinds = new EnumMap<>(Compression.class);
            Arrays.stream(Compression.values())
                    .forEach(compression -> kinds.put(compression, Optional.of(new FileKind(rule, compression))));
            return new Entry(any(rule.names()), kinds);
        }
    }

    /** @param ignored globs of names that are never read; they prevail over the rules */
    public FileNamePatterns(List<FileRule> rules, List<String> ignored) {
        entries = rules.stream().map(Entry::of).toList();
        this.ignored = rare(ignored);
    }

    /**
     * Whether the name says that it is no event: it is hidden or listed as ignored. Many programs write to a hidden file and
     * rename it when it is complete.
     */
    public boolean isIgnored(String text) {
        return text.startsWith(".") || ignored.test(text);
    }

    /** How the file is read; empty if its name is ignored or matches nothing. */
    public Optional<FileKind> kindOf(String text) {
        if (isIgnored(text)) {
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

    /** As {@link #any}, for globs that few names match: one look at a name's last character excludes most of them. */
    private static Predicate<String> rare(List<String> globs) {
        Predicate<String> any = any(globs);
        if (globs.stream().anyMatch(glob -> glob.isEmpty() || !isLiteral(glob.substring(glob.length() - 1)))) {
            return any;
        }
        BitSet ends = new BitSet();
        globs.forEach(glob -> ends.set(lastCharacter(glob)));
        return name -> !name.isEmpty() && ends.get(lastCharacter(name)) && any.test(name);
    }

    /** Without regard to case, as {@link String#regionMatches} defines it. */
    private static char lastCharacter(String text) {
        return Character.toLowerCase(Character.toUpperCase(text.charAt(text.length() - 1)));
    }

    private static Predicate<String> matcher(String glob) {
        String suffix = glob.substring(Math.min(1, glob.length()));
        if (isLiteral(glob)) {
            return glob::equalsIgnoreCase;
        }
        if (glob.startsWith("*") && isLiteral(suffix)) {
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

    private static boolean isLiteral(String glob) {
        return glob.chars().noneMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
    }
}
