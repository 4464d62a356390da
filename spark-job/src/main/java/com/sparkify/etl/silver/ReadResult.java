package com.sparkify.etl.silver;

import com.sparkify.etl.source.ReadOutcome;
import java.io.Serializable;
import java.util.ArrayList;

/** Outcomes of the objects of a task, and files with the rows of the acceptable ones. */
public record ReadResult(ArrayList<ReadOutcome> outcomes, SilverFiles files) implements Serializable {
    public static final ReadResult NOTHING = new ReadResult(new ArrayList<>(), SilverFiles.NONE);

    public ReadResult and(ReadResult other) {
        ArrayList<ReadOutcome> all = new ArrayList<>(outcomes);
        all.addAll(other.outcomes);
        return new ReadResult(all, files.and(other.files));
    }
}
