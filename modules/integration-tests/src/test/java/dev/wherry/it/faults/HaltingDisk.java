package dev.wherry.it.faults;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.LocalDisk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/** The local file systems, on which the JVM halts without shutdown hooks at the step that a file orders. */
public final class HaltingDisk {
    /** Where it can halt. */
    public enum Point {
        COMMITTED_AND_NO_FILE_HANDED_OVER,
        SOME_FILES_HANDED_OVER,
        ALL_FILES_HANDED_OVER_AND_NOT_SYNCED,
        DIRECTORY_SYNCED
    }

    private static final int EXIT_CODE_OF_A_KILL = 137;

    private final LocalDisk disk = new LocalDisk();
    private final Path order;
    private int renamed;

    private HaltingDisk(Path order) {
        this.order = order;
    }

    /** @param order the file whose content is the name of a {@link Point} */
    static Disk on(Path order) {
        HaltingDisk halting = new HaltingDisk(order);
        return (Disk) Proxy.newProxyInstance(
                HaltingDisk.class.getClassLoader(),
                new Class<?>[] {Disk.class},
                (proxy, method, arguments) -> halting.call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "rename" ->
                haltIfOrdered(renamed == 0 ? Point.COMMITTED_AND_NO_FILE_HANDED_OVER : Point.SOME_FILES_HANDED_OVER);
            case "sync" -> haltIfOrdered(Point.ALL_FILES_HANDED_OVER_AND_NOT_SYNCED);
            default -> {}
        }
        Object result = forward(method, arguments);
        switch (method.getName()) {
            case "rename" -> renamed++;
            case "sync" -> {
                haltIfOrdered(Point.DIRECTORY_SYNCED);
                renamed = 0;
            }
            default -> {}
        }
        return result;
    }

    private Object forward(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(disk, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Removes the order first, so that each order halts one JVM. */
    private void haltIfOrdered(Point point) throws IOException {
        if (Files.exists(order) && Files.readString(order).equals(point.name())) {
            Files.delete(order);
            Runtime.getRuntime().halt(EXIT_CODE_OF_A_KILL);
        }
    }
}
