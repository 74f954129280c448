package dev.wherry.contracts.load;

import dev.wherry.contracts.Fault;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.wire.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Loads the feed files of a contract directory. */
final class FeedFiles {
    /** The directory of the feed files in the contract directory. */
    static final String DIRECTORY = "feeds";

    static final String SUFFIX = ".yaml";

    private final Path directory;
    private final Optional<SortedSet<String>> known;
    private final Map<String, FeedSettings> feeds = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /** @param known the feeds that the contracts name; empty if a contract could not be read */
    FeedFiles(Path contracts, Optional<SortedSet<String>> known) {
        this.directory = contracts.resolve(DIRECTORY);
        this.known = known;
    }

    /** The feeds that have a feed file without faults. */
    Map<String, FeedSettings> load() {
        if (Files.isDirectory(directory)) {
            list().forEach(this::read);
        }
        return feeds;
    }

    List<Fault> faults() {
        return faults;
    }

    private List<Path> list() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            faults.add(new Fault(
                    directory, "", "cannot be listed (" + unreadable + ")", "give this user read permission"));
            return List.of();
        }
    }

    private void read(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".")) {
            return;
        }
        if (name.endsWith(SUFFIX)) {
            read(file, name.substring(0, name.length() - SUFFIX.length()));
        } else if (name.endsWith(".yml") || name.endsWith(".json")) {
            String feed = name.substring(0, name.lastIndexOf('.'));
            faults.add(new Fault(file, "", "is ignored under this name", "rename it to " + feed + SUFFIX));
        }
    }

    private void read(Path file, String feed) {
        FaultCollector fileFaults = new FaultCollector(file);
        TreeReader.yaml(file, fileFaults).ifPresent(tree -> {
            Optional<FeedSettings> settings = new FeedReader(tree, feed, fileFaults).read();
            known.ifPresent(names -> checkKnown(feed, names, fileFaults));
            settings.ifPresent(read -> feeds.put(feed, read));
        });
        faults.addAll(fileFaults.list());
    }

    private static void checkKnown(String feed, SortedSet<String> names, FaultCollector faults) {
        if (!names.contains(feed)) {
            faults.add(
                    "",
                    "no contract names the feed " + feed,
                    Suggestions.to(feed, names)
                            .map(suggestion -> "did you mean " + suggestion + "?")
                            .orElse("add " + feed + " to the feeds of a contract; known feeds are "
                                    + String.join(", ", names)));
        }
    }
}
