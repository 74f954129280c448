package dev.wherry.it.faults;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import dev.wherry.source.disk.LocalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's file systems, and an end of the JVM without any farewell at the step that a file orders. */
public final class HaltingDisk implements Disk {
    /** Where it can end. */
    public enum Point {
        COMMITTED_AND_NO_FILE_HANDED_OVER,
        SOME_FILES_HANDED_OVER,
        ALL_FILES_HANDED_OVER_AND_NOT_SYNCED,
        DIRECTORY_SYNCED
    }

    private static final int AS_IF_KILLED = 137;

    private final LocalDisk disk = new LocalDisk();
    private final Path order;
    private int renamed;

    HaltingDisk(Path order) {
        this.order = order;
    }

    /** Each order is good for one halt. */
    private void mayHalt(Point point) throws IOException {
        if (Files.exists(order) && Files.readString(order).equals(point.name())) {
            Files.delete(order);
            Runtime.getRuntime().halt(AS_IF_KILLED);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        mayHalt(renamed == 0 ? Point.COMMITTED_AND_NO_FILE_HANDED_OVER : Point.SOME_FILES_HANDED_OVER);
        disk.rename(from, to);
        renamed++;
    }

    @Override
    public void sync(Path directory) throws IOException {
        mayHalt(Point.ALL_FILES_HANDED_OVER_AND_NOT_SYNCED);
        disk.sync(directory);
        mayHalt(Point.DIRECTORY_SYNCED);
        renamed = 0;
    }

    @Override
    public FileStat stat(Path path) throws IOException {
        return disk.stat(path);
    }

    @Override
    public InodeStat statWithInode(Path path) throws IOException {
        return disk.statWithInode(path);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public DirectoryStream<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public int read(Path path, long position, ByteBuffer into) throws IOException {
        return disk.read(path, position, into);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void createDirectories(Path path) throws IOException {
        disk.createDirectories(path);
    }
}
