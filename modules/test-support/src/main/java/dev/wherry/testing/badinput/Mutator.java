package dev.wherry.testing.badinput;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes at random, the way that finds faults in what reads JSON, YAML and settings. */
final class Mutator {
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            "\u0000",
            "\uFEFF",
            "é",
            "😀",
            "\u2028",
            "\r",
            "\n",
            "\t",
            " ",
            "[",
            "]",
            "{",
            "}",
            "{}",
            "[]",
            ":",
            ",",
            "-",
            ".",
            "0",
            "-0",
            "1e400",
            "1e-400",
            "1e999999999",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "0.1",
            "7.0",
            "NaN",
            "Infinity",
            "\"\"",
            "/",
            "~",
            "~1",
            "~2",
            "@file",
            "@version",
            "..",
            "../..",
            "&a",
            "*a",
            "!!binary",
            "!!java.io.File",
            "<<",
            "|",
            ">",
            "---",
            "#",
            "'",
            "%",
            "$",
            "${x}",
            ";",
            "--",
            "\"; DROP TABLE x; --",
            "9999-12-31 23:59:60",
            "-999999999-01-01");

    private static final int MOST_REPEATS = 2_000;
    private static final int LARGEST = 100_000;

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** The bytes with one to four changes; {@code other} lends pieces of itself. */
    byte[] mutated(byte[] bytes, byte[] other) {
        byte[] mutated = bytes;
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated = once(mutated, other);
        }
        return mutated.length <= LARGEST ? mutated : Arrays.copyOf(mutated, LARGEST);
    }

    private byte[] once(byte[] bytes, byte[] other) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(random.nextInt(8) == 0 ? bytes.length + 1 : 12));
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        return switch (random.nextInt(8)) {
            case 0 -> replaced(bytes, from, Math.min(bytes.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            case 1 -> Arrays.copyOf(bytes, from);
            case 2 -> replaced(bytes, from, to, new byte[0]);
            case 3 -> replaced(bytes, from, to, repeated(part, 2 + random.nextInt(4)));
            case 4 ->
                random.nextInt(20) == 0
                        ? replaced(bytes, from, to, repeated(part, random.nextInt(MOST_REPEATS)))
                        : bytes;
            case 5 -> replaced(bytes, from, to, partOf(other));
            default -> replaced(bytes, from, random.nextBoolean() ? from : to, piece());
        };
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] partOf(byte[] other) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(40)));
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < times && out.size() < LARGEST; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
        out.write(bytes, 0, from);
        out.writeBytes(by);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
