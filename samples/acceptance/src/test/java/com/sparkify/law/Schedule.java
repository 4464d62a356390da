package com.sparkify.law;

import com.sparkify.law.Action.Announce;
import com.sparkify.law.Action.Delete;
import com.sparkify.law.Action.Erase;
import com.sparkify.law.Action.LoadAgain;
import com.sparkify.law.Action.Put;
import com.sparkify.law.Action.Retract;
import com.sparkify.law.Action.Sweep;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random sequence of actions before each of a few runs. Scenes force the hard cases: each uses keys of its own over
 * two or three runs; scenes are interleaved at random with actions on other keys.
 *
 * @param onError the setting of all its runs
 * @param batchObjects maximum number of objects in a batch
 * @param publishRows maximum rows of a published file
 * @param localMib largest batch that is loaded without Spark
 */
record Schedule(
        long seed,
        ModelWorld.OnError onError,
        int batchObjects,
        int publishRows,
        int localMib,
        List<List<Action>> steps) {

    static Schedule of(long seed) {
        return new Director(seed).schedule();
    }

    private static final class Director {
        private static final int RUNS = 3;

        private final long seed;
        private final SplittableRandom random;
        private final Universe universe;
        private final GeneratedVersions versions;
        private final List<List<Deque<Action>>> steps = new ArrayList<>();

        Director(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.universe = new Universe(random);
            this.versions = new GeneratedVersions(universe, random);
            for (int run = 0; run < RUNS; run++) {
                steps.add(new ArrayList<>());
            }
        }

        Schedule schedule() {
            thereAndBackAgain();
            samePlayInTwoObjects();
            userFallsBack();
            songComesLate();
            songMoves();
            bestOfAnArtistGoes();
            unreadableUponGood();
            badRowIsCorrected();
            overwrittenBeforeItIsRead();
            dayGrowsAndShrinks();
            copiesInterleave();
            playsMove();
            userFallsBackByMonths();
            songStopsMatching();
            winnerOfASongChanges();
            if (isSwept()) {
                sweep();
            }
            userIsErased();
            for (int i = 0; i < 6; i++) {
                noise();
            }
            List<List<Action>> shuffled = new ArrayList<>();
            steps.forEach(scenes -> shuffled.add(interleaved(scenes)));
            ModelWorld.OnError onError = seed % 4 == 3 ? ModelWorld.OnError.SKIP_FILE : ModelWorld.OnError.CONTINUE;
            int publishRows = List.of(1, 2, 3, 5, 8, 200_000).get((int) (seed % 6));
            return new Schedule(
                    seed, onError, seed % 5 == 4 ? 4 : 20_000, publishRows, seed % 7 == 2 ? -1 : 32, shuffled);
        }

        /** The order within a scene stays. */
        private List<Action> interleaved(List<Deque<Action>> scenes) {
            List<Action> actions = new ArrayList<>();
            List<Deque<Action>> left = new ArrayList<>(scenes);
            while (!left.isEmpty()) {
                Deque<Action> scene = left.get(random.nextInt(left.size()));
                actions.add(scene.remove());
                if (scene.isEmpty()) {
                    left.remove(scene);
                }
            }
            return actions;
        }

        private void at(int run, Action... actions) {
            steps.get(run).add(new ArrayDeque<>(List.of(actions)));
        }

        private void upload(int run, String key, byte[] bytes) {
            Announce announce = new Announce(List.of(key));
            if (random.nextInt(4) == 0) {
                at(run, new Put(key, bytes), announce, announce);
            } else {
                at(run, new Put(key, bytes), announce);
            }
        }

        private void thereAndBackAgain() {
            String key = "log_data/2018/11/2018-11-01-events.json";
            byte[] first = versions.log(universe.play());
            upload(0, key, first);
            upload(1, key, versions.log(universe.play(), universe.play()));
            upload(2, key, first);
        }

        /** The copy in the greater key wins; when that goes, the other one stands. */
        private void samePlayInTwoObjects() {
            int user = random.nextInt(1, 5);
            String small = "log_data/2018/11/2018-11-02-a.json";
            String great = "log_data/2018/11/2018-11-02-b + c%20é.json.gz";
            upload(random.nextInt(2), small, versions.log(universe.play(user, 1, 2, "\"small\"", universe.track(0))));
            upload(1, great, versions.log(universe.play(user, 1, 2, "\"great\"", universe.track(1))));
            if (random.nextBoolean()) {
                at(2, new Retract(List.of(great)));
            } else {
                upload(2, great, versions.log());
            }
        }

        private void userFallsBack() {
            int user = random.nextInt(1, 5);
            String key = "log_data/2018/12/31/last.json";
            upload(
                    0,
                    "log_data/year=2018/month=11/day=3/[x]{1}.json",
                    versions.log(universe.play(user, 2, 1, "\"was\"", "\"song\":1")));
            upload(1, key, versions.log(universe.lastPlay(user, "\"is\"")));
            upload(2, key, versions.log());
        }

        private void songComesLate() {
            int run = random.nextInt(2);
            upload(
                    run,
                    "log_data/nowhere/no-day.json",
                    versions.log(universe.play(1, 0, 5, "\"free\"", universe.track(2))));
            upload(run + 1, "song_data/L/A/T/TRLAT.json", versions.songs(universe.song(9, 3, 2)));
        }

        private void songMoves() {
            upload(0, "song_data/A/A/A/TRAAA.json", versions.songs(universe.song(7, 1, 0)));
            upload(1, "song_data/B/B/B/TRBBB.json", versions.songs(universe.song(7, 2, 1)));
            at(2, new Retract(List.of("song_data/B/B/B/TRBBB.json")));
        }

        private void bestOfAnArtistGoes() {
            upload(0, "song_data/C/C/C/TRCCC.json", versions.songs(universe.fullSong(10, 4, 1)));
            upload(1, "song_data/C/C/C/TRCCD.json", versions.songs(universe.song(11, 4, 0), universe.song(12, 4, 3)));
            upload(2, "song_data/C/C/C/TRCCC.json", versions.songs(universe.song(13, 5, 1)));
        }

        private void unreadableUponGood() {
            String key = random.nextBoolean() ? "log_data/2018/11/2018-11-03-u.json" : "song_data/U/U/U/TRUUU.json";
            upload(0, key, key.startsWith("log") ? versions.log(universe.play()) : versions.songs(universe.song()));
            upload(1, key, versions.unreadable());
            if (random.nextBoolean()) {
                upload(2, key, key.startsWith("log") ? versions.log() : versions.songs(universe.song()));
            }
        }

        private void badRowIsCorrected() {
            String key = "log_data/2018/11/2018-11-02-bad.json";
            String play = universe.play();
            upload(random.nextInt(2), key, versions.logWithBadRow(play));
            upload(2, key, versions.log(play));
        }

        private void overwrittenBeforeItIsRead() {
            String key = "log_data/2018/11/2018-11-01-twice.json";
            int run = random.nextInt(RUNS);
            upload(run, key, versions.log(universe.play()));
            upload(run, key, versions.log(universe.play()));
        }

        private void dayGrowsAndShrinks() {
            String key = "log_data/2018/11/2018-11-04-grows.json";
            String[] many = new String[9];
            for (int i = 0; i < many.length; i++) {
                many[i] = universe.play(1 + i % 4, 5, i, "\"free\"", universe.track(i % 4));
            }
            upload(0, key, versions.onlyPlays(many[0]));
            upload(1, key, versions.onlyPlays(many));
            upload(2, key, versions.onlyPlays(many[8]));
        }

        /** Each object has plays before, between and after those of the other, and both have one of them. */
        private void copiesInterleave() {
            int user = random.nextInt(1, 5);
            String one = "log_data/2018/11/2018-11-05-one.json";
            String other = "log_data/2018/11/2018-11-05-other.json";
            upload(random.nextInt(2), one, versions.onlyPlays(plays(user, 6, "\"one\"", 0, 2, 5, 6)));
            upload(random.nextInt(2), other, versions.onlyPlays(plays(user, 6, "\"other\"", 3, 5, 9)));
            if (random.nextBoolean()) {
                at(2, new Retract(List.of(random.nextBoolean() ? one : other)));
            }
        }

        private String[] plays(int user, int day, String level, int... numbers) {
            return IntStream.of(numbers)
                    .mapToObj(number -> universe.play(user, day, number, level, universe.track(0)))
                    .toArray(String[]::new);
        }

        /** The corrected version has the same items of the same session at other times. */
        private void playsMove() {
            String key = "log_data/2018/11/2018-11-06-moves.json";
            String play = universe.play(random.nextInt(1, 5), 7, 1, "\"free\"", universe.track(1));
            upload(0, key, versions.onlyPlays(play));
            upload(1, key, versions.onlyPlays(Universe.later(play, 5 * 60_000)));
            upload(2, key, versions.onlyPlays(Universe.later(play, 2 * 86_400_000)));
        }

        /** A user whom nobody else touches: between the play that goes and the one before it lie months. */
        private void userFallsBackByMonths() {
            String key = "log_data/2019/04/2019-04-01-late.json";
            upload(0, "log_data/2018/11/2018-11-07-early.json", versions.onlyPlays(lonely(8, "\"free\"")));
            upload(1, key, versions.onlyPlays(lonely(9, "\"paid\"")));
            if (random.nextBoolean()) {
                at(2, new Retract(List.of(key)));
            } else {
                upload(2, key, versions.onlyPlays());
            }
        }

        private String lonely(int day, String level) {
            return universe.play(9, day, 1, level, universe.track(2));
        }

        private void songStopsMatching() {
            String key = "song_data/Q/Q/Q/TRQQQ.json";
            upload(
                    0,
                    "log_data/2018/11/2018-11-07-stops.json",
                    versions.onlyPlays(universe.play(2, 8, 3, "\"free\"", Universe.ownTrack(""))));
            upload(random.nextInt(2), key, versions.onlySongs(Universe.ownSong(31, 21, "")));
            upload(2, key, versions.onlySongs(Universe.ownSong(31, 21, " (remastered)")));
        }

        private void winnerOfASongChanges() {
            upload(0, "song_data/W/W/W/TRWWA.json", versions.onlySongs(Universe.ownSong(32, 22, " one")));
            upload(1, "song_data/W/W/W/TRWWB.json", versions.onlySongs(Universe.ownSong(32, 23, " other")));
            if (random.nextBoolean()) {
                at(2, new Retract(List.of("song_data/W/W/W/TRWWB.json")));
            }
        }

        /** Takes seconds of Spark, so not in each schedule. */
        private boolean isSwept() {
            return seed % 5 == 0;
        }

        private void sweep() {
            at(random.nextInt(RUNS), new Sweep());
        }

        /**
         * A user's lines come before the erasure, with it and after it: as plays, of which one starts with another user's,
         * as other lines, as a bad row that with skip-file makes the object unacceptable, in a correction and in what a
         * retraction takes out. Drawn apart, so that the other scenes stay as they are.
         */
        private void userIsErased() {
            SplittableRandom erasing = new SplittableRandom(~seed);
            String user = "E" + erasing.nextInt(3);
            String log = "log_data/2018/11/2018-11-02-erased.json";
            String other = "log_data/2018/11/2018-11-03-erased.json.gz";
            String bad = "log_data/2018/11/2018-11-01-erased-bad.json";
            at(erasing.nextInt(RUNS), new Erase(List.of(user)));
            put(0, log, line(user, 1), line("1", 1), line(user, 2), "{\"page\":\"Home\",\"userId\":\"" + user + "\"}");
            put(erasing.nextInt(2), other, line(user, 3), line("2", 4));
            put(
                    erasing.nextInt(RUNS),
                    bad,
                    line("1", 5),
                    line(user, 5),
                    "{\"page\":\"NextSong\",\"userId\":\"" + user + "\"}",
                    "{\"userId\" : \"" + user + "\", ");
            put(1, log, line(user, 1), line("1", 6), line(user, 7));
            if (erasing.nextBoolean()) {
                at(2, new Retract(List.of(other)));
            } else {
                put(2, other, line(user, 3), line(user, 8));
            }
        }

        private void put(int run, String key, String... lines) {
            byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            at(
                    run,
                    new Put(key, key.endsWith(".gz") ? GeneratedVersions.gzip(bytes) : bytes),
                    new Announce(List.of(key)));
        }

        /** A play of the second of November 2018, at the same time for all users. */
        private static String line(String user, int minute) {
            return ("{\"page\":\"NextSong\",\"ts\":%d,\"sessionId\":90,\"itemInSession\":%d,\"userId\":\"%s\","
                            + "\"level\":\"free\",\"firstName\":\"First %s\",\"song\":\"T1\",\"artist\":\"N1\",\"length\":200}")
                    .formatted(1541116800000L + minute * 60_000L, minute, user, user);
        }

        /** Anything, to any of a few keys. */
        private void noise() {
            int run = random.nextInt(RUNS);
            String key = universe.pick(List.of(
                    "log_data/2018/11/2018-11-03-n.json",
                    "log_data/dt=2018-11-01/n.json.gz",
                    "song_data/N/N/N/TRNNN.json",
                    "song_data/N/N/N/TRNNM.json"));
            boolean isLog = key.startsWith("log");
            switch (random.nextInt(8)) {
                case 0 -> at(run, new Announce(List.of(key, "log_data/2018/11/2018-11-01-events.json")));
                case 1 -> at(run, new Retract(List.of(key)));
                case 2 -> at(run, new Delete(key), new Announce(List.of(key)));
                case 3 -> at(run, new LoadAgain(List.of(key)));
                default -> upload(run, key, isLog ? versions.log(universe.play()) : versions.songs(universe.song()));
            }
        }
    }
}
