package dev.wherry.contracts.load;

import dev.wherry.contracts.event.CompiledContract;
import java.nio.file.Path;

/** A contract and the file that declares it. */
record LoadedContract(Path file, CompiledContract compiled) {}
