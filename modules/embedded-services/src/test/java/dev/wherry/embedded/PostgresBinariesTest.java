package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @Test
    void unpacksIntoTheCacheDirectory() {
        assertThat(cache(Map.of("XDG_CACHE_HOME", "/cache", "HOME", "/home/ann"), "/passwd"))
                .isEqualTo("/cache/wherry");
    }

    @Test
    void prefersTheHomeOfTheEnvironmentToThatOfThePasswdEntry() {
        assertThat(cache(Map.of("HOME", "/home/ann"), "/nonexistent")).isEqualTo("/home/ann/.cache/wherry");
        assertThat(cache(Map.of("HOME", ""), "/passwd")).isEqualTo("/passwd/.cache/wherry");
    }

    @Test
    void ignoresRelativeDirectories() {
        assertThat(cache(Map.of("XDG_CACHE_HOME", "cache", "HOME", "ann"), "/passwd"))
                .isEqualTo("/passwd/.cache/wherry");
    }

    @Test
    void reportsAUserWithoutAHomeDirectory() {
        assertThatThrownBy(() -> PostgresBinaries.cache(Map.of(), "?"))
                .isInstanceOf(ServiceException.class)
                .hasMessage("There is no place to unpack the PostgreSQL programs into, because this user has no home"
                        + " directory: set XDG_CACHE_HOME to a writable directory.");
    }

    @Test
    void reportsACacheDirectoryThatCannotBeWrittenTo(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> PostgresBinaries.unpackedInto(file.resolve("wherry")))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("The PostgreSQL programs cannot be unpacked into " + file + "/wherry (")
                .hasMessageEndingWith("): make it writable, or set XDG_CACHE_HOME to a writable directory.");
    }

    private static String cache(Map<String, String> environment, String passwdHome) {
        return PostgresBinaries.cache(environment, passwdHome).toString();
    }
}
