package dev.wherry.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** What it was measured on. */
public record Machine(Map<String, String> properties) {
    public static Machine here() throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("CPU", value(Path.of("/proc/cpuinfo"), "model name"));
        properties.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        long kilobytes =
                Long.parseLong(value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", ""));
        properties.put("memory", "%d GiB".formatted(Math.round(kilobytes / (1024.0 * 1024))));
        properties.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        properties.put("file system", Files.getFileStore(Path.of("")).type());
        properties.put("JDK", System.getProperty("java.vm.name") + " " + Runtime.version());
        properties.put("Kafka", AppInfoParser.getVersion());
        return new Machine(properties);
    }

    /** The first line {@code name: value} of such a file. */
    private static String value(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    /** The same, and what was found out since. */
    public Machine with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new Machine(more);
    }

    String sentence() {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + " " + property.getValue())
                .collect(Collectors.joining(", "));
    }
}
