package dev.wherry.source;

import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Counts disk operations by kind. */
final class CountingDisk extends DelegatingDisk {
    private final Map<String, Integer> counts = new TreeMap<>();

    /** Returns the counts since the last call. */
    synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }

    /** Synchronized, because several threads probe a large directory. */
    private synchronized void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    @Override
    public FileStat stat(Path path) throws IOException {
        count("stat");
        return super.stat(path);
    }

    @Override
    public InodeStat statWithInode(Path path) throws IOException {
        count("stat");
        return super.statWithInode(path);
    }

    @Override
    public boolean exists(Path path) throws IOException {
        count("exists");
        return super.exists(path);
    }

    @Override
    public DirectoryStream<Path> list(Path directory) throws IOException {
        count("list");
        return super.list(directory);
    }

    @Override
    public int read(Path path, long position, ByteBuffer into) throws IOException {
        count("read");
        return super.read(path, position, into);
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
        count("copy");
        super.copy(from, to);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        count("rename");
        super.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        count("delete");
        super.delete(path);
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        count("deleteDirectory");
        super.deleteDirectory(path);
    }

    @Override
    public void createDirectories(Path path) throws IOException {
        count("createDirectories");
        super.createDirectories(path);
    }

    @Override
    public void sync(Path directory) throws IOException {
        count("sync");
        super.sync(directory);
    }
}
