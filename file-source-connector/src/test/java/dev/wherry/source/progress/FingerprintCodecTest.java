package dev.wherry.source.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintCodecTest {
    @Test
    void decodesWhatItEncodes() {
        long[] fingerprints = new Random(1).longs(1000).toArray();

        assertThat(FingerprintCodec.decode(FingerprintCodec.encode(fingerprints)))
                .isEqualTo(fingerprints);
        assertThat(FingerprintCodec.decode("")).isEmpty();
    }

    /** Stored offsets depend on it. */
    @Test
    void theFormatNeverChanges() {
        assertThat(FingerprintCodec.encode(0)).isEqualTo("AAAAAAAAAAA");
        assertThat(FingerprintCodec.encode(-1)).isEqualTo("__________8");
        assertThat(FingerprintCodec.encode(new long[] {1, 4096, 7}, 2)).isEqualTo("AAAAAAAAAAEAAAAAAAAQAA");
    }

    @Test
    void rejectsEverythingElse() {
        assertThatThrownBy(() -> FingerprintCodec.decode("AAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FingerprintCodec.decode("AAAAAAAAAA!")).isInstanceOf(IllegalArgumentException.class);
    }
}
