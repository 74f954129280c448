package dev.wherry.http;

import static dev.wherry.http.ConnectionOptions.*;
import static dev.wherry.http.HttpSourceConfig.*;

import dev.wherry.http.HttpFeedOptions.FeedValues;
import dev.wherry.http.client.AuthConfig;
import dev.wherry.http.client.ClientConfig;
import dev.wherry.http.client.TrustConfig;
import dev.wherry.wire.source.SecretNames;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads how the server of a feed is asked. */
record ClientOptions(FeedValues values) {
    ClientConfig config() {
        return new ClientConfig(
                Duration.ofMillis(values.number(CONNECT_TIMEOUT_MS)),
                Duration.ofMillis(values.number(READ_TIMEOUT_MS)),
                values.integer(RESPONSE_LIMIT_BYTES),
                values.text(REDIRECTS).equals(ANY_HOST),
                trust(),
                auth(),
                secrets());
    }

    private TrustConfig trust() {
        String ca = values.text(TLS_CA);
        String truststore = values.text(TLS_TRUSTSTORE);
        values.require(ca.isEmpty() || truststore.isEmpty(), TLS_CA, "and tls.truststore must not both be given");
        return new TrustConfig(ca, truststore, values.secret(TLS_TRUSTSTORE_PASSWORD));
    }

    private AuthConfig auth() {
        String user = values.text(AUTH_USER);
        String token = values.secret(AUTH_BEARER);
        String tokenUrl = values.text(OAUTH2_TOKEN_URL);
        long kinds =
                Stream.of(user, token, tokenUrl).filter(text -> !text.isEmpty()).count();
        values.require(
                kinds <= 1, AUTH_USER, "auth.bearer and auth.oauth2.token.url exclude each other: set one of them");
        values.require(
                token.chars().allMatch(c -> c > ' ' && c < 0x7f),
                AUTH_BEARER,
                "has a character that tokens cannot have");
        if (!user.isEmpty()) {
            return AuthConfig.Fixed.basic(user, values.secret(AUTH_PASSWORD));
        }
        if (!token.isEmpty()) {
            return AuthConfig.Fixed.bearer(token);
        }
        if (tokenUrl.isEmpty()) {
            return new AuthConfig.None();
        }
        String id = values.text(OAUTH2_CLIENT_ID);
        String secret = values.secret(OAUTH2_CLIENT_SECRET);
        values.require(!id.isEmpty() && !secret.isEmpty(), OAUTH2_CLIENT_ID, "or its secret is missing");
        return new AuthConfig.ClientCredentials(URI.create(tokenUrl), id, secret, values.text(OAUTH2_SCOPE));
    }

    /** What a server may repeat in its answers. */
    private Set<String> secrets() {
        Set<String> secrets = new HashSet<>();
        for (String prefix : List.of(HEADER, NEXT_HEADER)) {
            values.named(prefix).forEach((name, value) -> {
                if (SecretNames.isHeader(name)) {
                    secrets.add(value.strip());
                    // such as the token in "Bearer <token>"
                    secrets.addAll(Arrays.asList(value.strip().split("\\s+")));
                }
            });
        }
        for (String prefix : List.of(QUERY, NEXT_QUERY)) {
            values.named(prefix).forEach((name, value) -> {
                if (SecretNames.isParameter(name)) {
                    secrets.add(value.strip());
                }
            });
        }
        values.named(BODY_VALUE).values().forEach(value -> secrets.add(value.strip()));
        secrets.remove("Bearer");
        secrets.remove("Basic");
        return secrets;
    }
}
