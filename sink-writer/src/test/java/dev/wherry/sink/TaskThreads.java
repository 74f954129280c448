package dev.wherry.sink;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/** What the threads of a task have used so far: the current one, which delivers, and the one that writes. */
final class TaskThreads {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private TaskThreads() {}

    static long allocatedBytes() {
        return allocatedBytesOfWriter() + sum(THREADS::getThreadAllocatedBytes, here());
    }

    static long allocatedBytesOfWriter() {
        return sum(THREADS::getThreadAllocatedBytes, here() + "-writer");
    }

    static long cpuNanos() {
        return sum(THREADS::getThreadCpuTime, here()) + sum(THREADS::getThreadCpuTime, here() + "-writer");
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    private static long sum(LongUnaryOperator ofThread, String name) {
        return Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(name))
                .mapToLong(ThreadInfo::getThreadId)
                .map(ofThread)
                .sum();
    }
}
