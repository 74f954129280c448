package dev.wherry.source;

import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;

/** Calls back before every operation, and again after every one that changes something. */
class SteppingDisk extends DelegatingDisk {
    private final Runnable step;

    SteppingDisk(Runnable step) {
        this.step = step;
    }

    @Override
    public FileStat stat(Path path) throws IOException {
        step.run();
        return super.stat(path);
    }

    @Override
    public InodeStat statWithInode(Path path) throws IOException {
        step.run();
        return super.statWithInode(path);
    }

    @Override
    public boolean exists(Path path) throws IOException {
        step.run();
        return super.exists(path);
    }

    @Override
    public DirectoryStream<Path> list(Path directory) throws IOException {
        step.run();
        return super.list(directory);
    }

    @Override
    public int read(Path path, long position, ByteBuffer into) throws IOException {
        step.run();
        return super.read(path, position, into);
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
        step.run();
        super.copy(from, to);
        step.run();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step.run();
        super.rename(from, to);
        step.run();
    }

    @Override
    public void delete(Path path) throws IOException {
        step.run();
        super.delete(path);
        step.run();
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        step.run();
        super.deleteDirectory(path);
        step.run();
    }

    @Override
    public void createDirectories(Path path) throws IOException {
        step.run();
        super.createDirectories(path);
        step.run();
    }

    @Override
    public void sync(Path directory) throws IOException {
        step.run();
        super.sync(directory);
        step.run();
    }
}
