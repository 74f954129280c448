package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.contracts.FeedSettings.OnFinish;
import dev.wherry.contracts.FeedSource;
import dev.wherry.wire.Suggestions;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.FileRules;
import dev.wherry.wire.format.NamePatterns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one feed file. */
final class FeedReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Duration MAX_DURATION = Duration.ofDays(3650);

    private final JsonNode tree;
    private final String fileName;
    private final FaultCollector faults;
    private final YamlMapping feed;

    /** @param fileName the name of the file without its suffix */
    FeedReader(JsonNode tree, String fileName, FaultCollector faults) {
        this.tree = tree;
        this.fileName = fileName;
        this.faults = faults;
        this.feed = new YamlMapping(tree, "", faults);
    }

    /** Empty if there are faults. */
    Optional<FeedSettings> read() {
        if (!feed.isObjectOf(
                Set.of("feed"), Set.of("files", "ignore", "finished", "directories", "receipts", "source"))) {
            return Optional.empty();
        }
        checkName();
        List<FileRule> rules = rules();
        Optional<List<String>> ignored = ignored();
        YamlMapping finished = optional("finished", Set.of("quiet", "then", "archive"));
        Optional<Duration> finishedAfter = duration(finished, "quiet");
        Optional<OnFinish> onFinish = finished.oneOf("then", OnFinish.class);
        Optional<String> archive = archive(finished, onFinish);
        YamlMapping directories = optional("directories", Set.of("remove-empty-after"));
        Optional<Duration> removeEmptyAfter = duration(directories, "remove-empty-after");
        Optional<Boolean> documentReceipts = documentReceipts();
        Optional<FeedSource> source = source();
        return faults.list().isEmpty()
                ? Optional.of(new FeedSettings(
                        fileName,
                        rules,
                        ignored,
                        finishedAfter,
                        onFinish,
                        archive,
                        removeEmptyAfter,
                        documentReceipts,
                        source))
                : Optional.empty();
    }

    private Optional<FeedSource> source() {
        if (!tree.has("source")) {
            return Optional.empty();
        }
        boolean http = tree.get("source").has("http");
        for (String name : List.of("finished", "directories")) {
            if (feed.has(name)) {
                feed.fault(
                        name,
                        "is about files in the inbox, and the events of this feed come from elsewhere",
                        "remove it" + (name.equals("finished") && !http ? ", or write finished below source.s3" : ""));
            }
        }
        for (String name : List.of("files", "ignore", "receipts")) {
            if (feed.has(name) && http) {
                feed.fault(
                        name,
                        "does not apply to an API, whose answers are arrays of events",
                        "remove it; write source.http.items if the array is within the answer");
            }
        }
        return new SourceReader(feed.mapping("source")).read();
    }

    private Optional<Boolean> documentReceipts() {
        YamlMapping receipts = optional("receipts", Set.of("documents"));
        if (!receipts.has("documents")) {
            return Optional.empty();
        }
        JsonNode documents = receipts.get("documents");
        if (!documents.isBoolean()) {
            receipts.fault("documents", "is neither true nor false", "write documents: false, or remove it");
        }
        return Optional.of(documents.booleanValue());
    }

    private void checkName() {
        feed.text("feed")
                .filter(name -> !name.equals(fileName))
                .ifPresent(name -> feed.fault(
                        "feed",
                        "is " + name + ", but the file is named " + fileName + ".yaml",
                        "write feed: " + fileName + ", or rename the file to " + name + ".yaml"));
    }

    private List<FileRule> rules() {
        return tree.has("files")
                ? FileRules.read(tree.get("files"), "/files", new RuleFaults()).orElse(List.of())
                : FileRule.DEFAULTS;
    }

    /** Becomes a list of the source connector, whose elements are separated by commas. */
    private Optional<List<String>> ignored() {
        if (!tree.has("ignore")) {
            return Optional.empty();
        }
        List<String> patterns = feed.list("ignore", "\"*.bak\"", feed::text);
        NamePatterns.check(patterns, "/ignore", faults::add);
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).contains(",")) {
                faults.add("/ignore/" + i, "contains a comma", "write several patterns");
            }
        }
        return Optional.of(patterns);
    }

    /** A mapping that may be absent. */
    private YamlMapping optional(String name, Set<String> keys) {
        YamlMapping mapping = feed.mapping(name);
        if (tree.has(name)) {
            mapping.isObjectOf(Set.of(), keys);
        }
        return mapping;
    }

    private static Optional<String> archive(YamlMapping finished, Optional<OnFinish> onFinish) {
        Optional<String> archive = finished.text("archive");
        if (archive.isPresent() && onFinish.isPresent() && onFinish.get() != OnFinish.ARCHIVE) {
            finished.fault(
                    "archive",
                    "does not apply if finished files are not archived",
                    "remove it, or write then: archive");
        } else if (archive.isPresent() && !Path.of(archive.get()).isAbsolute()) {
            finished.fault(
                    "archive",
                    archive.get() + " is not an absolute path",
                    "write the whole path, such as /data/archive");
        }
        return archive;
    }

    /** An amount of time, such as 10m. */
    static Optional<Duration> duration(YamlMapping mapping, String name) {
        if (!mapping.has(name)) {
            return Optional.empty();
        }
        String text = mapping.get(name).asText();
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            mapping.fault(name, "\"" + text + "\" is not a duration", "write one such as 500ms, 1s, 10m, 1h or 1d");
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        if (duration.compareTo(MAX_DURATION) > 0) {
            mapping.fault(name, text + " is too long", "write at most " + MAX_DURATION.toDays() + "d");
        }
        return Optional.of(duration);
    }

    /** Adds the problems of {@code files}, with suggestions for unknown keys. */
    private final class RuleFaults implements FileRules.Problems {
        @Override
        public void add(String pointer, String problem, String remedy) {
            faults.add(pointer, problem, remedy);
        }

        @Override
        public void unknownKey(String pointer, String key, List<String> known) {
            faults.add(
                    pointer,
                    "is unknown",
                    Suggestions.to(key, known)
                            .map(suggestion -> "did you mean " + suggestion + "?")
                            .orElse("remove it; known keys are " + String.join(", ", known)));
        }
    }
}
