package dev.wherry.source;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.feed.FinishedFileAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing directories when a task starts, and rejects an archive inside the inbox. Throws Kafka's
 * ConfigException where only an operator can help.
 */
final class InboxSetup {
    private static final Logger LOG = LoggerFactory.getLogger(InboxSetup.class);

    private InboxSetup() {}

    static void prepare(FileSourceConfig config, Disk disk) {
        if (!Files.isDirectory(config.inbox())) {
            LOG.warn("The inbox {} does not exist. Every rescan looks for it.", config.inbox());
            return;
        }
        for (Feed feed : config.feeds()) {
            create(config.inbox().resolve(feed.name()), disk);
            if (feed.onFinish() == FinishedFileAction.ARCHIVE) {
                create(feed.archive(), disk);
                requireSeparate(config.inbox(), feed.archive());
            }
        }
    }

    private static void create(Path directory, Disk disk) {
        try {
            disk.createDirectories(directory);
        } catch (IOException e) {
            throw new ConfigException("Cannot create the directory " + directory + " (" + e
                    + "). Create it, or allow the worker's user to write to " + directory.getParent() + ".");
        }
    }

    /** The connector's validation compares the configured paths; a symbolic link can make one lead into the other. */
    private static void requireSeparate(Path inbox, Path archive) {
        try {
            Path realInbox = inbox.toRealPath();
            Path realArchive = archive.toRealPath();
            if (realArchive.startsWith(realInbox) || realInbox.startsWith(realArchive)) {
                throw new ConfigException("The archive " + archive + " resolves to " + realArchive + " and the inbox "
                        + inbox + " to " + realInbox + ": one is inside the other, so archived files would be found"
                        + " and published again. Set archive.directory to a directory outside the inbox.");
            }
        } catch (IOException e) {
            throw new ConfigException("Cannot resolve the paths of " + inbox + " and " + archive + ": " + e);
        }
    }
}
