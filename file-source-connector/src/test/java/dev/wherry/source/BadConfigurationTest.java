package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.disk.LocalDisk;
import dev.wherry.testing.badinput.Fuzz;
import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.PublishedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation names the option of every error; a configuration that passes starts, or fails with a message. */
class BadConfigurationTest {
    private static final String CONVERTER = "org.apache.kafka.connect.converters.ByteArrayConverter";

    @TempDir
    private Path directory;

    private final FileSourceConnector connector = new FileSourceConnector();

    @Test
    void everyConfigurationIsRejectedByNameOrStarts() {
        Map<String, String> good = new HashMap<>(new TestInbox(directory).config);
        List.of("key.converter", "value.converter", "header.converter").forEach(name -> good.put(name, CONVERTER));
        FileSourceConfig.DEFINITION
                .configKeys()
                .values()
                .forEach(key -> good.putIfAbsent(key.name, String.valueOf(key.defaultValue)));
        good.put(FileSourceConfig.FILES, """
                [{"names": ["*.json", "a?[b-c]{d,e}*"], "format": "document"}, {"names": ["*.ndjson"], "format": "lines"}]
                """);
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
            boolean rejected = false;
            for (var checked : validation.configValues()) {
                rejected |= !checked.errorMessages().isEmpty();
                checked.errorMessages().forEach(message -> assertThat(message).isNotBlank());
            }
            boolean outsideTheTest =
                    option.equals(FileSourceConfig.INBOX) || option.equals(FileSourceConfig.ARCHIVE_DIRECTORY);
            if (!rejected && !outsideTheTest) {
                start(config);
            }
        });
    }

    private void start(Map<String, String> config) {
        connector.start(config);
        FakeClock clock = new FakeClock();
        for (Map<String, String> task : connector.taskConfigs(1)) {
            try {
                new FakeWorker(
                                task,
                                new LocalDisk(),
                                new FakeWatch(clock),
                                clock,
                                new FakeOffsets(),
                                new ArrayList<>(),
                                new PublishedFiles())
                        .stop();
            } catch (ConfigException failure) {
                assertThat(failure.getMessage()).isNotBlank();
            }
        }
    }

    /** The feed directories cannot be created below a file. */
    @Test
    void startsWithAnInboxThatIsAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        TestInbox test = new TestInbox(directory);
        test.config.put(FileSourceConfig.INBOX, file.toString());
        FakeWorker worker = test.start();
        worker.turn();
        worker.stop();
    }
}
