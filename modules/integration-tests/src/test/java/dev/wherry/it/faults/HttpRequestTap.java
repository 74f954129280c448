package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Fires a trigger before an HTTP request of one kind, or before its response, is forwarded. Its head must be in one packet,
 * and a connection must have one request at a time.
 */
final class HttpRequestTap implements Tap {
    private final Pattern request;
    private final boolean onResponse;
    private final OneShotTrigger trigger;
    private boolean responseExpected;

    /**
     * @param request is found in the head of the request
     * @param onResponse whether to fire on the response, when the server has processed the request
     */
    HttpRequestTap(Pattern request, boolean onResponse, OneShotTrigger trigger) {
        this.request = request;
        this.onResponse = onResponse;
        this.trigger = trigger;
    }

    @Override
    public synchronized int request(byte[] bytes, int size) {
        boolean found = request.matcher(new String(bytes, 0, size, StandardCharsets.ISO_8859_1))
                .find();
        responseExpected |= found;
        return found && !onResponse ? 0 : -1;
    }

    @Override
    public synchronized int response(byte[] bytes, int size) {
        boolean isResponse = responseExpected;
        responseExpected = false;
        return onResponse && isResponse ? 0 : -1;
    }

    @Override
    public void reached(int serverSidePort) throws IOException {
        trigger.fire(serverSidePort);
    }
}
