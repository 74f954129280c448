package dev.wherry.http.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wherry.http.client.FetchException.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/** The header Authorization. Fetches a token if one is needed, and again before it expires. Shared by threads. */
final class Authentication {
    private static final JsonMapper MAPPER = new JsonMapper();
    /** A token is not used in the last part of its life. */
    private static final Duration MARGIN = Duration.ofSeconds(30);
    /** The life of a token whose answer does not say. */
    private static final long DEFAULT_SECONDS = 300;

    private final AuthConfig config;
    private final Duration timeout;
    private final Exchange exchange;
    private final Redaction redaction;
    private String token;
    private long expiresAt;

    Authentication(ClientConfig client, Exchange exchange, Redaction redaction) {
        this.redaction = redaction;
        this.config = client.auth();
        this.timeout = client.readTimeout();
        this.exchange = exchange;
    }

    /** Empty if there is none. */
    synchronized Optional<String> authorization() throws FetchException {
        if (config instanceof AuthConfig.Fixed fixed) {
            return Optional.of(fixed.authorization());
        }
        if (config instanceof AuthConfig.ClientCredentials credentials) {
            if (token == null || System.nanoTime() - expiresAt >= 0) {
                fetch(credentials);
            }
            return Optional.of("Bearer " + token);
        }
        return Optional.empty();
    }

    /** The server did not accept it. Returns whether another one can be had. */
    synchronized boolean renew(String rejected) {
        if (config instanceof AuthConfig.ClientCredentials) {
            if (rejected.equals("Bearer " + token)) {
                token = null;
            }
            return true;
        }
        return false;
    }

    private void fetch(AuthConfig.ClientCredentials credentials) throws FetchException {
        String form = "grant_type=client_credentials"
                + (credentials.scope().isEmpty() ? "" : "&scope=" + encoded(credentials.scope()));
        HttpRequest request = HttpRequest.newBuilder(credentials.tokenUri())
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header("Authorization", credentials.basicHeader())
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        Exchange.Reply reply = exchange.send(request);
        if (reply.status() / 100 != 2) {
            throw new FetchException(
                    Kind.NO_TOKEN,
                    reply.status(),
                    null,
                    Uris.shown(credentials.tokenUri()) + " answers with the status " + reply.status(),
                    null);
        }
        JsonNode answer = json(credentials, reply.body());
        token = answer.path("access_token").asText();
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            token = null;
            throw new FetchException(
                    Kind.NO_TOKEN,
                    Uris.shown(credentials.tokenUri()) + " answers without an access_token that can be sent",
                    null);
        }
        redaction.addToken(token);
        long life = Duration.ofSeconds(answer.path("expires_in").asLong(DEFAULT_SECONDS))
                .toNanos();
        expiresAt = System.nanoTime() + life - Math.min(MARGIN.toNanos(), life / 2);
    }

    private static JsonNode json(AuthConfig.ClientCredentials credentials, byte[] body) throws FetchException {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            // its message would quote the answer
            throw new FetchException(
                    Kind.NO_TOKEN, Uris.shown(credentials.tokenUri()) + " answers with something else than JSON", null);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
