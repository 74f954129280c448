package dev.wherry.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.wire.Origin;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CandidateFormatTest {
    private static final byte[] VERSION = {1, 2, (byte) 0xff};

    @Test
    void decodesWhatItEncodes() {
        Origin document = new Origin("cards/ä €😀.json", 0, OptionalLong.of(Long.MIN_VALUE), OptionalLong.empty());
        Origin line = new Origin("cards/log.ndjson", Long.MAX_VALUE, OptionalLong.empty(), OptionalLong.empty());
        Origin row = new Origin("cards/log.csv", 7, OptionalLong.empty(), OptionalLong.of(Long.MAX_VALUE));
        Origin both = new Origin("cards/log.csv", 7, OptionalLong.of(0), OptionalLong.of(2));
        List<Candidate> tied = List.of(
                new Candidate(VERSION, new byte[] {9}, "cards", document, new byte[] {'{', '}'}, true),
                new Candidate(VERSION, new byte[0], "more", line, new byte[0], false),
                new Candidate(VERSION, new byte[0], "rows", row, new byte[0], true),
                new Candidate(VERSION, new byte[0], "rows", both, new byte[0], false));

        List<Candidate> read = CandidateFormat.decode(CandidateFormat.encode(tied));

        assertThat(read).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(read.get(i).version()).isEqualTo(tied.get(i).version());
            assertThat(read.get(i).id()).isEqualTo(tied.get(i).id());
            assertThat(read.get(i).feed()).isEqualTo(tied.get(i).feed());
            assertThat(read.get(i).origin()).isEqualTo(tied.get(i).origin());
            assertThat(read.get(i).event()).isEqualTo(tied.get(i).event());
            assertThat(read.get(i).deletion()).isEqualTo(tied.get(i).deletion());
            assertThat(CandidateFormat.isDeletion(CandidateFormat.encode(tied.subList(i, 4))))
                    .isEqualTo(tied.get(i).deletion());
        }
    }

    @Test
    void comparesVersionsAsUnsignedBytes() {
        assertThat(compare(new byte[] {1}, new byte[] {2})).isNegative();
        assertThat(compare(new byte[] {(byte) 0x80}, new byte[] {0x7f})).isPositive();
        assertThat(compare(new byte[] {1}, new byte[] {1, 0})).isNegative();
        assertThat(compare(new byte[0], new byte[0])).isEqualTo(0);
    }

    @Test
    void rejectsStateOfAnUnknownFormat() {
        byte[] unknown = CandidateFormat.encode(candidate(VERSION));
        unknown[0] = 99;

        assertThatThrownBy(() -> CandidateFormat.decode(unknown)).isInstanceOf(IllegalStateException.class);
    }

    private static int compare(byte[] one, byte[] other) {
        return CandidateFormat.compareVersions(
                CandidateFormat.encode(candidate(one)), CandidateFormat.encode(candidate(other)));
    }

    private static Candidate candidate(byte[] version) {
        return new Candidate(
                version,
                new byte[] {version.length == 0 ? 0 : version[0]},
                "f",
                new Origin("f", 0, OptionalLong.empty(), OptionalLong.empty()),
                new byte[0],
                false);
    }
}
