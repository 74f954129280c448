package dev.wherry.s3.store;

import dev.wherry.connect.progress.StableHash;
import java.util.HexFormat;

/**
 * One version of an object.
 *
 * @param etag without quotes
 * @param size in bytes
 * @param modified milliseconds since the epoch
 */
public record StoredObject(String key, String etag, long size, long modified) {
    /** A 64-bit hash of what distinguishes this version from all others. */
    public long fingerprint() {
        return StableHash.finish(StableHash.add(StableHash.add(StableHash.add(StableHash.EMPTY, key), etag), modified));
    }

    /** The fingerprint in hexadecimal digits. */
    public String fingerprintText() {
        return HexFormat.of().toHexDigits(fingerprint());
    }

    /** The part behind the last slash. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Whether the other one has the same content. Stores tell times with different precision. */
    public boolean isSameContent(StoredObject other) {
        return key.equals(other.key) && etag.equals(other.etag) && modified / 1000 == other.modified / 1000;
    }
}
