package dev.wherry.source.discover;

import dev.wherry.connect.text.LogText;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.Problems;
import dev.wherry.split.FileCount;
import dev.wherry.split.IgnoredFiles;
import dev.wherry.split.IgnoredReason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What lies in the inbox itself and belongs to no feed. */
final class OutsideFeeds {
    /** More are not looked at: somebody has mistaken the inbox for the directory of a feed. */
    private static final int MAX_NAMES = Problems.MAX_FILES;

    private final Disk disk;
    private final Inbox inbox;

    OutsideFeeds(Disk disk, Inbox inbox) {
        this.disk = disk;
        this.inbox = inbox;
    }

    /** Lists the inbox without the directories of its feeds. */
    void addTo(IgnoredFiles ignored, Problems problems) {
        try (DirectoryStream<Path> entries = disk.list(inbox.path())) {
            int looked = 0;
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (inbox.hasFeed(name) || inbox.outsideFeeds().isIgnored(name)) {
                    continue;
                }
                add(entry, ignored, problems);
                looked++;
                if (looked == MAX_NAMES) {
                    return;
                }
            }
        } catch (DirectoryIteratorException e) {
            problems.unlisted(inbox.path(), e.getCause());
        } catch (NoSuchFileException told) {
            // no feed can be listed then, which is told
        } catch (IOException e) {
            problems.unlisted(inbox.path(), e);
        }
    }

    private void add(Path entry, IgnoredFiles ignored, Problems problems) {
        try {
            IgnoredReason reason = reason(disk.stat(entry));
            String name = LogText.of(entry.getFileName());
            if (reason == IgnoredReason.NOT_A_FEED) {
                ignored.addDirectory(name, FileCount.of(entry));
            } else {
                ignored.add(IgnoredFiles.NO_FEED, reason, name);
            }
        } catch (NoSuchFileException gone) {
            // removed since the inbox was listed
        } catch (IOException e) {
            problems.unexamined(entry, e);
        }
    }

    private static IgnoredReason reason(FileStat stat) {
        return switch (stat.kind()) {
            case REGULAR -> IgnoredReason.OUTSIDE_FEEDS;
            case DIRECTORY -> IgnoredReason.NOT_A_FEED;
            case LINK -> IgnoredReason.LINK;
            case SPECIAL -> IgnoredReason.SPECIAL;
        };
    }
}
