package dev.wherry.contracts.load;

import dev.wherry.contracts.event.CompiledContract;
import java.nio.file.Path;

/** A contract, and the file that it was read from. */
record Loaded(Path file, CompiledContract compiled) {}
