package dev.wherry.source;

import dev.wherry.connect.config.FeedOptions;
import java.util.List;

/** The options that a feed can have for itself. */
final class FileFeedOptions {
    static final FeedOptions ALL = new FeedOptions(
            FileSourceConfig.DEFINITION,
            FileSourceConfig.FEEDS,
            List.of(
                    FileSourceConfig.FILES,
                    FileSourceConfig.IGNORE,
                    FileSourceConfig.FINISHED_AFTER_MS,
                    FileSourceConfig.ON_FINISH,
                    FileSourceConfig.ARCHIVE_DIRECTORY,
                    FileSourceConfig.REMOVE_EMPTY_DIRECTORIES_AFTER_MS,
                    FileSourceConfig.DOCUMENT_RECEIPTS));

    private FileFeedOptions() {}
}
