package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start script says of a machine that lacks something. */
class StartScriptTest {
    private static final List<String> TOOLS = List.of("bash", "dirname", "sed", "find", "mkdir", "mktemp", "tee");

    @TempDir
    Path directory;

    private Path bin;
    private Path script;

    /** A checkout that was never built, and a path on which only the script's own tools are found. */
    @BeforeEach
    void checkout() throws IOException {
        bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), where(tool));
        }
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        Files.createFile(checkout.resolve("pom.xml"));
        script = Files.copy(Path.of("../../wherry"), checkout.resolve("wherry"));
    }

    @Test
    void namesTheJdkToInstallWithoutJava() throws Exception {
        assertRefused("wherry: java not found; install a JDK 17 or newer, or point JAVA_HOME at one");
    }

    @Test
    void reportsAnOldJavaVersion() throws Exception {
        program("java", "echo '    java.specification.version = 11' >&2");

        assertRefused("wherry: this java is version 11; install a JDK 17 or newer, or point JAVA_HOME at one");
    }

    @Test
    void namesMavenToInstallWithoutMaven() throws Exception {
        program("java", "echo '    java.specification.version = 17' >&2");

        assertRefused("wherry: mvn not found; install Maven 3.8 or newer");
    }

    private void assertRefused(String sentence) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(bin.resolve("bash").toString(), script.toString(), "--help")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(2);
        assertThat(output.strip()).isEqualTo(sentence);
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!" + bin.resolve("bash") + "\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Path where(String tool) {
        List<Path> places = List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool));
        assertThat(places.stream().anyMatch(Files::exists))
                .as(tool + " is not in " + places)
                .isTrue();
        return places.stream().filter(Files::exists).findFirst().orElseThrow();
    }
}
