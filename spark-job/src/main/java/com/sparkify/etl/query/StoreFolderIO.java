package com.sparkify.etl.query;

import java.io.File;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Reads {@code s3://bucket/key} from the folder in which the local S3 server keeps its objects. A query then needs
 * neither server nor AWS client, whose start would take longer than the query. Read only.
 */
public final class StoreFolderIO implements FileIO {
    private static final String SCHEME = "s3://";

    private Map<String, String> properties = Map.of();
    private String folder;

    /** @param catalog contains {@code store-folder}, which has a folder for each bucket */
    @Override
    public void initialize(Map<String, String> catalog) {
        properties = Map.copyOf(catalog);
        folder = catalog.get("store-folder");
    }

    @Override
    public Map<String, String> properties() {
        return properties;
    }

    @Override
    public InputFile newInputFile(String location) {
        if (!location.startsWith(SCHEME)) {
            throw new IllegalArgumentException("A location must begin with " + SCHEME + ": '" + location + "'");
        }
        return new StoredObject(location, Files.localInput(new File(folder, location.substring(SCHEME.length()))));
    }

    @Override
    public OutputFile newOutputFile(String location) {
        throw new UnsupportedOperationException("A query must not write: '" + location + "'");
    }

    @Override
    public void deleteFile(String location) {
        throw new UnsupportedOperationException("A query must not delete: '" + location + "'");
    }

    /** Reports its S3 location, by which Iceberg finds the files of a task. */
    private record StoredObject(String location, InputFile file) implements InputFile {
        @Override
        public long getLength() {
            return file.getLength();
        }

        @Override
        public SeekableInputStream newStream() {
            return file.newStream();
        }

        @Override
        public boolean exists() {
            return file.exists();
        }
    }
}
