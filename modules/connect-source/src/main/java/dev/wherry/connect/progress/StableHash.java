package dev.wherry.connect.progress;

/**
 * 64-bit hashes: FNV-1a with the finalizer of MurmurHash3. They are part of the stored offsets and decide which task
 * reads which file, so they must never change.
 */
public final class StableHash {
    public static final long EMPTY = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StableHash() {}

    public static long add(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * PRIME;
        }
        return result;
    }

    public static long add(long hash, long value) {
        return (hash ^ finish(value)) * PRIME;
    }

    public static long add(long hash, byte[] bytes, int length) {
        long result = hash;
        for (int i = 0; i < length; i++) {
            result = (result ^ (bytes[i] & 0xff)) * PRIME;
        }
        return result;
    }

    /** Spreads the hash over all 64 bits. */
    public static long finish(long hash) {
        long result = hash;
        result = (result ^ (result >>> 33)) * 0xff51afd7ed558ccdL;
        result = (result ^ (result >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return result ^ (result >>> 33);
    }
}
