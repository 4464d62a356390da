package com.sparkify.etl.query;

import java.io.File;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Reads {@code s3://bucket/key} from the folder in which a local S3 keeps its objects: a query then needs no server and no
 * AWS client, whose start would take longer than the query. It writes nothing.
 */
public final class StoreFolderIO implements FileIO {
    private static final String SCHEME = "s3://";

    private Map<String, String> properties = Map.of();
    private String folder;

    /** @param catalog has {@code store-folder}, which has a folder for each bucket */
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
        throw new UnsupportedOperationException("A query writes nothing: '" + location + "'");
    }

    @Override
    public void deleteFile(String location) {
        throw new UnsupportedOperationException("A query deletes nothing: '" + location + "'");
    }

    /** Known by its location in S3: Iceberg finds the files of a task by it. */
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
