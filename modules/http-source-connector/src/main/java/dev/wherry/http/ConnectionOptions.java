package dev.wherry.http;

import dev.wherry.connect.config.TextValidators;
import dev.wherry.http.client.RateLimit;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The options of connections: retries, limits, authentication and trust. */
final class ConnectionOptions {
    static final String RETRY_STATUS = "retry.status";
    static final String RETRY_TIMES = "retry.times";
    static final String RETRY_WITHIN_MS = "retry.within.ms";
    static final String RETRY_WAIT_MS = "retry.wait.ms";
    static final String CONNECT_TIMEOUT_MS = "timeout.connect.ms";
    static final String READ_TIMEOUT_MS = "timeout.read.ms";
    static final String RATE = "rate";
    static final String PARALLEL = "parallel";
    static final String RESPONSE_LIMIT_BYTES = "response.limit.bytes";
    static final String REDIRECTS = "redirects";
    static final String AUTH_USER = "auth.user";
    static final String AUTH_PASSWORD = "auth.password";
    static final String AUTH_BEARER = "auth.bearer";
    static final String OAUTH2_TOKEN_URL = "auth.oauth2.token.url";
    static final String OAUTH2_CLIENT_ID = "auth.oauth2.client.id";
    static final String OAUTH2_CLIENT_SECRET = "auth.oauth2.client.secret";
    static final String OAUTH2_SCOPE = "auth.oauth2.scope";
    static final String TLS_CA = "tls.ca";
    static final String TLS_TRUSTSTORE = "tls.truststore";
    static final String TLS_TRUSTSTORE_PASSWORD = "tls.truststore.password";

    /** The values of {@link #REDIRECTS}. */
    static final String SAME_HOST = "same-host";

    static final String ANY_HOST = "any";

    private static final long MAX_MILLIS = Duration.ofDays(1).toMillis();
    private static final int MAX_PARALLEL = 64;
    private static final int MAX_RESPONSE_BYTES = 256 * 1024 * 1024;

    private ConnectionOptions() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        RETRY_STATUS,
                        Type.LIST,
                        "429,502,503,504",
                        TextValidators.of("a list of statuses", ConnectionOptions::checkStatuses),
                        Importance.LOW,
                        "The statuses after which a request is tried again. So is one whose connection breaks.")
                .define(
                        RETRY_TIMES,
                        Type.INT,
                        8,
                        ConfigDef.Range.between(0, 1000),
                        Importance.LOW,
                        "How often a request is tried again at most, before its day or value counts as failed.")
                .define(
                        RETRY_WITHIN_MS,
                        Type.LONG,
                        Duration.ofMinutes(10).toMillis(),
                        ConfigDef.Range.between(0, MAX_MILLIS),
                        Importance.LOW,
                        "For how long a request is tried again at most. A later Retry-After is not waited for.")
                .define(
                        RETRY_WAIT_MS,
                        Type.LONG,
                        1000,
                        ConfigDef.Range.between(1, MAX_MILLIS),
                        Importance.LOW,
                        "The pause before the first retry, with jitter. Each following one is twice as long.")
                .define(
                        CONNECT_TIMEOUT_MS,
                        Type.LONG,
                        Duration.ofSeconds(10).toMillis(),
                        ConfigDef.Range.between(1, MAX_MILLIS),
                        Importance.LOW,
                        "How long a connection may take.")
                .define(
                        READ_TIMEOUT_MS,
                        Type.LONG,
                        Duration.ofSeconds(30).toMillis(),
                        ConfigDef.Range.between(1, MAX_MILLIS),
                        Importance.LOW,
                        "For how long nothing may arrive.")
                .define(
                        RATE,
                        Type.STRING,
                        "",
                        TextValidators.of("a rate such as 10/s, 100/m or 1000/h", RateLimit::of),
                        Importance.MEDIUM,
                        "The maximum number of requests in any second, minute or hour, such as 10/s, 100/m or 1000/h. If"
                                + " empty: no limit.")
                .define(
                        PARALLEL,
                        Type.INT,
                        2,
                        ConfigDef.Range.between(1, MAX_PARALLEL),
                        Importance.MEDIUM,
                        "The maximum number of requests at the same time, each for another day or value.")
                .define(
                        RESPONSE_LIMIT_BYTES,
                        Type.INT,
                        16 * 1024 * 1024,
                        ConfigDef.Range.between(1024, MAX_RESPONSE_BYTES),
                        Importance.LOW,
                        "The maximum size of an answer, compressed and not. A page is one transaction.")
                .define(
                        REDIRECTS,
                        Type.STRING,
                        SAME_HOST,
                        ConfigDef.ValidString.in(SAME_HOST, ANY_HOST),
                        Importance.LOW,
                        "Which redirects and links are followed: same-host, or any. Another host gets no credentials, no"
                                + " body, and no header but the harmless ones.")
                .define(AUTH_USER, Type.STRING, "", Importance.MEDIUM, "The user of basic authentication.")
                .define(
                        AUTH_PASSWORD,
                        Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "The password. Write a reference, such as ${env:API_PASSWORD}.")
                .define(AUTH_BEARER, Type.PASSWORD, "", Importance.MEDIUM, "A bearer token.")
                .define(
                        OAUTH2_TOKEN_URL,
                        Type.STRING,
                        "",
                        TextValidators.of("a URL", ConnectionOptions::checkUrl),
                        Importance.MEDIUM,
                        "Where a token is fetched with the credentials of a client (OAuth 2.0, client_credentials).")
                .define(OAUTH2_CLIENT_ID, Type.STRING, "", Importance.MEDIUM, "The id of the client.")
                .define(OAUTH2_CLIENT_SECRET, Type.PASSWORD, "", Importance.MEDIUM, "The secret of the client.")
                .define(OAUTH2_SCOPE, Type.STRING, "", Importance.LOW, "The scope of the token. If empty: none.")
                .define(
                        TLS_CA,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "A file in PEM on the worker with the certificates to trust. If empty: as the worker's Java.")
                .define(TLS_TRUSTSTORE, Type.STRING, "", Importance.LOW, "A PKCS12 file with them instead.")
                .define(TLS_TRUSTSTORE_PASSWORD, Type.PASSWORD, "", Importance.LOW, "The password of this file.");
    }

    private static void checkStatuses(String list) {
        if (!list.matches("\\[(\\d{3}(, \\d{3})*)?\\]")) {
            throw new IllegalArgumentException("is not a list of statuses such as 429,503");
        }
    }

    private static void checkUrl(String text) {
        if (!text.matches("(?i)https?://[^/].*")) {
            throw new IllegalArgumentException("is not a URL such as https://login.example.com/token");
        }
    }
}
