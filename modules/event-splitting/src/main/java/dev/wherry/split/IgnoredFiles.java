package dev.wherry.split;

import dev.wherry.wire.Suggestions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What lies in an inbox and is not read although it could hold events, by feed and reason: how many there are, and a few of
 * them.
 */
public final class IgnoredFiles {
    /** The feed of what lies in the inbox itself. */
    public static final String NO_FEED = "";

    private static final int MAX_EXAMPLES = 3;
    private static final int MAX_FEEDS = 10;

    private final List<String> feeds;

    private final Map<Group, Names> groups =
            new TreeMap<>(Comparator.comparing(Group::reason).thenComparing(Group::feed));

    /** @param feeds the feeds of the inbox; a sentence about a misspelled one names them, unless they are too many */
    public IgnoredFiles(Collection<String> feeds) {
        this.feeds = List.copyOf(feeds);
    }

    /** @param feed {@link #NO_FEED} for what lies in the inbox itself */
    public record Group(String feed, IgnoredReason reason) {}

    /** The first names of a group, in their order, so that every scan shows the same ones. */
    private static final class Names {
        private final NavigableSet<String> first = new TreeSet<>();
        private long count;

        void add(String name) {
            count++;
            addExample(name);
        }

        void addAll(Names others) {
            count += others.count;
            others.first.forEach(this::addExample);
        }

        private void addExample(String name) {
            if (first.size() < MAX_EXAMPLES || name.compareTo(first.last()) < 0) {
                first.add(name);
                if (first.size() > MAX_EXAMPLES) {
                    first.pollLast();
                }
            }
        }

        String examples() {
            return String.join(", ", first);
        }
    }

    /** @param name the path below the feed's directory, or below the inbox; it must be printable */
    public void add(String feed, IgnoredReason reason, String name) {
        names(new Group(feed, reason)).add(name);
    }

    /**
     * Adds a directory beside those of the feeds, and returns what a person wants to know of it: the number of its files, and the
     * feed that was probably meant.
     *
     * @param name must be printable
     */
    public String addDirectory(String name, FileCount files) {
        String details = files
                + Suggestions.to(name, feeds)
                        .map("; did you mean %s?"::formatted)
                        .orElse("");
        add(NO_FEED, IgnoredReason.NOT_A_FEED, "%s/ (%s)".formatted(name, details));
        return details;
    }

    public void addAll(IgnoredFiles others) {
        others.groups.forEach((group, names) -> names(group).addAll(names));
    }

    private Names names(Group group) {
        return groups.computeIfAbsent(group, added -> new Names());
    }

    public long count() {
        return groups.values().stream().mapToLong(names -> names.count).sum();
    }

    public long count(IgnoredReason reason) {
        return groups.entrySet().stream()
                .filter(group -> group.getKey().reason() == reason)
                .mapToLong(group -> group.getValue().count)
                .sum();
    }

    /** One sentence for each feed and reason, with its remedy. */
    public Map<Group, String> sentences() {
        Map<Group, String> sentences =
                new TreeMap<>(Comparator.comparing(Group::reason).thenComparing(Group::feed));
        groups.forEach((group, names) -> sentences.put(group, sentence(group, names)));
        return sentences;
    }

    private String sentence(Group group, Names names) {
        String what = names.count == 1 ? singular(group, names.examples()) : plural(group, names);
        return what + ": " + (names.count == 1 ? remedyForOne(group) : remedyForSeveral(group));
    }

    private String singular(Group group, String name) {
        String place = place(group);
        return switch (group.reason()) {
            case UNMATCHED -> "The file %s matches no pattern of %s".formatted(name, place);
            case LINK -> "%s in %s is a symbolic link, which is not followed".formatted(name, place);
            case SPECIAL -> "%s in %s is a pipe, socket or device, which is not read".formatted(name, place);
            case NOT_A_FEED -> "The directory %s in the inbox is no feed of these contracts%s".formatted(name, feeds());
            case OUTSIDE_FEEDS -> "The file %s in the inbox lies outside the directories of the feeds".formatted(name);
        };
    }

    private String plural(Group group, Names names) {
        String place = place(group);
        String examples = names.examples();
        return switch (group.reason()) {
            case UNMATCHED -> "%,d files match no pattern of %s, such as %s".formatted(names.count, place, examples);
            case LINK ->
                "%,d symbolic links in %s are not followed, such as %s".formatted(names.count, place, examples);
            case SPECIAL ->
                "%,d pipes, sockets or devices in %s are not read, such as %s".formatted(names.count, place, examples);
            case NOT_A_FEED ->
                "%,d directories in the inbox are no feeds of these contracts%s, such as %s"
                        .formatted(names.count, feeds(), examples);
            case OUTSIDE_FEEDS ->
                "%,d files in the inbox lie outside the directories of the feeds, such as %s"
                        .formatted(names.count, examples);
        };
    }

    private String feeds() {
        return feeds.size() > MAX_FEEDS ? "" : " (" + String.join(", ", feeds) + ")";
    }

    private static String place(Group group) {
        return group.feed().equals(NO_FEED) ? "the inbox" : "feed " + group.feed();
    }

    private static String remedyForOne(Group group) {
        return switch (group.reason()) {
            case UNMATCHED -> remedyForNames(group);
            case LINK -> "replace it by what it leads to, or remove it.";
            case SPECIAL -> "remove it.";
            case NOT_A_FEED -> "rename it, add it to the feeds of a contract, or move it out of the inbox.";
            case OUTSIDE_FEEDS -> "move it into the directory of its feed, or out of the inbox.";
        };
    }

    private static String remedyForSeveral(Group group) {
        return switch (group.reason()) {
            case UNMATCHED -> remedyForNames(group);
            case LINK -> "replace them by what they lead to, or remove them.";
            case SPECIAL -> "remove them.";
            case NOT_A_FEED -> "rename them, add them to the feeds of contracts, or move them out of the inbox.";
            case OUTSIDE_FEEDS -> "move them into the directories of their feeds, or out of the inbox.";
        };
    }

    private static String remedyForNames(Group group) {
        return "add a rule for such names to feeds/%s.yaml in the contracts, or list them there under ignore."
                .formatted(group.feed());
    }
}
