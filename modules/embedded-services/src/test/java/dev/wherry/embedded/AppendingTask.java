package dev.wherry.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Appends each batch immediately. */
public final class AppendingTask extends SinkTask {
    private Path file = Path.of("");

    @Override
    public void start(Map<String, String> settings) {
        file = Path.of(settings.get(AppendingConnector.FILE));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        List<String> lines = records.stream()
                .map(record -> new String((byte[]) record.value(), StandardCharsets.UTF_8))
                .toList();
        try {
            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new ConnectException("cannot append to " + file, e);
        }
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "test";
    }
}
