package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data directory of broker, database and streams app: a small tmpfs, if this process may mount one. */
final class FillableDisk implements AutoCloseable {
    private static final String SIZE = "3g";

    private final Path path;
    private final boolean mounted;

    private FillableDisk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    static FillableDisk mount(Path path) throws IOException, InterruptedException {
        Files.createDirectories(path);
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=0755", "wherry-faults", path.toString());
        if (!mounted) {
            System.out.println(
                    "NOTE: mounting a file system requires root, so the fault \"disk full\" is not available.");
        }
        return new FillableDisk(path, mounted);
    }

    Path path() {
        return path;
    }

    /** Whether {@link #fill} is available. */
    boolean canFill() {
        return mounted;
    }

    /** Uses up all free space. */
    void fill() throws IOException, InterruptedException {
        long available = Files.getFileStore(path).getUsableSpace();
        run("fallocate", "-l", Long.toString(available), ballast().toString());
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return path.resolve("ballast");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Unmounts the file system, which deletes its contents. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", "--lazy", path.toString());
        }
    }
}
