package dev.wherry.it.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.Records;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** Fires a trigger at the end of a transaction with a certain record. */
final class ProducedRecordsTap implements Tap {
    private final Map<Uuid, String> topics;
    private final BiPredicate<String, Record> wanted;
    private final KafkaRequestTap end;
    private final FrameScanner requests = KafkaRequestTap.requests();
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private boolean seen;

    /**
     * @param topics the names of all topics
     * @param wanted whether a record of a topic is a record to wait for
     * @param onResponse whether to fire when the transaction is committed; otherwise while it is open
     */
    ProducedRecordsTap(
            Map<Uuid, String> topics, BiPredicate<String, Record> wanted, boolean onResponse, OneShotTrigger trigger) {
        this.topics = topics;
        this.wanted = wanted;
        this.end = new KafkaRequestTap(KafkaRequestTap.Request.END_TXN, onResponse, trigger);
    }

    @Override
    public synchronized int request(byte[] bytes, int size) {
        if (!requests.isAligned(bytes, size)) {
            return -1;
        }
        unread.write(bytes, 0, size);
        ByteBuffer buffer = ByteBuffer.wrap(unread.toByteArray());
        while (buffer.remaining() >= Integer.BYTES
                && buffer.remaining() - Integer.BYTES >= buffer.getInt(buffer.position())) {
            int length = buffer.getInt();
            read(buffer.slice(buffer.position(), length));
            buffer.position(buffer.position() + length);
        }
        unread.reset();
        unread.write(buffer.array(), buffer.position(), buffer.remaining());
        int begin = end.request(bytes, size);
        return seen ? begin : -1;
    }

    private void read(ByteBuffer request) {
        if (request.getShort(0) == ApiKeys.PRODUCE.id) {
            RequestHeader header = RequestHeader.parse(request);
            ProduceRequest produce = ProduceRequest.parse(new ByteBufferAccessor(request), header.apiVersion());
            produce.data().topicData().forEach(this::read);
        }
    }

    private void read(TopicProduceData topic) {
        String name = topics.getOrDefault(topic.topicId(), topic.name());
        for (PartitionProduceData partition : topic.partitionData()) {
            for (Record record : ((Records) partition.records()).records()) {
                seen |= wanted.test(name, record);
            }
        }
    }

    @Override
    public synchronized int response(byte[] bytes, int size) {
        int begin = end.response(bytes, size);
        return seen ? begin : -1;
    }

    @Override
    public void reached(int serverSidePort) throws IOException {
        end.reached(serverSidePort);
    }
}
