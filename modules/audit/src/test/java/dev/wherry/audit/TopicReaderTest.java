package dev.wherry.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicReaderTest {
    private static final TopicPartition ONLY = new TopicPartition("numbers", 0);

    @TempDir
    Path home;

    @Test
    void resumesAPartitionAndSeeksOnRequest() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            Map<String, String> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(Map.copyOf(config))) {
                admin.createTopics(List.of(new NewTopic("numbers", Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            produce(config, 0, 10);
            try (TopicReader reader = new TopicReader(config, Set.of("numbers"))) {
                assertThat(read(reader, 4)).isEqualTo(List.of(0, 1, 2, 3));
                assertThat(read(reader, 10)).isEqualTo(List.of(4, 5, 6, 7, 8, 9));

                List<Integer> again = new ArrayList<>();
                reader.readAgain(ONLY, new long[] {1, 2, 7}, record -> again.add(number(record.value())));
                produce(config, 10, 12);

                assertThat(again).isEqualTo(List.of(1, 2, 7));
                assertThat(read(reader, 12)).isEqualTo(List.of(10, 11));
            }
            AuditImpossibleException missing = catchThrowableOfType(
                    AuditImpossibleException.class, () -> new TopicReader(config, Set.of("numbers", "letters")));
            assertThat(missing.getMessage().startsWith("There is no topic letters:"))
                    .as(missing.getMessage())
                    .isTrue();
        }
    }

    private static List<Integer> read(TopicReader reader, long end) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        reader.read(Map.of(ONLY, end), record -> numbers.add(number(record.value())));
        return numbers;
    }

    private static int number(byte[] value) {
        return Integer.parseInt(new String(value, UTF_8));
    }

    private static void produce(Map<String, String> config, int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(Map.copyOf(config), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                producer.send(
                        new ProducerRecord<>("numbers", Integer.toString(i).getBytes(UTF_8)));
            }
        }
    }
}
