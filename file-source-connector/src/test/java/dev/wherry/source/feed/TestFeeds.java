package dev.wherry.source.feed;

import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.format.FileRule;
import java.nio.file.Path;
import java.time.Duration;

/** Feeds with default options. */
public final class TestFeeds {
    private TestFeeds() {}

    public static Feed feed(String name) {
        return Feed.of(
                name,
                new FileNamePatterns(FileRule.DEFAULTS, FileNamePatterns.DEFAULT_IGNORED),
                Duration.ofMillis(-1),
                FinishedFileAction.ARCHIVE,
                Path.of("/inbox-archive"),
                Duration.ofMillis(-1),
                true);
    }
}
