package dev.wherry.http.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.List;

/** How requests say who sends them, beside the headers of the feed. */
public sealed interface AuthConfig {
    /** What must not be shown. */
    List<String> secrets();

    /** Not at all. */
    record None() implements AuthConfig {
        @Override
        public List<String> secrets() {
            return List.of();
        }
    }

    /** The same value of the header Authorization in each request. */
    record Fixed(String authorization, String secret) implements AuthConfig {
        public static Fixed basic(String user, String password) {
            return new Fixed(basicHeader(user, password), password);
        }

        public static Fixed bearer(String token) {
            return new Fixed("Bearer " + token, token);
        }

        @Override
        public List<String> secrets() {
            return List.of(secret, authorization.substring(authorization.indexOf(' ') + 1));
        }

        @Override
        public String toString() {
            return "a fixed authorization";
        }
    }

    /**
     * A token that the credentials of a client are exchanged for.
     *
     * @param scope empty for none
     */
    record ClientCredentials(URI tokenUri, String clientId, String clientSecret, String scope) implements AuthConfig {
        @Override
        public List<String> secrets() {
            return List.of(clientSecret);
        }

        @Override
        public String toString() {
            return "a token from " + Uris.shown(tokenUri);
        }
    }

    /** The value of a header. */
    static String basicHeader(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
