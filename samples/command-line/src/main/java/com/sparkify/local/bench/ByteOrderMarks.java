package com.sparkify.local.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Removes byte order marks: DuckDB ignores a line that begins with one, and would have fewer plays. */
final class ByteOrderMarks {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ByteOrderMarks() {}

    static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try (InputStream content = Files.newInputStream(file)) {
                if (Arrays.equals(content.readNBytes(MARK.length), MARK)) {
                    Path without = Files.createTempFile(folder, "without", ".tmp");
                    Files.copy(content, without, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(without, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
