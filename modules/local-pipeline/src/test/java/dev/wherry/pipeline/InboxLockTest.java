package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wherry.embedded.ServiceException;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxLockTest {
    @TempDir
    Path directory;

    @TempDir
    Path inbox;

    @Test
    void refusesASecondPipelineAndSaysWhoReadsTheInbox() {
        try (InboxLock held = InboxLock.acquire(inbox, home("first"))) {
            assertThatThrownBy(this::acquire)
                    .isInstanceOf(ServiceException.class)
                    .hasMessageStartingWith("Another pipeline reads the inbox " + inbox + ": process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("with the home " + home("first").root());
            assertThat(held).isNotNull();
        }

        acquire().close();
    }

    @Test
    void aKilledPipelineReleasesTheInbox() throws IOException {
        try (ChildProcess holder = startHolder()) {
            assertThatThrownBy(this::acquire).hasMessageContaining("process " + holder.pid() + " on ");

            holder.kill();
        }

        acquire().close();
    }

    /** As root, nothing else makes an inbox that cannot be locked. */
    @Test
    void anInboxThatCannotBeLockedIsReadWithoutALock() throws IOException {
        Files.createDirectory(inbox.resolve(".wherry.lock"));

        try (InboxLock first = acquire();
                InboxLock second = acquire()) {
            assertThat(first).isNotSameAs(second);
        }
    }

    private InboxLock acquire() {
        return InboxLock.acquire(inbox, home("second"));
    }

    private Home home(String name) {
        return new Home(directory.resolve(name));
    }

    private ChildProcess startHolder() throws IOException {
        Path output = directory.resolve("output");
        ChildProcess holder = ChildProcess.start(
                output,
                JavaCommand.of(
                        List.of(),
                        InboxLockMain.class.getName(),
                        List.of(inbox.toString(), home("first").root().toString())));
        await().until(() -> holder.output().contains(InboxLockMain.LOCKED) || !holder.isAlive());
        assertThat(holder.output()).contains(InboxLockMain.LOCKED);
        return holder;
    }
}
