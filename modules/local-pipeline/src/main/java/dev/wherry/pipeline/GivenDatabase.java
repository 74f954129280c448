package dev.wherry.pipeline;

import dev.wherry.embedded.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL database that is used instead of the embedded one.
 *
 * @param url a JDBC URL without a password
 * @param passwordFile a file with the password in its first line; empty for {@link #PASSWORD_VARIABLE}
 */
public record GivenDatabase(String url, String user, Optional<Path> passwordFile) {
    public static final String PASSWORD_VARIABLE = "WHERRY_DATABASE_PASSWORD";

    public GivenDatabase {
        passwordFile = passwordFile.map(file -> file.toAbsolutePath().normalize());
    }

    /**
     * The password; empty if there is none. Reads the file each time.
     *
     * @throws ServiceException if the file cannot be read
     */
    public String password() {
        return passwordFile
                .map(GivenDatabase::firstLine)
                .or(() -> Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)))
                .orElse("");
    }

    private static String firstLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? "" : lines.get(0);
        } catch (IOException unreadable) {
            throw new ServiceException("The password of the database cannot be read (" + unreadable
                    + "): name a readable text file with --database-password-file.");
        }
    }
}
