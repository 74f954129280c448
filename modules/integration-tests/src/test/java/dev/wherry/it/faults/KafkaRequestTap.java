package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;

/** Fires a trigger before a request of one type, or before its response, is forwarded. */
final class KafkaRequestTap implements Tap {
    /** Request types with their API keys. */
    enum Request {
        PRODUCE(0),
        OFFSET_COMMIT(8),
        END_TXN(26),
        TXN_OFFSET_COMMIT(28);

        private final int apiKey;

        Request(int apiKey) {
            this.apiKey = apiKey;
        }
    }

    private final Request request;
    private final boolean onResponse;
    private final OneShotTrigger trigger;
    private final FrameScanner requests = requests();
    private final FrameScanner responses =
            new FrameScanner(8, head -> isLength(head.getInt(0)) && isId(head.getInt(4)));
    private final Set<Integer> pendingCorrelationIds = new HashSet<>();

    /** @param onResponse whether to fire on the response, when the broker has processed the request */
    KafkaRequestTap(Request request, boolean onResponse, OneShotTrigger trigger) {
        this.request = request;
        this.onResponse = onResponse;
        this.trigger = trigger;
    }

    /** Finds requests by length, API key, version and correlation id. */
    static FrameScanner requests() {
        return new FrameScanner(
                12,
                head -> isLength(head.getInt(0))
                        && ApiKeys.hasId(head.getShort(4))
                        && ApiKeys.forId(head.getShort(4)).isVersionSupported(head.getShort(6))
                        && isId(head.getInt(8)));
    }

    /** As the broker sees it: {@code socket.request.max.bytes}. */
    private static boolean isLength(int bytes) {
        return bytes > 0 && bytes <= 100 << 20;
    }

    /** Clients count from 0. */
    private static boolean isId(int correlationId) {
        return correlationId >= 0 && correlationId < 1 << 24;
    }

    @Override
    public synchronized int request(byte[] bytes, int size) {
        int begin = requests.find(bytes, size, head -> {
            boolean wanted = head.getShort(4) == request.apiKey;
            if (wanted) {
                pendingCorrelationIds.add(correlationId(head, 8));
            }
            return wanted;
        });
        return onResponse ? -1 : begin;
    }

    @Override
    public synchronized int response(byte[] bytes, int size) {
        int begin = responses.find(bytes, size, head -> pendingCorrelationIds.remove(correlationId(head, 4)));
        return onResponse ? begin : -1;
    }

    private static int correlationId(ByteBuffer head, int position) {
        return head.getInt(position);
    }

    @Override
    public void reached(int serverSidePort) throws IOException {
        trigger.fire(serverSidePort);
    }
}
