package dev.wherry.source.progress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintCodecTest {
    @Test
    void whatIsWrittenIsReadBack() {
        long[] values = new Random(1).longs(1000).toArray();
        StringBuilder text = new StringBuilder();
        for (long value : values) {
            text.append(FingerprintCodec.text(value));
        }
        assertArrayEquals(values, FingerprintCodec.read(text.toString()));
    }

    @Test
    void theFormIsFixedBecauseItIsStored() {
        assertEquals("AAAAAAAAAAA", FingerprintCodec.text(0));
        assertEquals("P__________", FingerprintCodec.text(-1));
        assertEquals("AAAAAAAABAA", FingerprintCodec.text(4096));
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> FingerprintCodec.read("AAAA"));
        assertThrows(IllegalArgumentException.class, () -> FingerprintCodec.read("AAAAAAAAAA!"));
    }
}
