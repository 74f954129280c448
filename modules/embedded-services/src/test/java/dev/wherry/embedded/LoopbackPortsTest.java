package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    @Test
    void reportsAFreePortWhileProgramsAreStarting() {
        int port = LoopbackPorts.anyFree();
        ExecutorService starting = Executors.newSingleThreadExecutor();
        starting.submit(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                new ProcessBuilder("true").start().waitFor();
            }
            return null;
        });
        try {
            assertThat(IntStream.range(0, 200)
                            .filter(attempt -> !LoopbackPorts.isFree(port))
                            .count())
                    .isEqualTo(0);
        } finally {
            starting.shutdownNow();
        }
    }

    @Test
    void choosesAnotherPortEachTimeAndNoneThatAConnectionCouldTake() throws Exception {
        int firstEphemeral;
        try (Scanner range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
            firstEphemeral = range.nextInt();
        }

        List<Integer> ports = IntStream.range(0, 100)
                .map(attempt -> LoopbackPorts.anyFree())
                .boxed()
                .toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < firstEphemeral);
    }

    @Test
    void reportsAPortInUse() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            assertThat(LoopbackPorts.isFree(used.getLocalPort())).isFalse();
        }
    }
}
