package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The archives that a Connect worker loads as plugins. */
class PluginArchiveTest {
    /** Packages that only the worker may have: a second copy in a plugin would be other classes than those of the worker. */
    private static final List<String> WORKER_PACKAGES =
            List.of("org/apache/kafka/", "org/slf4j/", "org/apache/logging/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file-source-connector",
                "modules/s3-source-connector",
                "modules/http-source-connector",
                "sink-writer"
            })
    void aPluginIsOneFolderOfJarsWithoutClassesOfTheWorker(String module, @TempDir Path directory) throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Path output = directory.resolve("tar.out");
        String unpack =
                "tar xzf " + module + "/target/wherry-" + module.replace("modules/", "") + "-*.tar.gz -C " + plugins;
        try (ChildProcess tar = ChildProcess.shell(output, unpack)) {
            assertThat(tar.await())
                    .as(() -> "run mvn verify in the project's directory first: " + tar.output())
                    .isZero();
        }

        List<Path> folders = list(plugins);
        assertThat(folders).hasSize(1);
        List<Path> jars = list(folders.get(0));
        List<String> workerClasses = new ArrayList<>();
        for (Path jar : jars) {
            assertThat(jar.toString()).endsWith(".jar");
            try (JarFile classes = new JarFile(jar.toFile())) {
                classes.stream()
                        .filter(entry -> WORKER_PACKAGES.stream().anyMatch(entry.getName()::startsWith))
                        .findFirst()
                        .ifPresent(entry -> workerClasses.add(jar.getFileName() + " contains " + entry));
            }
        }
        assertThat(workerClasses).isEmpty();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
