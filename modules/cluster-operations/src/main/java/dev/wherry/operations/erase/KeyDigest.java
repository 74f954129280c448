package dev.wherry.operations.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The digest under which an erasure is recorded: {@code salt:digest} in hex. The salt prevents that digests of different
 * warehouses are compared. It does not prevent that all keys of a small set are tried.
 */
final class KeyDigest {
    private static final int SALT_BYTES = 16;

    private KeyDigest() {}

    static String of(String type, byte[] key) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        MessageDigest digest = sha256();
        digest.update(salt);
        digest.update(type.getBytes(UTF_8));
        digest.update((byte) 0);
        digest.update(key);
        return HexFormat.of().formatHex(salt) + ':' + HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JRE has SHA-256", impossible);
        }
    }
}
