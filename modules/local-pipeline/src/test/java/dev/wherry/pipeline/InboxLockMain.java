package dev.wherry.pipeline;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Locks an inbox until it is killed. */
final class InboxLockMain {
    static final String LOCKED = "locked";

    private InboxLockMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (InboxLock lock = InboxLock.acquire(Path.of(arguments[0]), new Home(Path.of(arguments[1])))) {
            System.out.println(LOCKED + " by " + lock);
            new CountDownLatch(1).await();
        }
    }
}
