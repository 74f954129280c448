package dev.wherry.http;

import static dev.wherry.http.ConnectionOptions.*;
import static dev.wherry.http.HttpSourceConfig.*;

import dev.wherry.http.HttpFeedOptions.FeedValues;
import dev.wherry.http.client.AuthConfig;
import dev.wherry.http.client.ClientConfig;
import dev.wherry.http.client.TrustConfig;
import dev.wherry.http.request.RequestBody;
import dev.wherry.wire.source.RequestTemplate;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Reads how the server of a feed is asked. */
record ClientOptions(FeedValues values) {
    private static final Set<String> PUBLIC_HEADERS =
            Set.of("accept", "accept-encoding", "accept-language", "content-type");

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

    /**
     * What a server may repeat in its answers. A worker resolves references before the connector has its options, so any value
     * may be a secret, whatever its name.
     */
    private Set<String> secrets() {
        Set<String> secrets = new HashSet<>();
        for (String prefix : List.of(HEADER, NEXT_HEADER)) {
            values.named(prefix).forEach((name, value) -> {
                if (!PUBLIC_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    addLiterals(value, secrets);
                    // such as the token in "Bearer <token>"
                    Arrays.stream(value.strip().split("\\s+")).forEach(part -> addLiterals(part, secrets));
                }
            });
        }
        for (String prefix : List.of(QUERY, NEXT_QUERY, BODY_VALUE)) {
            values.named(prefix).values().forEach(value -> addLiterals(value, secrets));
        }
        for (String option : List.of(BODY, NEXT_BODY)) {
            RequestBody.of(values.secret(option), false).texts().forEach(text -> addLiterals(text, secrets));
        }
        secrets.remove("Bearer");
        secrets.remove("Basic");
        return secrets;
    }

    /** What stands between placeholders. */
    private static void addLiterals(String template, Set<String> secrets) {
        for (String literal :
                new RequestTemplate(template).fill(placeholder -> "\0").split("\0")) {
            secrets.add(literal.strip());
        }
    }
}
