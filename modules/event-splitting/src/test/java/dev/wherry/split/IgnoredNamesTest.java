package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredNamesTest {
    private static final List<FileRule> EVERYTHING = List.of(FileRule.of(Format.LINES, "*"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".x",
                ".wherry.lock",
                "x.tmp",
                "X.TMP",
                "x.json.part",
                "x.partial",
                "x.filepart",
                "x.crdownload",
                "x._COPYING_",
                "x~",
                "x.json.oversize",
                "_SUCCESS",
                "__id_counter",
                "lost+found"
            })
    void areNotReadEvenIfARuleMatches(String name) {
        FileNamePatterns patterns = new FileNamePatterns(EVERYTHING, FileNamePatterns.DEFAULT_IGNORED);

        assertThat(patterns.isIgnored(name)).isTrue();
        assertThat(patterns.kindOf(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmp", "x.tmp.json", "party", "SUCCESS", "_SUCCESS.json", "__id_counter.json", "~x"})
    void areMatchedAsAWhole(String name) {
        FileNamePatterns patterns = new FileNamePatterns(EVERYTHING, FileNamePatterns.DEFAULT_IGNORED);

        assertThat(patterns.isIgnored(name)).isFalse();
        assertThat(patterns.kindOf(name)).isPresent();
    }

    @Test
    void mayBeGlobsOfAnyKind() {
        FileNamePatterns patterns =
                new FileNamePatterns(EVERYTHING, List.of("draft-*", "Counter", "v?.[0-9]", "*.{bak,old}"));

        assertThat(List.of("DRAFT-1", "counter", "v1.2", "a.OLD")).allMatch(patterns::isIgnored);
        assertThat(List.of("x-draft-1", "counters", "v12.2", "a.olds")).noneMatch(patterns::isIgnored);
    }

    @Test
    void ofAFeedReplaceTheUsualOnes() {
        FileNamePatterns patterns = new FileNamePatterns(EVERYTHING, List.of());

        assertThat(patterns.isIgnored("x.tmp")).isFalse();
        assertThat(patterns.isIgnored(".x")).as("hidden").isTrue();
    }
}
