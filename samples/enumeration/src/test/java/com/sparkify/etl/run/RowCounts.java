package com.sparkify.etl.run;

import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import java.util.OptionalLong;

/** Stands in for the counting of rows, which only the summary tells. */
record RowCounts(LakeTables tables, Publisher publisher, boolean isPublished) {
    OptionalLong of(LakeTable table) {
        return OptionalLong.of(0);
    }
}
