package dev.wherry.http.client;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses of requests. */
public final class Uris {
    private Uris() {}

    /** For messages: without the values of parameters, which may be secret. */
    public static String shown(URI uri) {
        String query = uri.getRawQuery();
        String names = query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .map(parameter -> parameter.split("=", 2)[0] + "=…")
                        .collect(Collectors.joining("&", "?", ""));
        return origin(uri) + (uri.getRawPath() == null ? "" : uri.getRawPath()) + names;
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Whether credentials for one address may be sent to the other: the same server, or its encrypted port. */
    public static boolean isSameHost(URI one, URI other) {
        boolean host = one.getHost().equalsIgnoreCase(other.getHost());
        boolean scheme = one.getScheme().equalsIgnoreCase(other.getScheme());
        boolean upgrade =
                one.getScheme().equalsIgnoreCase("http") && other.getScheme().equalsIgnoreCase("https");
        return host && (upgrade || (scheme && port(one) == port(other)));
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** Whether a client can send a request there. */
    public static boolean isHttp(URI uri) {
        return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?");
    }
}
