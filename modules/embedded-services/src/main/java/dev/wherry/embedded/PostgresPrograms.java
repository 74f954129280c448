package dev.wherry.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the PostgreSQL programs. */
final class PostgresPrograms {
    /** For example {@code postgres (PostgreSQL) 17.11}. */
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final Path installation;
    private final Path bin;
    private final boolean root;

    PostgresPrograms(Path installation) {
        this.installation = installation;
        this.bin = installation.resolve("bin");
        this.root = isRoot(installation);
    }

    /** The path of something that can be made again from these programs, next to them. */
    Path cached(String name) {
        return installation.resolveSibling(installation.getFileName() + "-" + name);
    }

    /** The output and exit code of a program. */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }

        /** The last line of output, which gives the reason of a failure. */
        String lastLine() {
            return output.strip().lines().reduce("", (before, line) -> line).strip();
        }
    }

    /** The part of the version that decides whether a server can read a data directory, for example 17. */
    String majorVersion() {
        Result result = run("postgres", List.of("--version"));
        Matcher version = VERSION.matcher(result.output());
        if (!result.succeeded() || !version.find()) {
            throw new ServiceException("The PostgreSQL programs in " + bin + " do not run: " + result.lastLine());
        }
        return version.group(1);
    }

    Result run(String program, List<String> arguments) {
        return run(program, arguments, "");
    }

    Result run(String program, List<String> arguments, String input) {
        List<String> command = command(program, arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            try (InputStream out = process.getInputStream()) {
                String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                return new Result(process.waitFor(), output);
            }
        } catch (IOException e) {
            throw new ServiceException(
                    "The PostgreSQL program " + program + " cannot be run (" + e.getMessage() + ")"
                            + (root ? ": it refuses to run as root; run this as an ordinary user." : "."),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while the PostgreSQL program " + program + " was running.", e);
        }
    }

    /** PostgreSQL refuses to run as root. In a separate user namespace it runs as nobody and still owns its files. */
    private List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static boolean isRoot(Path ownFile) {
        try {
            return System.getProperty("user.name").equals("root")
                    || Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // no /proc: macOS, where root is called root
        }
    }
}
