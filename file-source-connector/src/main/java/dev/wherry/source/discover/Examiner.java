package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
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
final class Examiner {
    private static final Logger LOG = LoggerFactory.getLogger(Examiner.class);

    private final Disk disk;
    private final NamePatterns patterns;
    private final Share share;
    private final Watch watch;
    private final Finds finds;
    private final Set<Path> feeds;
    private final Set<Path> reported = new HashSet<>();

    Examiner(Disk disk, NamePatterns patterns, Share share, Watch watch, Finds finds, Set<Path> feeds) {
        this.disk = disk;
        this.patterns = patterns;
        this.share = share;
        this.watch = watch;
        this.finds = finds;
        this.feeds = Set.copyOf(feeds);
    }

    boolean isFeed(Directory directory) {
        return feeds.contains(directory.path());
    }

    /** Watches the directory before it is listed, so that nothing can appear unheard between the two. */
    DirectoryStream<Path> list(Directory directory) throws IOException {
        directory.requireNoLink(disk);
        watch.add(directory);
        DirectoryStream<Path> listing = disk.list(directory.path());
        reported.remove(directory.path());
        return listing;
    }

    /** A scan came by this path in the directory. Returns false if it could not be told what it is. */
    boolean examine(Directory directory, Path path, Consumer<Directory> descend) {
        Path name = path.getFileName();
        FoundFile file = FoundFile.named(directory, name);
        try {
            switch (patterns.of(name)) {
                case DOCUMENT -> document(file, path, descend);
                case LINES -> lines(file, path, descend);
                case NONE -> other(file, path, descend);
            }
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            report(path, e);
            return false;
        }
    }

    /** The watch heard of this name. */
    void hear(FoundFile file, Consumer<Directory> descend) {
        boolean document = patterns.of(file.name()) == NamePatterns.Format.DOCUMENT;
        if (!document) {
            examine(file.directory(), file.path(), descend);
        } else if (share.owns(file.shard())) {
            // Not looked at yet: a file that is being written is heard of again and again.
            finds.documentNamed(file);
        }
    }

    private void document(FoundFile file, Path path, Consumer<Directory> descend) throws IOException {
        if (!share.owns(file.shard())) {
            return;
        }
        FileStat stat = disk.stat(path);
        if (stat.isRegular()) {
            finds.documentSeen(file.with(stat));
        } else if (stat.isDirectory()) {
            descend.accept(file.directory().childNamedLikeDocument(file.name()));
        }
    }

    private void lines(FoundFile file, Path path, Consumer<Directory> descend) throws IOException {
        InodeStat found = disk.statWithInode(path);
        if (found.stat().isDirectory()) {
            descend.accept(file.directory().child(file.name()));
        } else if (found.stat().isRegular() && share.owns(file.directory().shardOfInode(found.inode()))) {
            finds.linesSeen(file.with(found.stat()), found.inode());
        }
    }

    private void other(FoundFile file, Path path, Consumer<Directory> descend) throws IOException {
        if (!NamePatterns.isHidden(path.getFileName()) && disk.stat(path).isDirectory()) {
            descend.accept(file.directory().child(file.name()));
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
