package dev.wherry.http.client;

/** Sends requests to the server of a feed. */
public interface ApiClient {
    /**
     * Sends a request and waits for the whole answer. Several threads may do so at once.
     *
     * @throws FetchException if there is no answer, or one that is no success
     */
    Answer send(PageRequest request) throws FetchException;
}
