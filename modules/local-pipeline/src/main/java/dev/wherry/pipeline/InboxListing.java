package dev.wherry.pipeline;

import dev.wherry.embedded.ServiceException;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.source.InboxPatterns;
import dev.wherry.split.FileCount;
import dev.wherry.split.FileKind;
import dev.wherry.split.FileNamePatterns;
import dev.wherry.split.IgnoredFiles;
import dev.wherry.split.IgnoredReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a run would do with the files of an inbox. Reads names, sizes and permissions only, and changes nothing. It knows nothing
 * of earlier runs: a file that is published already is listed like any other.
 */
public final class InboxListing {
    private final Path inbox;
    private final InboxPatterns patterns;
    private final Consumer<InboxFile> listener;
    private final UnaryOperator<String> printable;
    private final IgnoredFiles ignored;
    private final Map<String, Summary> feeds = new TreeMap<>();
    private long expected;
    private long inaccessible;

    /** The files of a feed that are read. */
    public record Summary(long files, long bytes) {
        Summary plus(long size) {
            return new Summary(files + 1, bytes + size);
        }
    }

    private InboxListing(
            Path inbox, InboxPatterns patterns, UnaryOperator<String> printable, Consumer<InboxFile> listener) {
        this.inbox = inbox;
        this.patterns = patterns;
        this.printable = printable;
        this.listener = listener;
        this.ignored = new IgnoredFiles(patterns.feeds().keySet());
        patterns.feeds().keySet().forEach(feed -> feeds.put(feed, new Summary(0, 0)));
    }

    /**
     * Lists all files by feed and name, and then what is outside the feeds.
     *
     * @param source the configuration of the source connector
     * @param printable replaces the characters of a name that must not be printed
     * @param listener receives each file
     * @throws ServiceException if the source connector would reject its configuration
     */
    public static InboxListing of(
            Path inbox, Map<String, String> source, UnaryOperator<String> printable, Consumer<InboxFile> listener)
            throws IOException {
        InboxListing listing = new InboxListing(inbox, patterns(source), printable, listener);
        for (Map.Entry<String, FileNamePatterns> feed : listing.patterns.feeds().entrySet()) {
            listing.listFeed(feed.getKey(), feed.getValue());
        }
        listing.listRoot();
        return listing;
    }

    private static InboxPatterns patterns(Map<String, String> source) {
        try {
            return InboxPatterns.of(source);
        } catch (ConfigException invalid) {
            throw new ServiceException(
                    "The connector " + ConnectorConfigs.SOURCE + " cannot be configured: " + invalid.getMessage(),
                    invalid);
        }
    }

    /** By feed, what is read. */
    public Map<String, Summary> feeds() {
        return feeds;
    }

    /** What could hold events and is not read. */
    public IgnoredFiles ignored() {
        return ignored;
    }

    /** The number of files and directories that are hidden, or whose names are listed as ignored. */
    public long expected() {
        return expected;
    }

    /** The number of files and directories that this user cannot read. */
    public long inaccessible() {
        return inaccessible;
    }

    private void listFeed(String feed, FileNamePatterns names) throws IOException {
        Path directory = inbox.resolve(feed);
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return; // a run creates it
        }
        BasicFileAttributes found = attributes(directory);
        if (found.isDirectory()) {
            listDirectory(feed, names, directory);
        } else {
            inaccessible(feed, directory, "a link or file in the place of the feed's directory");
        }
    }

    private void listDirectory(String feed, FileNamePatterns names, Path directory) {
        List<Path> paths;
        try {
            paths = entries(directory);
        } catch (IOException e) {
            inaccessible(feed, directory, e.toString());
            return;
        }
        for (Path path : paths) {
            try {
                list(feed, names, path, attributes(path));
            } catch (NoSuchFileException gone) {
                // removed since its directory was listed
            } catch (IOException e) {
                inaccessible(feed, path, e.toString());
            }
        }
    }

    private void list(String feed, FileNamePatterns names, Path path, BasicFileAttributes found) throws IOException {
        String name = path.getFileName().toString();
        Optional<FileKind> kind = names.kindOf(name);
        if (names.isIgnored(name)) {
            expected(Optional.of(feed), path, found);
        } else if (found.isDirectory()) {
            listDirectory(feed, names, path);
        } else if (!found.isRegularFile()) {
            ignored(Optional.of(feed), path, found, special(found));
        } else if (kind.isEmpty()) {
            ignored(Optional.of(feed), path, found, IgnoredReason.UNMATCHED);
        } else if (!Files.isReadable(path)) {
            inaccessible(feed, path, "this user must not read it");
        } else {
            feeds.computeIfPresent(feed, (same, summary) -> summary.plus(found.size()));
            listener.accept(new InboxFile(Optional.of(feed), relative(path), kind, found.size(), "read"));
        }
    }

    private static IgnoredReason special(BasicFileAttributes found) {
        return found.isSymbolicLink() ? IgnoredReason.LINK : IgnoredReason.SPECIAL;
    }

    private void listRoot() throws IOException {
        for (Path path : entries(inbox)) {
            String name = path.getFileName().toString();
            if (patterns.feeds().containsKey(name)) {
                continue;
            }
            BasicFileAttributes found = attributes(path);
            if (patterns.outsideFeeds().isIgnored(name)) {
                expected(Optional.empty(), path, found);
            } else if (found.isDirectory()) {
                String details = ignored.addDirectory(printable.apply(name), FileCount.of(path));
                listener.accept(ignored(
                        Optional.empty(), path, found, IgnoredReason.NOT_A_FEED.phrase() + " (" + details + ")"));
            } else {
                IgnoredReason reason = found.isRegularFile() ? IgnoredReason.OUTSIDE_FEEDS : special(found);
                ignored(Optional.empty(), path, found, reason);
            }
        }
    }

    private void expected(Optional<String> feed, Path path, BasicFileAttributes found) {
        expected++;
        String why = path.getFileName().toString().startsWith(".") ? "hidden" : "expected: listed under ignore";
        listener.accept(new InboxFile(feed, relative(path), Optional.empty(), size(found), why));
    }

    private void ignored(Optional<String> feed, Path path, BasicFileAttributes found, IgnoredReason reason) {
        Path base = feed.map(inbox::resolve).orElse(inbox);
        ignored.add(
                feed.orElse(IgnoredFiles.NO_FEED),
                reason,
                printable.apply(base.relativize(path).toString()));
        listener.accept(ignored(feed, path, found, reason.phrase()));
    }

    private InboxFile ignored(Optional<String> feed, Path path, BasicFileAttributes found, String why) {
        return new InboxFile(feed, relative(path), Optional.empty(), size(found), "IGNORED: " + why);
    }

    private void inaccessible(String feed, Path path, String why) {
        inaccessible++;
        listener.accept(new InboxFile(Optional.of(feed), relative(path), Optional.empty(), 0, "UNREADABLE: " + why));
    }

    private Path relative(Path path) {
        return inbox.relativize(path);
    }

    /** The size of a directory says nothing. */
    private static long size(BasicFileAttributes found) {
        return found.isDirectory() ? 0 : found.size();
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
