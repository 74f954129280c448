package dev.wherry.sink;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/** Resource usage so far of the threads of a task: the current one, which calls put, and the writer. */
final class TaskThreads {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private TaskThreads() {}

    static long allocatedBytes() {
        return writerAllocatedBytes() + sum(THREADS::getThreadAllocatedBytes, currentName());
    }

    static long writerAllocatedBytes() {
        return sum(THREADS::getThreadAllocatedBytes, currentName() + "-writer");
    }

    static long cpuNanos() {
        return sum(THREADS::getThreadCpuTime, currentName())
                + sum(THREADS::getThreadCpuTime, currentName() + "-writer");
    }

    private static String currentName() {
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
