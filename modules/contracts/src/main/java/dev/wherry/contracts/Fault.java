package dev.wherry.contracts;

import java.nio.file.Path;

/**
 * A problem in a contract directory.
 *
 * @param file the file at fault
 * @param pointer the location in the file as a JSON pointer; empty for the whole file
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record Fault(Path file, String pointer, String problem, String remedy) {
    @Override
    public String toString() {
        return file + (pointer.isEmpty() ? "" : "#" + pointer) + ": " + problem + "; " + remedy;
    }
}
