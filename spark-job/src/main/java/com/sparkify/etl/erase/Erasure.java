package com.sparkify.etl.erase;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.erase.TableErasure.Gone;
import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.source.NamedUsers;
import com.sparkify.etl.source.RejectedRow;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RowRule;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Erases users from the tables and the objects beside them. Every step is idempotent. Plays are erased last, because
 * they identify everything else that must go.
 */
public final class Erasure {
    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final ObjectStore lake;
    private final Lake places;
    private final LeasedState state;
    private final Workers workers;
    private final NamedUsers users;
    private final ErasureAnswer answer;
    private Map<LakeTable, RowRule> rules = Map.of();

    /**
     * @param id names the erasure and its answer
     * @param runId id of this run
     */
    public Erasure(
            LakeTables tables,
            TableWriter writer,
            ObjectStore lake,
            Lake places,
            LeasedState state,
            Workers workers,
            NamedUsers users,
            String id,
            String runId) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.lake = lake;
        this.places = places;
        this.state = state;
        this.workers = workers;
        this.users = users;
        this.answer = ErasureAnswer.open(
                lake, places.erasures() + id + ".json", id, users.ids().size(), runId);
    }

    /** Writes the tombstones, so that no row of the users is loaded any more. */
    public void raise(ErasedUsers erased) {
        erased.add(users.ids());
        answer.write();
    }

    /** Removes the users' rows from all tables, after the state names the cells to publish anew. */
    public void eraseRows() {
        FoundPlays plays = search(null);
        FoundPlays shared = search(plays.starts());
        plays.starts().removeAll(shared.starts());
        plays.songStarts().removeAll(shared.songStarts());
        note(plays);
        HashSet<Long> hashes = new HashSet<>(KeyHash.ofAll(users.ids()));
        Map<LakeTable, RowRule> inOrder = new LinkedHashMap<>();
        inOrder.put(LakeTable.TIME, new RowRules.Starts(plays.starts()));
        inOrder.put(LakeTable.SONGPLAYS, new RowRules.OfUsers(users));
        inOrder.put(LakeTable.USERS, new RowRules.OfUsers(users));
        inOrder.put(LakeTable.REJECTED_ROWS, new RowRules.Rejected(users));
        inOrder.put(LakeTable.LOAD_HISTORY, new RowRules.Reasons());
        inOrder.put(LakeTable.LOOKUPS, new RowRules.Entries(hashes, plays.songStarts()));
        inOrder.put(LakeTable.PLAY_RECORDS, new RowRules.OfUsers(users));
        rules = inOrder;
        TableErasure erasure = new TableErasure(tables, writer, workers);
        Map<LakeTable, Gone> gone = new LinkedHashMap<>();
        inOrder.forEach((table, rule) -> {
            gone.put(table, erasure.erase(table, rule));
            answer.rows(table.title(), gone.get(table).rows());
        });
        Gone all = gone.values().stream().reduce(Gone.NOTHING, Gone::and);
        answer.add("filesRewritten", all.files());
        answer.add("bytesRewritten", all.bytes());
        answer.write();
    }

    private FoundPlays search(HashSet<Long> sharing) {
        FoundPlays found = FoundPlays.nothing();
        if (sharing != null && sharing.isEmpty()) {
            return found;
        }
        List<PlaySearch.Task> tasks = new TableErasure(tables, writer, workers)
                .portions(LakeTable.PLAY_RECORDS).stream()
                        .map(files -> new PlaySearch.Task(files, users, sharing))
                        .toList();
        workers.map(tasks, new PlaySearch()).forEach(found::add);
        return found;
    }

    /** Counts the rows to remove and records their cells in the state, before anything is removed. */
    private void note(FoundPlays plays) {
        List<Long> starts = reader.listOfPruned(
                LakeTable.SONGPLAYS,
                Conditions.mayBeText("user_id", users.ids()),
                List.of("user_id", "start_time"),
                row -> users.contains(RecordFactory.text(row, "user_id")),
                row -> RecordFactory.millis(row, "start_time"));
        List<String> known = reader
                .list(
                        LakeTable.USERS,
                        Selection.of("key_hash", KeyHash.ofAll(users.ids())),
                        List.of("user_id"),
                        row -> RecordFactory.text(row, "user_id"))
                .stream()
                .filter(users::contains)
                .toList();
        List<String> rejectedIn = reader.listOfPruned(
                LakeTable.REJECTED_ROWS,
                alwaysTrue(),
                List.of("object_key", "user_id", "raw"),
                row -> RejectedRow.isOf(users, RecordFactory.text(row, "user_id"), RecordFactory.text(row, "raw")),
                row -> RecordFactory.text(row, "object_key"));
        Map<String, LongRanges> cells = new HashMap<>();
        cells.put(
                LakeTable.SONGPLAYS.title(),
                cells(starts.stream().map(Cells::ofTime).toList()));
        cells.put(
                LakeTable.TIME.title(),
                cells(plays.starts().stream().map(Cells::ofTime).toList()));
        cells.put(
                LakeTable.USERS.title(),
                cells(known.stream().map(user -> Cells.ofHash(KeyHash.of(user))).toList()));
        state.write(now -> now.changed(cells));
        answer.rows(LakeTable.SONGPLAYS.title(), starts.size());
        answer.rows(LakeTable.USERS.title(), known.size());
        answer.rows(LakeTable.REJECTED_ROWS.title(), rejectedIn.size());
        Set<String> objects = new HashSet<>(answer.objects());
        objects.addAll(plays.objects());
        objects.addAll(rejectedIn);
        answer.objects("inputObjects", objects);
        answer.write();
    }

    private static LongRanges cells(List<Long> cells) {
        return LongRanges.covering(cells.stream().mapToLong(Long::longValue).toArray(), 1);
    }

    /** Removes all consistent sets except the one that was written at this time. */
    public void keepOnlySet(Instant writtenAt) {
        new TableErasure(tables, writer, workers).erase(LakeTable.CONSISTENT_SETS, new RowRules.OtherSets(writtenAt));
    }

    /**
     * Deletes files that no snapshot references and noncurrent versions in S3.
     *
     * @param snapshots number of expired snapshots
     * @param begun start of this run
     */
    public void purge(long snapshots, Instant begun) {
        Orphans orphans = new Orphans(tables, begun);
        long files = 0;
        for (Map.Entry<LakeTable, RowRule> rule : rules.entrySet()) {
            files += orphans.remove(rule.getKey(), rule.getValue());
        }
        files += removeBadManifests();
        long versions = 0;
        for (String folder : places.foldersWithVersions()) {
            versions += lake.removeOldVersions(folder);
        }
        answer.add("snapshots", snapshots);
        answer.add("unnamedFiles", files);
        answer.add("versions", versions);
        answer.write();
    }

    /** Deletes set-aside documents that name one of the users, such as a mistyped request. */
    private long removeBadManifests() {
        List<String> naming = new ArrayList<>();
        lake.list(places.pendingBad())
                .forEach(object -> lake.get(object.key()).ifPresent(content -> {
                    if (Quotes.any(content.bytes(), users.ids())) {
                        naming.add(object.key());
                    }
                }));
        lake.delete(naming);
        return naming.size();
    }

    /** Searches the input for objects that still mention one of the users, and writes the answer. */
    public void answer(InputObjects input) {
        InputSearch.Result result = input.search(users, answer.objects(), workers);
        answer.objects("inputObjects", result.mentioning());
        answer.objects("inputObjectsNotRead", result.unread());
        answer.finish();
    }
}
