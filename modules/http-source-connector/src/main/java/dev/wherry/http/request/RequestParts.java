package dev.wherry.http.request;

import java.util.Map;
import java.util.Optional;

/** What a request consists of, as templates. Absent parts are empty. */
public record RequestParts(
        String url, Map<String, String> query, Map<String, String> headers, Optional<RequestBody> body) {
    public RequestParts {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** The values may be secret. */
    @Override
    public String toString() {
        return "a request";
    }
}
