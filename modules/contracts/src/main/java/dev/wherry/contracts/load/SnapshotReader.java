package dev.wherry.contracts.load;

import dev.wherry.contracts.Fault;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.contracts.FeedSource;
import dev.wherry.contracts.Keep;
import dev.wherry.contracts.Snapshot;
import dev.wherry.wire.format.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code snapshot} of a contract file, and checks it against the feed file of its feed. */
final class SnapshotReader {
    private static final String SNAPSHOT = "snapshot";
    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final double NO_LIMIT = 1;

    private final YamlMapping contract;

    SnapshotReader(YamlMapping contract) {
        this.contract = contract;
    }

    /** Empty if the contract has none, or if there is a fault. */
    Optional<Snapshot> read(Optional<Keep> keep, List<String> feeds) {
        if (!contract.has(SNAPSHOT)) {
            return Optional.empty();
        }
        YamlMapping snapshot = contract.mapping(SNAPSHOT);
        if (!snapshot.isObjectOf(Set.of("by"), Set.of("order", "shrink"))) {
            return Optional.empty();
        }
        snapshot.text("by").ifPresent(by -> snapshot.choose("by", by, Map.of("file", by)));
        checkContract(keep, feeds);
        Optional<Snapshot.Order> order = snapshot.has("order")
                ? snapshot.oneOf("order", Snapshot.Order.class)
                : Optional.of(Snapshot.Order.NAME);
        double shrink = shrink(snapshot);
        return order.map(by -> new Snapshot(by, shrink));
    }

    private void checkContract(Optional<Keep> keep, List<String> feeds) {
        if (keep.isPresent() && keep.get() != Keep.LATEST) {
            contract.fault(SNAPSHOT, "replaces the rows of the file before, which are not kept", "write keep: latest");
        }
        if (contract.has("version")) {
            contract.fault(
                    "version",
                    "has no effect beside snapshot, because the order of the files decides",
                    "remove it, or remove snapshot");
        }
        if (feeds.size() > 1) {
            contract.fault(
                    "feeds",
                    "are several, but a snapshot is one file with all rows",
                    "write one feed, or remove snapshot");
        }
    }

    private static double shrink(YamlMapping snapshot) {
        if (!snapshot.has("shrink")) {
            return NO_LIMIT;
        }
        Matcher percentage = PERCENTAGE.matcher(snapshot.get("shrink").asText());
        double share = percentage.matches() ? Double.parseDouble(percentage.group(1)) / 100 : -1;
        if (share < 0 || share > 1) {
            snapshot.fault("shrink", "is not a percentage from 0% to 100%", "write one such as 20%");
        }
        return share;
    }

    /**
     * What keeps the files of the contract's feed from being snapshots.
     *
     * @param file the contract's
     * @param contracts the directory of the contracts
     */
    static List<Fault> faults(Path file, Path contracts, FeedSettings feed) {
        if (feed.source().orElse(null) instanceof FeedSource.Http) {
            return List.of(new Fault(
                    file,
                    "/" + SNAPSHOT,
                    "feed " + feed.name() + " is read from an API, whose pages are no snapshots",
                    "remove it"));
        }
        Path feedFile = contracts.resolve(FeedFiles.DIRECTORY).resolve(feed.name() + ".yaml");
        if (reads(feed, Format.DOCUMENT)) {
            return List.of(new Fault(
                    file,
                    "/" + SNAPSHOT,
                    "feed " + feed.name() + " has files of the format document, each of which is one row",
                    "write files: with the formats lines, array or csv to " + feedFile));
        }
        if ((reads(feed, Format.LINES) || reads(feed, Format.CSV))
                && feed.finishedAfter().isEmpty()) {
            return List.of(new Fault(
                    file,
                    "/" + SNAPSHOT,
                    "the files of feed " + feed.name() + " may grow for ever, so that no snapshot is ever complete",
                    "write finished: {quiet: 10s} to " + feedFile));
        }
        return List.of();
    }

    private static boolean reads(FeedSettings feed, Format format) {
        return feed.rules().stream().anyMatch(rule -> rule.format() == format);
    }
}
