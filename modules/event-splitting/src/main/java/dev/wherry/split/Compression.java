package dev.wherry.split;

import java.util.Arrays;
import java.util.Locale;

/** How a file is compressed, which its name says. */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** The end of a file's name, without regard to case. */
    public static Compression ofName(String fileName) {
        return Arrays.stream(values())
                .filter(compression -> compression != NONE && compression.ends(fileName))
                .findFirst()
                .orElse(NONE);
    }

    /** The file's name without the suffix of its compression. */
    public static String strip(String fileName) {
        return fileName.substring(0, fileName.length() - ofName(fileName).suffix.length());
    }

    public String suffix() {
        return suffix;
    }

    private boolean ends(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(suffix);
    }

    /** @throws IllegalStateException if there is nothing to decode */
    Decoder newDecoder() {
        return switch (this) {
            case NONE -> throw new IllegalStateException("not compressed");
            case GZIP -> new GzipDecoder();
            case ZSTD -> new ZstdDecoder();
        };
    }
}
