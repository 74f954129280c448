package dev.wherry.contracts.load;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code source.http} of a feed file: what is requested, and how the server is treated. */
final class HttpSourceReader {
    private static final Set<String> KEYS = Set.of(
            "method",
            "headers",
            "query",
            "body",
            "each",
            "items",
            "next",
            "retry",
            "timeout",
            "rate",
            "parallel",
            "response-limit",
            "redirects",
            "auth",
            "tls");
    private static final int MAX_RESPONSE_BYTES = 256 << 20;

    private final YamlMapping http;
    private final SourceOptions options;

    HttpSourceReader(YamlMapping http, SourceOptions options) {
        this.http = http;
        this.options = options;
    }

    /** Whether requests contain a day; empty if it is no mapping. */
    Optional<Boolean> read() {
        if (!http.isObjectOf(Set.of("url"), KEYS)) {
            return Optional.empty();
        }
        boolean hasDay = new HttpRequestReader(http, options).read();
        retry();
        timeout();
        http.text("rate", "[1-9]\\d{0,3}/[smh]", "write one such as 10/s, 100/m or 1000/h")
                .ifPresent(rate -> options.put("rate", rate));
        options.number(http, "parallel", "parallel", 1, 64);
        responseLimit();
        http.text("redirects", "same-host|any", "write same-host or any")
                .ifPresent(redirects -> options.put("redirects", redirects));
        auth();
        tls();
        return Optional.of(hasDay);
    }

    private void retry() {
        YamlMapping retry = http.mapping("retry");
        if (!http.has("retry") || !retry.isObjectOf(Set.of(), Set.of("status", "times", "within", "wait"))) {
            return;
        }
        if (retry.has("status")) {
            List<String> statuses = retry.list("status", "503", (status, pointer) -> {
                if (!status.canConvertToInt() || status.asInt() < 300 || status.asInt() > 599) {
                    http.faultAt(pointer, "is not a status from 300 to 599", "write 503, for example");
                    return Optional.empty();
                }
                return Optional.of(status.asText());
            });
            options.put("retry.status", String.join(",", statuses));
        }
        options.number(retry, "times", "retry.times", 0, 1000);
        options.duration(retry, "within", "retry.within.ms");
        options.duration(retry, "wait", "retry.wait.ms");
    }

    private void timeout() {
        YamlMapping timeout = http.mapping("timeout");
        if (http.has("timeout") && timeout.isObjectOf(Set.of(), Set.of("connect", "read"))) {
            options.duration(timeout, "connect", "timeout.connect.ms");
            options.duration(timeout, "read", "timeout.read.ms");
        }
    }

    private void responseLimit() {
        if (!http.has("response-limit")) {
            return;
        }
        String text = http.get("response-limit").asText();
        long bytes = text.matches("\\d{1,6}KB")
                ? Long.parseLong(text.replace("KB", "")) << 10
                : text.matches("\\d{1,6}MB") ? Long.parseLong(text.replace("MB", "")) << 20 : 0;
        if (bytes < 1024 || bytes > MAX_RESPONSE_BYTES) {
            http.fault("response-limit", "\"" + text + "\" is not a size from 1KB to 256MB", "write 16MB, for example");
        }
        options.put("response.limit.bytes", String.valueOf(bytes));
    }

    private void auth() {
        YamlMapping auth = http.mapping("auth");
        if (!http.has("auth") || !auth.isObjectOf(Set.of(), Set.of("basic", "bearer", "oauth2"))) {
            return;
        }
        long kinds = Stream.of("basic", "bearer", "oauth2").filter(auth::has).count();
        if (kinds > 1) {
            http.fault("auth", "has more than one of basic, bearer and oauth2", "write one of them");
        }
        options.reference(auth, "bearer", "auth.bearer");
        YamlMapping basic = auth.mapping("basic");
        if (auth.has("basic") && basic.isObjectOf(Set.of("user", "password"), Set.of())) {
            options.text(basic, "user", "auth.user");
            options.reference(basic, "password", "auth.password");
        }
        YamlMapping oauth2 = auth.mapping("oauth2");
        if (auth.has("oauth2")
                && oauth2.isObjectOf(Set.of("token-url", "client-id", "client-secret"), Set.of("scope"))) {
            options.checked(
                    oauth2,
                    "token-url",
                    "auth.oauth2.token.url",
                    SourceOptions::checkUrl,
                    "write one such as https://login.example.com/token");
            options.text(oauth2, "client-id", "auth.oauth2.client.id");
            options.reference(oauth2, "client-secret", "auth.oauth2.client.secret");
            options.text(oauth2, "scope", "auth.oauth2.scope");
        }
    }

    private void tls() {
        YamlMapping tls = http.mapping("tls");
        if (!http.has("tls") || !tls.isObjectOf(Set.of(), Set.of("ca", "truststore", "password"))) {
            return;
        }
        if (tls.has("ca") == tls.has("truststore")) {
            tls.fault("ca", "and truststore must not both be given, or both be missing", "write one of them");
        }
        if (tls.has("password") && !tls.has("truststore")) {
            tls.fault("password", "does not apply without truststore", "remove it");
        }
        options.text(tls, "ca", "tls.ca");
        options.text(tls, "truststore", "tls.truststore");
        options.reference(tls, "password", "tls.truststore.password");
    }
}
