package com.sparkify.local.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of one folder with their keys, in name order. */
record InputFiles(Path folder, List<InputFile> files) {

    record InputFile(Path path, String key, long size) {
        /** Returns true if the launcher accepts the file. */
        boolean isData() {
            return key.endsWith(".json") || key.endsWith(".json.gz");
        }
    }

    private static final Comparator<InputFile> BY_KEY =
            Comparator.comparing(file -> file.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    InputFiles {
        files = List.copyOf(files);
    }

    /** @param prefix of the keys, such as {@code log_data/} */
    static InputFiles of(String option, Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            var problem = Files.exists(folder) ? "is no folder" : "does not exist";
            throw CommandFailure.usage("%s %s: '%s'".formatted(option, problem, folder));
        }
        try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            var files = new java.util.ArrayList<InputFile>();
            for (Path path : tree.filter(Files::isRegularFile).toList()) {
                var relative = folder.relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                files.add(new InputFile(path, prefix + relative, Files.size(path)));
            }
            files.sort(BY_KEY);
            return new InputFiles(folder, files);
        }
    }

    InputFiles reversed() {
        var reversed = new java.util.ArrayList<>(files);
        java.util.Collections.reverse(reversed);
        return new InputFiles(folder, reversed);
    }

    long ignored() {
        return files.stream().filter(file -> !file.isData()).count();
    }
}
