package dev.wherry.split;

/**
 * How far a compressed file may expand.
 *
 * @param ratio the maximum number of decompressed bytes per compressed byte
 * @param freeBytes any file may expand to so many bytes
 */
public record ExpansionLimit(long ratio, long freeBytes) {
    public static final ExpansionLimit DEFAULT = new ExpansionLimit(1000, 1L << 30);

    long maxBytes(long compressedBytes) {
        long max = compressedBytes > Long.MAX_VALUE / ratio ? Long.MAX_VALUE : compressedBytes * ratio;
        return Math.max(freeBytes, max);
    }
}
