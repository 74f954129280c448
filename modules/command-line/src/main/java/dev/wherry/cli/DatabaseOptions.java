package dev.wherry.cli;

import dev.wherry.pipeline.GivenDatabase;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A PostgreSQL database that is used instead of a home's embedded one. */
final class DatabaseOptions {
    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Your own PostgreSQL: jdbc:postgresql://host:port/database. Default: that of the home.")
    String url;

    @Option(names = "--database-user", paramLabel = "NAME", description = "With --database-url: the database user.")
    String user;

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description = "With --database-url: a file with the password in its first line. Default: the variable "
                    + GivenDatabase.PASSWORD_VARIABLE + ".")
    Path passwordFile;

    Optional<GivenDatabase> given() {
        if (url == null) {
            if (user != null || passwordFile != null) {
                throw new UsageException("--database-user and --database-password-file need --database-url.");
            }
            return Optional.empty();
        }
        if (user == null) {
            throw new UsageException("--database-url needs --database-user.");
        }
        checkUrl(url);
        return Optional.of(new GivenDatabase(url, user, Optional.ofNullable(passwordFile)));
    }

    /** Does not repeat the URL, which may contain a password. */
    private static void checkUrl(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new UsageException("--database-url must be jdbc:postgresql://host:port/database.");
        }
        String authority = url.replaceFirst("[?].*", "");
        if (url.toLowerCase(Locale.ROOT).contains("password=") || authority.contains("@")) {
            throw new UsageException(
                    "--database-url contains a password or a user, which every user of this machine can see: use"
                            + " --database-user, and the variable " + GivenDatabase.PASSWORD_VARIABLE
                            + " or --database-password-file.");
        }
    }
}
