package dev.wherry.http.page;

import dev.wherry.http.client.Answer;
import dev.wherry.http.client.ApiClient;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.FetchException.Kind;
import dev.wherry.http.client.PageRequest;
import dev.wherry.http.request.PageState;

/** Builds and sends requests. What a template makes of an answer must not end the task, and with it all feeds. */
record PageFetch(PageReader.Source source, ApiClient client) {
    PageRequest request(PageState state) throws FetchException {
        try {
            return source.request(state);
        } catch (RuntimeException e) {
            throw unsendable(e);
        }
    }

    Answer send(PageRequest request) throws FetchException {
        try {
            return client.send(request);
        } catch (RuntimeException e) {
            throw unsendable(e);
        }
    }

    /** The message of the exception may quote what is secret. */
    private static FetchException unsendable(RuntimeException e) {
        return new FetchException(Kind.UNSENDABLE, e.getClass().getSimpleName(), e);
    }
}
