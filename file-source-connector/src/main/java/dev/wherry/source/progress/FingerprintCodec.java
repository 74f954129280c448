package dev.wherry.source.progress;

import java.nio.charset.StandardCharsets;

/** 64-bit numbers as eleven characters each, without anything between them. */
final class FingerprintCodec {
    static final int WIDTH = 11;

    private static final byte[] DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final int BITS = 6;
    private static final int MASK = 63;

    private FingerprintCodec() {}

    static void write(long value, byte[] into, int at) {
        long rest = value;
        for (int i = WIDTH - 1; i >= 0; i--) {
            into[at + i] = DIGITS[(int) (rest & MASK)];
            rest >>>= BITS;
        }
    }

    static String text(long value) {
        byte[] text = new byte[WIDTH];
        write(value, text, 0);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Throws IllegalArgumentException for anything that {@link #write} does not write. */
    static long[] read(String text) {
        if (text.length() % WIDTH != 0) {
            throw new IllegalArgumentException(text.length() + " characters are no whole count of numbers");
        }
        long[] values = new long[text.length() / WIDTH];
        for (int i = 0; i < text.length(); i++) {
            values[i / WIDTH] = values[i / WIDTH] << BITS | digit(text.charAt(i));
        }
        return values;
    }

    private static int digit(char c) {
        for (int i = 0; i < DIGITS.length; i++) {
            if (DIGITS[i] == c) {
                return i;
            }
        }
        throw new IllegalArgumentException("'" + c + "' is no digit");
    }
}
