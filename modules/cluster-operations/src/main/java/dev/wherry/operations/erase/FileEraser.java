package dev.wherry.operations.erase;

import dev.wherry.operations.erase.ErasurePlan.ErasedFile;
import dev.wherry.operations.erase.ErasurePlan.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Deletes documents, and overwrites lines with spaces. Overwriting in place keeps the offsets of all other lines, which
 * rows name as their origin, and the file's identity, by which the source knows how far it has read. The source skips blank
 * lines. Every step can be repeated.
 */
final class FileEraser {
    private static final int BUFFER_BYTES = 64 << 10;

    private FileEraser() {}

    static void erase(ErasedFile file) throws IOException {
        Path path = Path.of(file.path());
        try {
            if (file.lines().isEmpty()) {
                if (digest(path).equals(file.identity())) {
                    Files.delete(path);
                    syncDirectory(path);
                }
            } else if (fileKey(path).equals(file.identity())) {
                overwrite(path, file);
            }
        } catch (NoSuchFileException gone) {
            // deleted before, or by its owner
        }
    }

    private static void overwrite(Path path, ErasedFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (Line line : file.lines()) {
                if (isLine(channel, line)) {
                    overwrite(channel, line);
                }
            }
            channel.force(true);
        }
    }

    /** A file that was truncated and written again since the plan was made has its line ends elsewhere. */
    private static boolean isLine(FileChannel channel, Line line) throws IOException {
        return line.end() <= channel.size()
                && (line.start() == 0 || byteAt(channel, line.start() - 1) == '\n')
                && (line.end() == channel.size() || byteAt(channel, line.end()) == '\n');
    }

    private static byte byteAt(FileChannel channel, long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, position);
        return one.get(0);
    }

    private static void overwrite(FileChannel channel, Line line) throws IOException {
        byte[] spaces = new byte[BUFFER_BYTES];
        Arrays.fill(spaces, (byte) ' ');
        for (long position = line.start(); position < line.end(); ) {
            int length = (int) Math.min(spaces.length, line.end() - position);
            position += channel.write(ByteBuffer.wrap(spaces, 0, length), position);
        }
    }

    static String digest(Path path) throws IOException {
        return HexFormat.of().formatHex(KeyDigest.sha256().digest(Files.readAllBytes(path)));
    }

    /** Device and inode. */
    static String fileKey(Path path) throws IOException {
        return String.valueOf(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    /** Makes a change of the file's directory entry durable. */
    static void syncDirectory(Path file) throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
