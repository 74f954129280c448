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
    public ClientConfig {
        secrets = Stream.concat(secrets.stream(), auth.secrets().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return "a client with " + auth;
    }
}
