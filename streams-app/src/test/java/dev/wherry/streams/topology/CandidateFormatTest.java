package dev.wherry.streams.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.wire.Origin;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CandidateFormatTest {
    private static final byte[] VERSION = {1, 2, (byte) 0xff};

    @Test
    void whatIsWrittenIsReadBack() {
        Origin document = new Origin("cards/ä €😀.json", 0, OptionalLong.of(Long.MIN_VALUE));
        Origin line = new Origin("cards/log.ndjson", Long.MAX_VALUE, OptionalLong.empty());
        List<Candidate> tied = List.of(
                new Candidate(VERSION, new byte[] {9}, "cards", document, new byte[] {'{', '}'}),
                new Candidate(VERSION, new byte[0], "more", line, new byte[0]));

        List<Candidate> read = CandidateFormat.decode(CandidateFormat.encode(tied));

        assertEquals(2, read.size());
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(tied.get(i).version(), read.get(i).version());
            assertArrayEquals(tied.get(i).id(), read.get(i).id());
            assertEquals(tied.get(i).feed(), read.get(i).feed());
            assertEquals(tied.get(i).origin(), read.get(i).origin());
            assertArrayEquals(tied.get(i).event(), read.get(i).event());
        }
    }

    @Test
    void versionsCompareAsUnsignedBytesWhateverFollowsThem() {
        assertTrue(compare(new byte[] {1}, new byte[] {2}) < 0);
        assertTrue(compare(new byte[] {(byte) 0x80}, new byte[] {0x7f}) > 0);
        assertTrue(compare(new byte[] {1}, new byte[] {1, 0}) < 0);
        assertEquals(0, compare(new byte[0], new byte[0]));
    }

    @Test
    void stateOfAnUnknownFormatIsRefused() {
        byte[] unknown = CandidateFormat.encode(candidate(VERSION));
        unknown[0] = 99;

        assertThrows(IllegalStateException.class, () -> CandidateFormat.decode(unknown));
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
                new Origin("f", 0, OptionalLong.empty()),
                new byte[0]);
    }
}
