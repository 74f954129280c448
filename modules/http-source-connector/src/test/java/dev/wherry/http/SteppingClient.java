package dev.wherry.http;

import dev.wherry.http.client.Answer;
import dev.wherry.http.client.ApiClient;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.PageRequest;

/** Calls back before and after every request. */
record SteppingClient(ApiClient client, Runnable step) implements ApiClient {
    @Override
    public Answer send(PageRequest request) throws FetchException {
        step.run();
        Answer answer = client.send(request);
        step.run();
        return answer;
    }
}
