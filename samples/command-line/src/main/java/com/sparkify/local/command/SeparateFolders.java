package com.sparkify.local.command;

import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Refuses input folders that hold the store: a second load would upload the first one's copies as new objects. */
final class SeparateFolders {

    private SeparateFolders() {}

    /** @throws CommandFailure if OUT lies in the input folder, or the input folder where OUT keeps files of its own */
    static void require(String option, Path input, OutFolder out) throws IOException {
        if (!Files.isDirectory(input)) {
            return;
        }
        Path real = input.toRealPath();
        if (real(out.path()).startsWith(real)) {
            throw CommandFailure.usage(
                    "--out must not lie in %s '%s', because the next load would upload what is in '%s'"
                            .formatted(option, input, out.path()));
        }
        for (Path own : Stream.of(out.store(), out.json(), out.runs()).toList()) {
            if (real.startsWith(real(own))) {
                throw CommandFailure.usage(
                        "%s must not lie in '%s', which the load itself writes: '%s'".formatted(option, own, input));
            }
        }
    }

    /** Resolves links also of a path whose end does not exist yet. */
    private static Path real(Path path) throws IOException {
        return Files.exists(path) || path.getParent() == null
                ? path.toRealPath()
                : real(path.getParent()).resolve(path.getFileName());
    }
}
