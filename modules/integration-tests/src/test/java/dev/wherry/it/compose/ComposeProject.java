package dev.wherry.it.compose;

import dev.wherry.testing.Project;
import dev.wherry.testing.process.FreePort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The project's compose file, run with a project name, ports and a data directory that belong to one test. */
final class ComposeProject implements AutoCloseable {
    private static final long PATIENCE_MINUTES = 15;
    private static final Path ADDITIONS = Path.of("src/test/resources/compose/short-lived.yml");

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final int kafkaPort = FreePort.any();
    private final int postgresPort = FreePort.any();
    private final int connectPort = FreePort.any();

    /** @param directory for data/ and for the output of commands */
    ComposeProject(Path directory) throws IOException {
        this.directory = directory;
        environment.put(
                "COMPOSE_PROJECT_NAME", "wherry-test-" + ProcessHandle.current().pid());
        environment.put("COMPOSE_ANSI", "never");
        environment.put("COMPOSE_FILE", "docker-compose.yml:" + ADDITIONS.toAbsolutePath());
        environment.put("WHERRY_DATA", data().toString());
        environment.put("WHERRY_KAFKA_PORT", String.valueOf(kafkaPort));
        environment.put("WHERRY_POSTGRES_PORT", String.valueOf(postgresPort));
        environment.put("WHERRY_CONNECT_PORT", String.valueOf(connectPort));
    }

    Path data() {
        return directory.resolve("data");
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/dwh";
    }

    /** Runs {@code docker compose} and returns its output. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /** Runs {@code docker} and returns its output. */
    String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /** Runs a command line of the documentation, with the port of this project's REST interface. */
    String runDocumented(String line) throws IOException, InterruptedException {
        return execute(List.of("bash", "-c", line.replace(":18083/", ":" + connectPort + "/")));
    }

    /** The sorted names of a service's running containers. */
    List<String> containers(String service) throws IOException, InterruptedException {
        return run("ps", "--format", "{{.Name}}", service).lines().sorted().toList();
    }

    /** The states of all services and the ends of their logs. */
    String logs() throws IOException, InterruptedException {
        return run("ps", "--all") + run("logs", "--tail", "40");
    }

    private String execute(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "command", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Project.DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(
                    command + " is still running after " + PATIENCE_MINUTES + " minutes: " + Files.readString(output));
        }
        String printed = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new AssertionError(command + " exited with " + process.exitValue() + ": " + printed);
        }
        return printed;
    }

    @Override
    public void close() throws IOException {
        try {
            remove();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the containers were removed");
        }
    }

    private void remove() throws IOException, InterruptedException {
        run("down", "--volumes", "--remove-orphans", "--timeout", "5");
        // the files there belong to the users of the containers
        docker(
                "run",
                "--rm",
                "--volume",
                directory + ":/directory",
                "debian:trixie-slim",
                "rm",
                "-rf",
                "/directory/data");
    }
}
