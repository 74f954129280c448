package dev.wherry.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes SHA-256 digests, like PostgreSQL's {@code sha256}. Not thread-safe. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform provides SHA-256", impossible);
        }
    }

    /** The digest; null for null. */
    byte[] digest(byte[] bytes) {
        return bytes == null ? null : digest.digest(bytes);
    }
}
