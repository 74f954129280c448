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
        return sum(THREADS::getThreadAllocatedBytes);
    }

    static long cpuNanos() {
        return sum(THREADS::getThreadCpuTime);
    }

    private static long sum(LongUnaryOperator ofThread) {
        String here = Thread.currentThread().getName();
        return Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null
                        && (thread.getThreadName().equals(here)
                                || thread.getThreadName().equals(here + "-writer")))
                .mapToLong(ThreadInfo::getThreadId)
                .map(ofThread)
                .sum();
    }
}
