package dev.wherry.http.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An answer that is a success.
 *
 * @param uri where it came from, after redirects
 * @param headers by their names in lower case
 * @param body decompressed
 * @param excerpt the start of the body for messages, without secrets
 */
public record Answer(int status, URI uri, Map<String, List<String>> headers, byte[] body, Supplier<String> excerpt) {
    /** All values of a header. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
