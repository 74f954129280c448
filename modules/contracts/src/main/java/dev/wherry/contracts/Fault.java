package dev.wherry.contracts;

import java.nio.file.Path;

/**
 * Something wrong with a contract directory.
 *
 * @param file the file at fault
 * @param pointer the place in it as a JSON pointer; empty for the file as a whole
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record Fault(Path file, String pointer, String problem, String remedy) {
    @Override
    public String toString() {
        return file + (pointer.isEmpty() ? "" : "#" + pointer) + ": " + problem + "; " + remedy;
    }
}
