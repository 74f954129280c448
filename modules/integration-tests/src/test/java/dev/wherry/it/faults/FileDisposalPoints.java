package dev.wherry.it.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Kills the source worker between two steps of disposing of published files. The relay cannot see these steps, so the
 * plugin gets an additional jar with the shipped connector on a file system that can halt the JVM.
 */
final class FileDisposalPoints implements SourceVariant {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Path CLASSES = Path.of("target/test-classes");

    private final Path order;

    /** @param home directory for the file that orders a halt */
    FileDisposalPoints(Path home) {
        order = home.resolve("halt-at");
    }

    List<Fault> all() {
        return Arrays.stream(HaltingDisk.Point.values()).map(this::killAt).toList();
    }

    private Fault killAt(HaltingDisk.Point point) {
        String name = point.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Fault("point", "kill at a point of the source: " + name, (cluster, random) -> {
            Path complete = order.resolveSibling("halt-at.new");
            Files.writeString(complete, point.name());
            Files.move(complete, order);
            try {
                await().atMost(TIMEOUT).until(() -> !cluster.source().worker().isAlive());
                return true;
            } catch (ConditionTimeoutException notReached) {
                return false;
            } finally {
                Files.deleteIfExists(order);
            }
        });
    }

    @Override
    public Path plugins(Path shipped) throws IOException {
        try (Stream<Path> folders = Files.list(shipped)) {
            addJar(folders.findFirst().orElseThrow().resolve("halting.jar"));
        }
        return shipped;
    }

    private static void addJar(Path jar) throws IOException {
        Path folder = Path.of(HaltingConnector.class.getPackageName().replace('.', '/'));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> classes = Files.list(CLASSES.resolve(folder))) {
            for (Path file : classes.toList()) {
                entries.putNextEntry(
                        new JarEntry(folder.resolve(file.getFileName()).toString()));
                Files.copy(file, entries);
            }
            entries.putNextEntry(new JarEntry("META-INF/services/org.apache.kafka.connect.source.SourceConnector"));
            entries.write(HaltingConnector.class.getName().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    @Override
    public Map<String, String> configure(Map<String, String> config) {
        Map<String, String> halting = new HashMap<>(config);
        halting.put("connector.class", HaltingConnector.class.getName());
        halting.put(HaltingConnector.ORDER, order.toString());
        return halting;
    }
}
