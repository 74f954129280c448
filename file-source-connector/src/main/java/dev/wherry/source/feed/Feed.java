package dev.wherry.source.feed;

import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.Topics;
import dev.wherry.wire.format.FileRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A feed and its options.
 *
 * @param topic the raw topic
 * @param patterns how its files are read
 * @param finishedAfter a file that may grow is finished after this time without a change; negative for never
 * @param onFinish what becomes of a finished file
 * @param archive the directory that finished files are moved to, under their path in the inbox
 */
public record Feed(
        String name,
        String topic,
        FileNamePatterns patterns,
        Duration finishedAfter,
        FinishedFileAction onFinish,
        Path archive) {

    public static Feed of(
            String name, List<FileRule> rules, Duration finishedAfter, FinishedFileAction onFinish, Path archive) {
        return new Feed(name, Topics.raw(name), new FileNamePatterns(rules), finishedAfter, onFinish, archive);
    }

    @Override
    public String toString() {
        return name;
    }
}
