package dev.wherry.contracts;

import dev.wherry.wire.format.FileRule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a feed file says about the files of a feed. The raw records say how to read them, so a change applies only to files
 * that are read afterwards.
 *
 * @param rules how files are read; the first that matches decides
 * @param ignored patterns for the names of files that are left alone; empty: as the source is configured
 * @param finishedAfter a file that may grow is finished after this time without a change; empty: as the source is
 *     configured
 * @param onFinish what becomes of a finished file; empty: as the source is configured
 * @param archive the directory for finished files, on the workers; empty: as the source is configured
 * @param removeEmptyDirectoriesAfter a directory that has been empty for this time is removed; empty: never
 * @param documentReceipts whether files that are one document get receipts; empty: as the source is configured
 * @param source where the events come from; empty: from the directory in the inbox
 */
public record FeedSettings(
        String name,
        List<FileRule> rules,
        Optional<List<String>> ignored,
        Optional<Duration> finishedAfter,
        Optional<OnFinish> onFinish,
        Optional<String> archive,
        Optional<Duration> removeEmptyDirectoriesAfter,
        Optional<Boolean> documentReceipts,
        Optional<FeedSource> source) {
    /** What becomes of a finished file. */
    public enum OnFinish {
        ARCHIVE,
        DELETE,
        KEEP;

        /** As feed files and the source's options name it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FeedSettings {
        rules = List.copyOf(rules);
        ignored = ignored.map(List::copyOf);
    }

    /** The settings of a feed without a feed file. */
    public static FeedSettings defaults(String name) {
        return new FeedSettings(
                name,
                FileRule.DEFAULTS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
