package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IgnoredFilesTest {
    private final IgnoredFiles ignored = new IgnoredFiles(List.of("cards", "users"));

    @Test
    void countsByReason() {
        ignored.add("cards", IgnoredReason.UNMATCHED, "a");
        ignored.add("users", IgnoredReason.UNMATCHED, "b");
        ignored.add("users", IgnoredReason.LINK, "c");

        assertThat(ignored.count()).isEqualTo(3);
        assertThat(ignored.count(IgnoredReason.UNMATCHED)).isEqualTo(2);
        assertThat(ignored.count(IgnoredReason.SPECIAL)).isZero();
        assertThat(ignored.sentences().keySet())
                .containsExactly(
                        new IgnoredFiles.Group("cards", IgnoredReason.UNMATCHED),
                        new IgnoredFiles.Group("users", IgnoredReason.UNMATCHED),
                        new IgnoredFiles.Group("users", IgnoredReason.LINK));
    }

    @Test
    void namesTheSameFewWhateverTheOrder() {
        for (int i = 1_234; i > 0; i--) {
            ignored.add("cards", IgnoredReason.UNMATCHED, "%04d.bz2".formatted(i));
        }

        assertThat(ignored.sentences().values())
                .singleElement()
                .asString()
                .startsWith(
                        "1,234 files match no pattern of feed cards, such as 0001.bz2, 0002.bz2, 0003.bz2: add a rule ");
    }

    @Test
    void saysWhatADirectoryHoldsAndWhichFeedWasMeant() {
        assertThat(ignored.addDirectory("orders", new FileCount(0, true))).isEqualTo("no files");
        assertThat(ignored.addDirectory("CARDS", new FileCount(1, true))).isEqualTo("1 file; did you mean cards?");
        assertThat(ignored.addDirectory("user", new FileCount(1_234, false)))
                .isEqualTo("at least 1,234 files; did you mean users?");

        assertThat(ignored.sentences().values())
                .containsExactly(
                        "3 directories in the inbox are no feeds of these contracts (cards, users), such as CARDS/ (1"
                                + " file; did you mean cards?), orders/ (no files), user/ (at least 1,234 files; did you"
                                + " mean users?): rename them, add them to the feeds of contracts, or move them out of the"
                                + " inbox.");
    }

    @ParameterizedTest
    @EnumSource(IgnoredReason.class)
    void everySentenceNamesTheFileAndARemedy(IgnoredReason reason) {
        ignored.add(IgnoredFiles.NO_FEED, reason, "one.file");
        String one = String.join("", ignored.sentences().values());
        ignored.add(IgnoredFiles.NO_FEED, reason, "other.file");
        String two = String.join("", ignored.sentences().values());

        assertThat(one)
                .contains("one.file")
                .containsPattern(": [a-z ]+(it|feeds/)")
                .endsWith(".");
        assertThat(two).startsWith("2 ").contains("one.file, other.file").endsWith(".");
    }
}
