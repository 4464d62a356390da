package com.sparkify.etl.silver;

import com.sparkify.etl.source.ReadOutcome;
import java.io.Serializable;
import java.util.ArrayList;

/** How the reading of each object went, and files with the rows of those that are acceptable. */
public record ReadResult(ArrayList<ReadOutcome> outcomes, SilverFiles files) implements Serializable {
    public static final ReadResult NOTHING = new ReadResult(new ArrayList<>(), SilverFiles.NONE);

    public ReadResult and(ReadResult other) {
        ArrayList<ReadOutcome> all = new ArrayList<>(outcomes);
        all.addAll(other.outcomes);
        return new ReadResult(all, files.and(other.files));
    }
}
