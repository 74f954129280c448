package dev.wherry.source.progress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Base64LongsTest {
    @Test
    void whatIsWrittenIsReadBack() {
        long[] values = new Random(1).longs(1000).toArray();
        StringBuilder text = new StringBuilder();
        for (long value : values) {
            text.append(Base64Longs.text(value));
        }
        assertArrayEquals(values, Base64Longs.read(text.toString()));
    }

    @Test
    void theFormIsFixedBecauseItIsStored() {
        assertEquals("AAAAAAAAAAA", Base64Longs.text(0));
        assertEquals("P__________", Base64Longs.text(-1));
        assertEquals("AAAAAAAABAA", Base64Longs.text(4096));
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Base64Longs.read("AAAA"));
        assertThrows(IllegalArgumentException.class, () -> Base64Longs.read("AAAAAAAAAA!"));
    }
}
