package dev.wherry.source.progress;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Encodes 64-bit fingerprints as URL-safe Base64 without padding, big-endian. */
final class FingerprintCodec {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private FingerprintCodec() {}

    static String encode(long... fingerprints) {
        return encode(fingerprints, fingerprints.length);
    }

    /** Encodes the first fingerprints of the array. */
    static String encode(long[] fingerprints, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
        bytes.asLongBuffer().put(fingerprints, 0, count);
        return ENCODER.encodeToString(bytes.array());
    }

    /** Throws IllegalArgumentException if the text is not an encoding of whole fingerprints. */
    static long[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are not a multiple of " + Long.BYTES);
        }
        long[] fingerprints = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(fingerprints);
        return fingerprints;
    }
}
