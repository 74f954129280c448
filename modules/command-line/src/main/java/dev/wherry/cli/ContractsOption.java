package dev.wherry.cli;

import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The contracts that a command uses. */
final class ContractsOption {
    @Option(
            names = "--contracts",
            paramLabel = "DIR",
            description =
                    "The contracts and their migrations. Default: those of the home's last run, or else those shipped"
                            + " with Wherry (user and card).")
    private Path directory;

    /**
     * The directory of the contracts.
     *
     * @param home null if the command has none
     */
    Path directory(Path home) {
        if (directory != null) {
            return directory;
        }
        Optional<Path> lastRun = home == null
                ? Optional.empty()
                : HomeSettings.of(new Home(home)).contracts();
        lastRun.filter(recorded -> !Files.isDirectory(recorded)).ifPresent(gone -> {
            throw new UsageException(
                    "The contracts of the last run on %s are gone: there is no directory %s. Restore it, or"
                                    .formatted(home, gone)
                            + " name another one with --contracts.");
        });
        return lastRun.orElseGet(() -> Path.of(System.getProperty("wherry.contracts", "contracts")));
    }
}
