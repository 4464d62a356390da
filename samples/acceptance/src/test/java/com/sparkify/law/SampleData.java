package com.sparkify.law;

import com.sparkify.local.generate.Generator;
import com.sparkify.local.generate.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Generated logs and songs as objects: key to bytes. */
final class SampleData {
    private SampleData() {}

    static SortedMap<String, byte[]> objects(Recipe recipe) throws IOException {
        Generator.generate(recipe);
        return under(recipe.out());
    }

    static SortedMap<String, byte[]> under(Path root) throws IOException {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                objects.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return objects;
    }
}
