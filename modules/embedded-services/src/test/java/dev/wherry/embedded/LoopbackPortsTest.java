package dev.wherry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    @Test
    void aPortIsFreeAlsoWhileProgramsAreBeingStarted() {
        int port = LoopbackPorts.anyFree();
        ExecutorService starting = Executors.newSingleThreadExecutor();
        starting.submit(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                new ProcessBuilder("true").start().waitFor();
            }
            return null;
        });
        try {
            assertEquals(
                    0,
                    IntStream.range(0, 200)
                            .filter(attempt -> !LoopbackPorts.isFree(port))
                            .count());
        } finally {
            starting.shutdownNow();
        }
    }

    @Test
    void aPortOnWhichSomebodyListensIsNotFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            assertFalse(LoopbackPorts.isFree(taken.getLocalPort()));
        }
    }
}
