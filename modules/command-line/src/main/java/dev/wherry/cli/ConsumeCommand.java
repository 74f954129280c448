package dev.wherry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic. */
@Command(
        name = "consume",
        description =
                "Prints the committed records of a topic with their headers, from the beginning to the current end.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry consume --home data/home --max 5 invalid.cards"})
final class ConsumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline.")
    private Path home;

    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Option(names = "--follow", description = "Keep printing new records until Ctrl-C.")
    private boolean follow;

    @Option(names = "--max", paramLabel = "N", description = "The maximum number of records.")
    private long max = Long.MAX_VALUE;

    @Parameters(paramLabel = "TOPIC", description = "For example raw.cards, invalid.cards, state.card or ledger.")
    private String topic;

    @Override
    public Integer call() {
        try (KafkaConnection kafka = KafkaConnection.open(home, options);
                KafkaConsumer<byte[], byte[]> consumer = consumer(kafka.clientSettings())) {
            Map<String, ?> topics = consumer.listTopics();
            if (!topics.containsKey(topic)) {
                throw new UsageException(new TopicListing(topics.keySet()).unknown(topic));
            }
            print(consumer);
        }
        return ExitCode.OK;
    }

    private void print(KafkaConsumer<byte[], byte[]> consumer) {
        RecordPrinter printer = new RecordPrinter(spec.commandLine().getOut());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        PrintWriter out = spec.commandLine().getOut();
        for (long printed = 0; printed < max && (follow || !isAtEnd(consumer, ends)); out.flush()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (printed++ < max) {
                    printer.print(record);
                }
            }
        }
    }

    private static boolean isAtEnd(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> kafka) {
        Properties config = new Properties();
        config.putAll(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "wherry-consume");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
