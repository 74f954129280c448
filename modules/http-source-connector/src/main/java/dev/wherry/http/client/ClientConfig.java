package dev.wherry.http.client;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the server of a feed is asked.
 *
 * @param readTimeout how long nothing may arrive
 * @param responseLimit of an answer in bytes, compressed and not
 * @param anyHost whether redirects and links to other hosts are followed, without credentials
 * @param secrets values that must not be shown, beside those of the authentication
 */
public record ClientConfig(
        Duration connectTimeout,
        Duration readTimeout,
        int responseLimit,
        boolean anyHost,
        TrustConfig trust,
        AuthConfig auth,
        Set<String> secrets) {
    /** Shorter values are no secrets, and would hide too much. */
    private static final int SHORTEST_SECRET = 4;

    public ClientConfig {
        secrets = Stream.concat(secrets.stream(), auth.secrets().stream())
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The text with each secret replaced. */
    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        return redacted;
    }

    @Override
    public String toString() {
        return "a client with " + auth;
    }
}
