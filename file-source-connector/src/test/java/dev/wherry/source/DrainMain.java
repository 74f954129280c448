package dev.wherry.source;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Publishes an inbox once and prints its files, each followed by NUL. For tests that need a separate JVM. */
final class DrainMain {
    private DrainMain() {}

    public static void main(String[] args) {
        Path inbox = Path.of(args[0]);
        TestInbox test = new TestInbox(inbox.getParent());
        test.config.remove(FileSourceConfig.ARCHIVE_DIRECTORY);
        test.config.put(FileSourceConfig.ON_FINISH, args[1]);
        if (args[1].equals("delete")) {
            test.config.put(FileSourceConfig.EVENT_MAX_BYTES, "3");
        }
        FakeWorker worker = test.start();
        worker.drain();
        worker.stop();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        test.published.forEach(event -> out.print(event.file() + "\u0000"));
    }
}
