package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the broker, the database and the streams app keep their data: a small file system of its own, if one may be mounted. */
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
                    "NOTE: no file system can be mounted here (that takes root), so the disk never fills up.");
        }
        return new FillableDisk(path, mounted);
    }

    Path path() {
        return path;
    }

    /** Whether {@link #fill} can be called. */
    boolean canFill() {
        return mounted;
    }

    /** Takes all the room that is left. */
    void fill() throws IOException, InterruptedException {
        long left = Files.getFileStore(path).getUsableSpace();
        run("fallocate", "-l", Long.toString(left), ballast().toString());
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

    /** Takes the file system away, with all that is on it. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", "--lazy", path.toString());
        }
    }
}
