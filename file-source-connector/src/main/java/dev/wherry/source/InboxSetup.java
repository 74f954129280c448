package dev.wherry.source;

import dev.wherry.source.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the directories that are missing at a start, and refuses an archive that files could not be moved to. */
final class InboxSetup {
    private static final Logger LOG = LoggerFactory.getLogger(InboxSetup.class);

    private InboxSetup() {}

    static void prepare(FileSourceConfig config, Disk disk) {
        if (!Files.isDirectory(config.inbox())) {
            LOG.warn("The inbox {} is not there. It is looked for with every rescan.", config.inbox());
            return;
        }
        for (String feed : config.feeds()) {
            make(config.inbox().resolve(feed), disk);
        }
        if (config.onFinish() == OnFinish.ARCHIVE) {
            make(config.archiveDirectory(), disk);
            requireSameFileSystem(config.inbox(), config.archiveDirectory());
            requireApart(config.inbox(), config.archiveDirectory());
        }
    }

    private static void make(Path directory, Disk disk) {
        try {
            disk.createDirectories(directory);
        } catch (IOException e) {
            throw new ConnectException(
                    "The directory " + directory + " cannot be made (" + e
                            + "). Make it, or let the worker's user write to " + directory.getParent() + ".",
                    e);
        }
    }

    /** The connector's validation compares the paths as they are written; links can make one of them lead into the other. */
    private static void requireApart(Path inbox, Path archive) {
        try {
            Path realInbox = inbox.toRealPath();
            Path realArchive = archive.toRealPath();
            if (realArchive.startsWith(realInbox) || realInbox.startsWith(realArchive)) {
                throw new ConnectException("The archive " + archive + " is really " + realArchive + ", and the inbox "
                        + inbox + " is " + realInbox + ": one lies inside the other, and archived files would be found"
                        + " and published again. Set archive.directory to a directory outside the inbox.");
            }
        } catch (IOException e) {
            throw new ConnectException("Where " + inbox + " and " + archive + " really are cannot be told: " + e, e);
        }
    }

    private static void requireSameFileSystem(Path inbox, Path archive) {
        try {
            if (!Files.getFileStore(inbox).equals(Files.getFileStore(archive))) {
                throw new ConnectException(
                        "The archive " + archive + " lies on another file system than the inbox " + inbox
                                + ", so that files cannot be moved there in one step. Set archive.directory to a directory on the"
                                + " inbox's file system, outside the inbox.");
            }
        } catch (IOException e) {
            throw new ConnectException("The file systems of " + inbox + " and " + archive + " cannot be told: " + e, e);
        }
    }
}
