package dev.wherry.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameScannerTest {
    private static final byte WANTED = 7;
    private static final byte OTHER = 8;

    private final FrameScanner scanner = new FrameScanner(5, head -> head.getInt(0) > 0 && head.getInt(0) < 1_000);

    /** A message of a byte and so many others. */
    private static byte[] message(byte first, int others) {
        return ByteBuffer.allocate(5 + others).putInt(1 + others).put(first).array();
    }

    private int find(byte[] bytes) {
        return scanner.find(bytes, bytes.length, head -> head.get(4) == WANTED);
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    @Test
    void findsAMessageAfterOthers() {
        assertThat(find(join(message(OTHER, 10), message(WANTED, 3)))).isEqualTo(15);
        assertThat(find(message(OTHER, 0))).isEqualTo(-1);
    }

    @Test
    void findsAMessageOfWhichTheLengthCameBefore() {
        byte[] message = message(WANTED, 3);

        assertThat(find(join(message(OTHER, 10), Arrays.copyOf(message, 4)))).isEqualTo(-1);
        assertThat(find(Arrays.copyOfRange(message, 4, message.length))).isZero();
    }

    @Test
    void skipsTheRestOfTheMessageInWhichItBegins() {
        byte[] rest = {-1, 2, 3, WANTED, WANTED, 0, 0, 0, 9};

        assertThat(find(rest)).isEqualTo(-1);
        assertThat(find(message(WANTED, 3))).isZero();
    }
}
