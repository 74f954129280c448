package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.Problems;
import dev.wherry.split.IgnoredFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A walk over directories and everything below them. It advances in portions, because an inbox may hold millions of
 * names. A full portion is probed in parallel: system calls are most of the work.
 */
final class Scan implements AutoCloseable {
    /** Names per portion: enough to parallelise, and still fast on a slow disk. */
    private static final int PORTION = 128;

    private final Disk disk;
    private final Watch watch;
    private final FileClassifier classifier;
    private final FailureLog failures;
    private final boolean full;
    private final EmptyDirectories empty;
    private final Deque<FeedDirectory> unlisted = new ArrayDeque<>();
    private FeedDirectory current;
    private DirectoryStream<Path> listing;
    private Iterator<Path> paths;
    private FileStat currentStat;
    /** What the current directory has contained so far, and how much of it are directories. */
    private int names;

    private int subdirectories;
    private final Problems problems = new Problems();
    private final IgnoredFiles ignored;

    /** @param full whether the roots are all feeds */
    Scan(
            Disk disk,
            Watch watch,
            FileClassifier classifier,
            FailureLog failures,
            Collection<FeedDirectory> roots,
            boolean full) {
        this.disk = disk;
        this.watch = watch;
        this.classifier = classifier;
        this.failures = failures;
        this.full = full;
        this.empty = new EmptyDirectories(disk, failures);
        this.ignored =
                new IgnoredFiles(roots.stream().map(root -> root.feed().name()).toList());
        unlisted.addAll(roots);
    }

    /** Opens the next directory if the current one is exhausted. */
    boolean hasNext() {
        return paths != null || open();
    }

    /** Probes the next portion of names. What is not to be read is handled here; the caller announces the files. */
    List<ProbeResult> next() {
        List<Path> portion = nextPaths();
        Stream<Path> stream = portion.size() < PORTION ? portion.stream() : portion.parallelStream();
        List<ProbeResult> results =
                stream.map(path -> classifier.probe(current, path)).toList();
        names += results.size();
        for (ProbeResult result : results) {
            if (result instanceof ProbeResult.Subdirectory found) {
                subdirectories++;
                unlisted.add(found.directory());
            } else if (result instanceof ProbeResult.Ignored found) {
                ignored.add(current.feed().name(), found.reason(), found.file().nameInFeed());
            } else if (result instanceof ProbeResult.Failed failed) {
                Path path = failed.file().path();
                problems.unexamined(path, failed.cause());
                failures.failed(path, failed.cause());
            }
        }
        if (portion.size() < PORTION) {
            close();
            if (full && names == subdirectories && empty.isOldEnough(current, currentStat)) {
                empty.add(current, subdirectories);
            }
        }
        return results;
    }

    /** Removes directories that are empty if their feed says so. Called after the last portion of a full scan. */
    void removeEmptyDirectories() {
        empty.remove();
    }

    /** Returns fewer than {@link #PORTION} only at the directory's end. */
    private List<Path> nextPaths() {
        List<Path> portion = new ArrayList<>(PORTION);
        while (portion.size() < PORTION && hasNextPath()) {
            portion.add(paths.next());
        }
        return portion;
    }

    /** Whether the scan started from all feeds and could read everything. */
    boolean isComplete() {
        return full && problems.isEmpty();
    }

    /** What could not be read. */
    Problems problems() {
        return problems;
    }

    /** What could hold events and is not read. */
    IgnoredFiles ignored() {
        return ignored;
    }

    boolean isFull() {
        return full;
    }

    private boolean open() {
        while (!unlisted.isEmpty()) {
            current = unlisted.poll();
            try {
                listing = list(current);
                paths = listing.iterator();
                return true;
            } catch (IOException e) {
                failed(e);
            }
        }
        return false;
    }

    /** Adds the watch before listing, so that no file can appear unnoticed between the two. */
    private DirectoryStream<Path> list(FeedDirectory directory) throws IOException {
        currentStat = directory.requireNoLink(disk);
        names = 0;
        subdirectories = 0;
        watch.add(directory);
        DirectoryStream<Path> opened = disk.list(directory.path());
        failures.succeeded(directory.path());
        return opened;
    }

    private boolean hasNextPath() {
        try {
            return paths.hasNext();
        } catch (DirectoryIteratorException e) {
            failed(e.getCause());
            return false;
        }
    }

    private void failed(IOException e) {
        boolean deleted = e instanceof NoSuchFileException && !current.isFeed();
        if (!deleted) {
            problems.unlisted(current.path(), e);
            failures.failed(current.path(), e);
        }
    }

    @Override
    public void close() {
        paths = null;
        if (listing != null) {
            try {
                listing.close();
            } catch (IOException e) {
                failed(e);
            }
            listing = null;
        }
    }
}
