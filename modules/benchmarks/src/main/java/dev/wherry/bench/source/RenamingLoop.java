package dev.wherry.bench.source;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.MeasuredProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The indispensable work of reading and archiving files: read and rename each file. */
final class RenamingLoop {
    private RenamingLoop() {}

    static Sample sample(Path directory, StagedEvents staged) throws IOException, InterruptedException {
        Path done = Files.createDirectories(
                directory.resolve("renamed").resolve(staged.path().getFileName()));
        StagingArea.sync();
        Meter meter = Meter.begin(MeasuredProcess.self());
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(staged.path())) {
            for (Path file : files) {
                bytes += Files.readAllBytes(file).length;
                Files.move(file, done.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Sample sample = meter.end(staged.events());
        WrongOutcomeException.require("bytes read", staged.bytes(), bytes);
        return sample;
    }
}
