package dev.wherry.http.client;

import dev.wherry.connect.progress.StableHash;
import java.net.URI;
import java.util.Map;

/**
 * A request for a page.
 *
 * @param headers by their names as the feed writes them
 * @param body null for none
 */
public record PageRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
    public PageRequest {
        headers = Map.copyOf(headers);
    }

    /** A hash that tells apart the requests of a feed. */
    public long fingerprint() {
        long hash = StableHash.add(StableHash.add(StableHash.EMPTY, method), uri.toString());
        for (String name : headers.keySet().stream().sorted().toList()) {
            hash = StableHash.add(StableHash.add(hash, name), headers.get(name));
        }
        return StableHash.finish(body == null ? hash : StableHash.add(hash, body, body.length));
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return method + " " + Uris.shown(uri);
    }
}
