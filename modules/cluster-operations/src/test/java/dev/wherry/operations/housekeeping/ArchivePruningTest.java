package dev.wherry.operations.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivePruningTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    @TempDir
    Path directory;

    private Path archive;

    @BeforeEach
    void createArchive() throws IOException {
        archive = Files.createDirectory(directory.resolve("archive"));
    }

    @Test
    void deletesTheFilesArchivedBeforeTheTimeAndTheDirectoriesThatThisLeavesEmpty() throws IOException {
        Path old = archive("users/2026/old.json");
        Path alsoOld = archive("cards/old.json");
        Instant before = archivedAfter(old, alsoOld);
        Path young = archive("cards/young.json");

        PruneResult result = new ArchivePruning(archive, before, false).run();

        assertThat(result).isEqualTo(new PruneResult(new FileCount(2, 4), new FileCount(1, 2)));
        assertThat(young).exists();
        assertThat(alsoOld).doesNotExist();
        assertThat(archive.resolve("users")).doesNotExist();
        assertThat(archive).exists();
    }

    @Test
    void theAgeOfAFileBeginsWhenItIsArchivedNotWhenItWasWritten() throws IOException {
        Instant before = archivedAfter(archive("cards/other.json"));
        Path written = archive("cards/young.json");
        assertThat(Files.getLastModifiedTime(written)).isEqualTo(LONG_AGO);

        new ArchivePruning(archive, before, false).run();

        assertThat(written).exists();
    }

    @Test
    void aDryRunDeletesNothing() throws IOException {
        Path old = archive("cards/old.json");

        PruneResult result = new ArchivePruning(archive, archivedAfter(old), true).run();

        assertThat(result).isEqualTo(new PruneResult(new FileCount(1, 2), FileCount.NONE));
        assertThat(old).exists();
    }

    @Test
    void neitherFollowsNorDeletesLinks() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path kept = Files.writeString(outside.resolve("kept.json"), "{}");
        Path link = Files.createSymbolicLink(archive.resolve("cards"), outside);

        new ArchivePruning(archive, Instant.now().plusSeconds(3600), false).run();

        assertThat(kept).exists();
        assertThat(link).exists();
    }

    @Test
    void refusesAMissingDirectory() {
        assertThatThrownBy(() -> new ArchivePruning(archive.resolve("none"), Instant.now(), false).run())
                .isInstanceOf(NotAnArchiveException.class)
                .hasMessageStartingWith("There is no archive " + archive.resolve("none") + ": ");
    }

    @Test
    void refusesAHome() throws IOException {
        Files.createDirectories(directory.resolve("kafka"));
        Files.createDirectories(directory.resolve("postgres"));

        assertThatThrownBy(() -> new ArchivePruning(directory, Instant.now(), false).run())
                .isInstanceOf(NotAnArchiveException.class)
                .hasMessageContaining("is a home, not an archive");
    }

    /** Moves a file that was written long ago into the archive, as the source does. */
    private Path archive(String name) throws IOException {
        Path file = Files.writeString(directory.resolve("event.json"), "{}");
        Files.setLastModifiedTime(file, LONG_AGO);
        Path target = archive.resolve(name);
        Files.createDirectories(target.getParent());
        return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A time after these files were archived, and not after later ones: the kernel's clock has a coarse resolution. */
    private Instant archivedAfter(Path... files) throws IOException {
        Path probe = directory.resolve("probe");
        while (true) {
            Instant now = changed(Files.writeString(probe, "{}"));
            boolean after = true;
            for (Path file : files) {
                after &= changed(file).isBefore(now);
            }
            if (after) {
                return now;
            }
        }
    }

    private static Instant changed(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }
}
