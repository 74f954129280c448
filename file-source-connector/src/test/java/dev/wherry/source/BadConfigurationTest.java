package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.wherry.source.disk.LocalDisk;
import dev.wherry.testing.badinput.Fuzz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is configured, validation names what is wrong; what it lets pass starts, or says in a sentence why not. */
class BadConfigurationTest {
    private static final String CONVERTER = "org.apache.kafka.connect.converters.ByteArrayConverter";

    @TempDir
    private Path directory;

    private final FileSourceConnector connector = new FileSourceConnector();

    @Test
    void whateverIsConfiguredIsRefusedByNameOrStarts() {
        Map<String, String> good = new HashMap<>(new TestInbox(directory).config);
        List.of("key.converter", "value.converter", "header.converter").forEach(name -> good.put(name, CONVERTER));
        FileSourceConfig.DEFINITION
                .configKeys()
                .values()
                .forEach(key -> good.putIfAbsent(key.name, String.valueOf(key.defaultValue)));
        good.put(FileSourceConfig.DOCUMENT_PATTERNS, "*.json,a?[b-c]{d,e}*");
        good.put(FileSourceConfig.LINES_PATTERNS, "*.ndjson");
        List<String> options = new ArrayList<>(good.keySet());
        List<byte[]> values = good.values().stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        Fuzz fuzz = Fuzz.of("source-configurations", 2_000);
        Random random = fuzz.random();

        fuzz.run(values, value -> {
            Map<String, String> config = new HashMap<>(good);
            String option = options.get(random.nextInt(options.size()));
            config.put(option, new String(value, StandardCharsets.UTF_8));
            Config validation = connector.validate(config);
            boolean refused = false;
            for (var checked : validation.configValues()) {
                refused |= !checked.errorMessages().isEmpty();
                checked.errorMessages().forEach(message -> assertFalse(message.isBlank()));
            }
            boolean elsewhere =
                    option.equals(FileSourceConfig.INBOX) || option.equals(FileSourceConfig.ARCHIVE_DIRECTORY);
            if (!refused && !elsewhere) {
                start(config);
            }
        });
    }

    private void start(Map<String, String> config) {
        connector.start(config);
        FakeClock clock = new FakeClock();
        for (Map<String, String> task : connector.taskConfigs(1)) {
            try {
                new FakeWorker(task, new LocalDisk(), new FakeWatch(clock), clock, new FakeOffsets(), new ArrayList<>())
                        .stop();
            } catch (ConnectException saysWhy) {
                assertFalse(saysWhy.getMessage().isBlank());
            }
        }
    }

    /** A worker runs with a directory that exists, and with one that cannot be made. */
    @Test
    void anInboxThatIsAFileIsReported() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        TestInbox test = new TestInbox(directory);
        test.config.put(FileSourceConfig.INBOX, file.toString());
        FakeWorker worker = test.start();
        worker.turn();
        worker.stop();
    }
}
