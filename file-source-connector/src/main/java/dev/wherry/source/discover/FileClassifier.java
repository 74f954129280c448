package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.LogText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a name in a directory is, and passes on what concerns this task. Looks only at what it must. */
final class FileClassifier {
    private static final Logger LOG = LoggerFactory.getLogger(FileClassifier.class);

    private final Disk disk;
    private final NamePatterns patterns;
    private final ShardAssignment share;
    private final Watch watch;
    private final DiscoveryListener finds;
    private final Set<Path> feeds;
    private final Set<Path> reported = new HashSet<>();

    FileClassifier(
            Disk disk,
            NamePatterns patterns,
            ShardAssignment share,
            Watch watch,
            DiscoveryListener finds,
            Set<Path> feeds) {
        this.disk = disk;
        this.patterns = patterns;
        this.share = share;
        this.watch = watch;
        this.finds = finds;
        this.feeds = Set.copyOf(feeds);
    }

    boolean isFeed(FeedDirectory directory) {
        return feeds.contains(directory.path());
    }

    /** Watches the directory before it is listed, so that nothing can appear unheard between the two. */
    DirectoryStream<Path> list(FeedDirectory directory) throws IOException {
        directory.requireNoLink(disk);
        watch.add(directory);
        DirectoryStream<Path> listing = disk.list(directory.path());
        reported.remove(directory.path());
        return listing;
    }

    /** Asks the disk what that name in the directory is. Any thread may ask. */
    ProbeResult look(FeedDirectory directory, Path path) {
        Path name = path.getFileName();
        FoundFile file = FoundFile.named(directory, name);
        NamePatterns.Format format = patterns.of(name);
        try {
            return switch (format) {
                case DOCUMENT ->
                    share.owns(file.shard()) ? ProbeResult.at(format, file, disk.stat(path)) : ProbeResult.NOTHING;
                case LINES -> ProbeResult.at(format, file, disk.statWithInode(path));
                case NONE ->
                    NamePatterns.isHidden(name) ? ProbeResult.NOTHING : ProbeResult.at(format, file, disk.stat(path));
            };
        } catch (NoSuchFileException e) {
            return ProbeResult.NOTHING;
        } catch (IOException e) {
            return ProbeResult.failed(file, e);
        }
    }

    /** Passes on what was seen. Returns false if it could not be told what it is. */
    boolean take(ProbeResult look, Consumer<FeedDirectory> descend) {
        FoundFile file = look.file();
        if (look.failure() != null) {
            report(file.path(), look.failure());
            return false;
        }
        switch (look.kind()) {
            case REGULAR -> found(look);
            case DIRECTORY -> {
                FeedDirectory parent = file.directory();
                descend.accept(
                        look.format() == NamePatterns.Format.DOCUMENT
                                ? parent.childNamedLikeDocument(file.name())
                                : parent.child(file.name()));
            }
            case OTHER -> {}
        }
        return true;
    }

    private void found(ProbeResult look) {
        FoundFile file = look.file();
        switch (look.format()) {
            case DOCUMENT -> finds.documentSeen(file);
            case LINES -> {
                if (share.owns(file.directory().shardOfInode(look.inode()))) {
                    finds.linesSeen(file, look.inode());
                }
            }
            case NONE -> {}
        }
    }

    /** The watch heard of this name. */
    void hear(FoundFile file, Consumer<FeedDirectory> descend) {
        boolean document = patterns.of(file.name()) == NamePatterns.Format.DOCUMENT;
        if (!document) {
            take(look(file.directory(), file.path()), descend);
        } else if (share.owns(file.shard())) {
            // Not looked at yet: a file that is being written is heard of again and again.
            finds.documentNamed(file);
        }
    }

    void report(Path path, IOException e) {
        if (reported.add(path)) {
            LOG.warn(
                    "{} cannot be looked at ({}). It is tried again with every rescan; everything else goes on.",
                    LogText.of(path),
                    LogText.of(e));
        }
    }
}
