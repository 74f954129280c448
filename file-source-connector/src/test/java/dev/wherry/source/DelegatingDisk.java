package dev.wherry.source;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import dev.wherry.source.disk.LocalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;

/** The local disk; tests override some operations. */
class DelegatingDisk implements Disk {
    private final Disk disk = new LocalDisk();

    @Override
    public FileStat stat(Path path) throws IOException {
        return disk.stat(path);
    }

    @Override
    public InodeStat statWithInode(Path path) throws IOException {
        return disk.statWithInode(path);
    }

    @Override
    public boolean exists(Path path) throws IOException {
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
    public void copy(Path from, Path to) throws IOException {
        disk.copy(from, to);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        disk.deleteDirectory(path);
    }

    @Override
    public void createDirectories(Path path) throws IOException {
        disk.createDirectories(path);
    }

    @Override
    public void sync(Path directory) throws IOException {
        disk.sync(directory);
    }
}
