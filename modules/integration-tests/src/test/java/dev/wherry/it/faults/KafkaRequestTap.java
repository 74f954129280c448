package dev.wherry.it.faults;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** A moment in the talk of a client with its broker: before a request of one kind goes on, or before its answer does. */
final class KafkaRequestTap implements Tap {
    /** The kinds of requests, by the numbers that the protocol gives them. */
    enum Request {
        PRODUCE(0),
        OFFSET_COMMIT(8),
        END_TXN(26),
        TXN_OFFSET_COMMIT(28);

        private final int key;

        Request(int key) {
            this.key = key;
        }
    }

    private final Request request;
    private final boolean atAnswer;
    private final OneShotTrigger event;
    private final FrameScanner requests = new FrameScanner(12);
    private final FrameScanner answers = new FrameScanner(8);
    private final Set<Integer> asked = new HashSet<>();

    /** @param atAnswer whether the moment is that of the answer, when the broker has done what was asked */
    KafkaRequestTap(Request request, boolean atAnswer, OneShotTrigger event) {
        this.request = request;
        this.atAnswer = atAnswer;
        this.event = event;
    }

    @Override
    public synchronized int request(byte[] bytes, int size) {
        int begin = requests.find(bytes, size, head -> {
            boolean wanted = head.getShort(4) == request.key;
            if (wanted) {
                asked.add(correlation(head, 8));
            }
            return wanted;
        });
        return atAnswer ? -1 : begin;
    }

    @Override
    public synchronized int answer(byte[] bytes, int size) {
        int begin = answers.find(bytes, size, head -> asked.remove(correlation(head, 4)));
        return atAnswer ? begin : -1;
    }

    private static int correlation(ByteBuffer head, int position) {
        return head.getInt(position);
    }

    @Override
    public void reached(int serverSidePort) throws java.io.IOException {
        event.happen(serverSidePort);
    }
}
