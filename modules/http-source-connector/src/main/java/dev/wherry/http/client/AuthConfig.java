package dev.wherry.http.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
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
    record Fixed(String authorization, List<String> secrets) implements AuthConfig {
        public Fixed {
            secrets = List.copyOf(secrets);
        }

        public static Fixed basic(String user, String password) {
            return new Fixed(basicHeader(user, password), List.of(user, password, basicToken(user, password)));
        }

        public static Fixed bearer(String token) {
            return new Fixed("Bearer " + token, List.of(token));
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
            return List.of(clientId, clientSecret, basicToken(encoded(clientId), encoded(clientSecret)));
        }

        /** The value of a header for the server of tokens. */
        String basicHeader() {
            return AuthConfig.basicHeader(encoded(clientId), encoded(clientSecret));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, UTF_8);
        }

        @Override
        public String toString() {
            return "a token from " + Uris.shown(tokenUri);
        }
    }

    /** The value of a header. */
    static String basicHeader(String user, String password) {
        return "Basic " + basicToken(user, password);
    }

    private static String basicToken(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
