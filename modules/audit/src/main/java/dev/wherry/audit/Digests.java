package dev.wherry.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, as PostgreSQL's {@code sha256} has it too. Not thread-safe. */
final class Digests {
    private final MessageDigest sha256;

    Digests() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The digest; null of nothing. */
    byte[] of(byte[] bytes) {
        return bytes == null ? null : sha256.digest(bytes);
    }
}
