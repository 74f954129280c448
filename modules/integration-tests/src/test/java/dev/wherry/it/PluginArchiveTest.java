package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Connect worker gets to load as a plugin. */
class PluginArchiveTest {
    /** The worker's own: with a second copy, the plugin's classes would not be the ones that the worker knows. */
    private static final List<String> OF_THE_WORKER = List.of("org/apache/kafka/", "org/slf4j/", "org/apache/logging/");

    @ParameterizedTest
    @ValueSource(strings = {"file-source-connector", "sink-writer"})
    void a_plugin_is_one_folder_of_jars_without_the_worker_s_own(String module, @TempDir Path directory)
            throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Path output = directory.resolve("tar.out");
        String unpack = "tar xzf " + module + "/target/wherry-" + module + "-*.tar.gz -C " + plugins;
        try (ChildProcess tar = ChildProcess.shell(output, unpack)) {
            assertEquals(0, tar.await(), () -> "run mvn verify in the project's directory first: " + tar.output());
        }

        List<Path> folders = list(plugins);
        assertEquals(1, folders.size());
        List<Path> jars = list(folders.get(0));
        List<String> intruders = new ArrayList<>();
        for (Path jar : jars) {
            assertTrue(jar.toString().endsWith(".jar"), () -> jar + " is no jar");
            try (JarFile classes = new JarFile(jar.toFile())) {
                classes.stream()
                        .filter(entry -> OF_THE_WORKER.stream().anyMatch(entry.getName()::startsWith))
                        .findFirst()
                        .ifPresent(entry -> intruders.add(jar.getFileName() + " has " + entry));
            }
        }
        assertEquals(List.of(), intruders);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
