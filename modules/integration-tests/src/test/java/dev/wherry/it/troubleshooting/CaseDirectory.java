package dev.wherry.it.troubleshooting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.it.DirectoryCopy;
import dev.wherry.it.FilledHome;
import dev.wherry.it.WherryCommand;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directory in which a case happens: its inbox, its home, and its copy of the shipped contracts. */
record CaseDirectory(Path root) {
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");
    private static final List<String> PORTS = List.of("--kafka-port", "--connect-port", "--postgres-port");

    static CaseDirectory create(Path root) throws IOException {
        Files.createDirectories(root.resolve("inbox"));
        DirectoryCopy.copy(WherryCommand.SHIPPED_CONTRACTS, root.resolve("contracts"));
        return new CaseDirectory(root);
    }

    /** Replaces the names of places by the places. */
    String resolve(String text) {
        String resolved = text;
        for (Map.Entry<String, Path> place : Map.of(
                        "{dir}", root,
                        "{inbox}", root.resolve("inbox"),
                        "{home}", root.resolve("home"),
                        "{contracts}", root.resolve("contracts"))
                .entrySet()) {
            resolved = resolved.replace(place.getKey(), place.getValue().toString());
        }
        return resolved;
    }

    /** Runs a command. A pipeline runs on free ports unless the arguments name others. */
    WherryCommand run(String commandLine) {
        return WherryCommand.run(arguments(commandLine).toArray(String[]::new));
    }

    /** Starts a command in a separate process. */
    ChildProcess start(String commandLine) throws IOException {
        return WherryCommand.start(root.resolve("background.txt"), arguments(commandLine));
    }

    private List<String> arguments(String commandLine) {
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(commandLine);
        while (argument.find()) {
            arguments.add(resolve(argument.group(1) == null ? argument.group(2) : argument.group(1)));
        }
        if (arguments.get(0).equals("run")) {
            PORTS.stream()
                    .filter(port -> arguments.stream().noneMatch(given -> given.startsWith(port)))
                    .forEach(port -> arguments.add(port + "=0"));
        }
        return arguments;
    }

    /** Does what a step says that is not a command of Wherry. */
    void prepare(TroubleshootingCase.Step step) throws Exception {
        if (step.write() != null) {
            Path file = root.resolve(step.write());
            Files.createDirectories(file.getParent());
            Files.writeString(file, resolve(step.text()));
        } else if (step.sql() != null) {
            execute(resolve(step.sql()));
        } else if (step.filled() != null) {
            FilledHome.copyTo(root.resolve(step.filled()));
        } else {
            Process shell = new ProcessBuilder("bash", "-euc", resolve(step.shell()))
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes());
            assertThat(shell.waitFor()).as(step.shell() + "\n" + output).isZero();
        }
    }

    private void execute(String sql) throws SQLException {
        try (ServiceLease database = EmbeddedDatabase.attach(root.resolve("home"));
                Connection connection = DriverManager.getConnection(
                        database.address(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
