package com.sparkify.etl.run;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.table.LakeTable;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a run does besides batches.
 *
 * @param isOn whether this run publishes at all
 * @param mostRows of one file
 */
record ModelPublishing(ModelLake lake, boolean isOn, long mostRows) {
    /** As {@link Publishing} does it. */
    void publish() {
        if (!isOn) {
            lake.state = lake.state.unpublishedAll();
            lake.occurred("not published");
            return;
        }
        State now = lake.state;
        boolean isCutOtherwise = now.publishRows() != 0 && now.publishRows() != mostRows;
        if (now.unpublished().isAll() || isCutOtherwise) {
            lake.state = now.unpublishedAll();
            lake.at("publish: all");
            lake.publisher.publishAll(mostRows);
            lake.occurred("published anew");
        } else if (!now.unpublished().isNothing()) {
            Map<LakeTable, LongRanges> cells = new EnumMap<>(LakeTable.class);
            LakeTable.STAR.stream()
                    .filter(table -> now.unpublished().cells().containsKey(table.title()))
                    .forEach(table -> cells.put(table, now.unpublished().cells().get(table.title())));
            lake.publisher.publish(cells, mostRows);
        }
        lake.state = lake.state.published(mostRows);
        lake.at("published");
    }

    /** Derives everything anew: nothing may differ while no batch is open. */
    void rebuild() {
        lake.state = lake.state.unpublishedAll();
        lake.at("rebuild: all unpublished");
        if (!lake.star.equals(ModelStar.of(lake.contributions()))) {
            throw new AssertionError("A rebuild found a difference: %s, but %s"
                    .formatted(lake.star, ModelStar.of(lake.contributions())));
        }
        lake.nameSet();
        lake.at("rebuild: consistent set");
    }

    /** As {@link Loader#upkeep} does it when all snapshots from before it are old enough to go. */
    void upkeep() {
        ModelStar before = lake.star;
        boolean compacts = lake.random.nextBoolean();
        if (compacts) {
            lake.compact();
            lake.at("upkeep: joined");
        }
        if (compacts || lake.keeps(ModelGuard.SET_BEFORE_EXPIRY)) {
            lake.nameSet();
            lake.at("upkeep: consistent set");
        } else if (lake.isSetOlderThan(before)) {
            throw new AssertionError("Upkeep let the consistent set go");
        }
        lake.expire();
        lake.occurred("upkeep");
    }
}
