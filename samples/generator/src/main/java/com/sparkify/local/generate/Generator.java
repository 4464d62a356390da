package com.sparkify.local.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes sample data: logs in the format of eventsim, one file a day, and a catalogue in that of the Million Song
 * Dataset, one small file a song. The same recipe gives the same bytes. Replaces existing files of the same name and
 * leaves others alone.
 */
public final class Generator {
    /** What was written. */
    public record Summary(int logFiles, int songFiles, long events, long plays, long bytes) {}

    private final Recipe recipe;
    private int logFiles;
    private int songFiles;
    private long events;
    private long plays;
    private long bytes;

    private Generator(Recipe recipe) {
        this.recipe = recipe;
    }

    /** @throws IOException if a file cannot be written; files written before stay */
    public static Summary generate(Recipe recipe) throws IOException {
        return new Generator(recipe).write();
    }

    private Summary write() throws IOException {
        List<Song> songs = new Catalogue(recipe).songs();
        writeSongs(songs);
        for (int day = 0; day < recipe.days(); day++) {
            writeDay(songs, day);
        }
        return new Summary(logFiles, songFiles, events, plays, bytes);
    }

    private void writeSongs(List<Song> songs) throws IOException {
        SeededRandom random = SeededRandom.of(recipe.seed(), "song files", 0);
        for (int i = 0; i < songs.size(); i++) {
            SongFile file = new SongFile(random);
            file.add(songs.get(i), random);
            if (i + 1 < songs.size() && random.percent(3)) {
                file.add(songs.get(++i), random);
            }
            if (i > 0 && random.percent(2)) {
                // The same song in a second object, with a corrected title.
                Song again = songs.get(random.below(i));
                String title = again.title() + " (Remastered)";
                file.add(
                        new Song(again.songId(), title, again.artist(), again.durationSeconds(), again.year()), random);
            }
            if (recipe.rows() == Recipe.Rows.SOME_BAD && random.percent(3)) {
                file.addBad(random);
            }
            write(file.path(), file.bytes());
            songFiles++;
        }
    }

    private void writeDay(List<Song> songs, int day) throws IOException {
        List<LogEvent> ofDay = DayEvents.events(recipe, songs, day);
        SeededRandom random = SeededRandom.of(recipe.seed(), "file", day);
        writeLog(day, "events", ofDay, new LogFile(LogFile.style(day), random));
        if (day == 1) {
            // A late delivery that repeats the day's last events.
            List<LogEvent> late = ofDay.subList(ofDay.size() - Math.min(5, ofDay.size()), ofDay.size());
            writeLog(day, "late-events", late, new LogFile(LogFile.Style.OTHER_PRODUCER, random));
        }
        if (day == recipe.days() - 1 && day != 1) {
            writeLog(day, "late-events", List.of(), new LogFile(LogFile.Style.PLAIN, random));
        }
    }

    private void writeLog(int day, String name, List<LogEvent> ofFile, LogFile file) throws IOException {
        String date = DayEvents.date(day).toString();
        String folder = "log_data/" + date.substring(0, 7).replace('-', '/');
        Path path = file(folder + "/" + date + "-" + name + file.extension());
        file.write(ofFile, recipe.rows(), new BufferedOutputStream(Files.newOutputStream(path)));
        bytes += Files.size(path);
        logFiles++;
        events += ofFile.size();
        plays += ofFile.stream().filter(LogEvent::isPlay).count();
    }

    private void write(String path, byte[] content) throws IOException {
        Files.write(file(path), content);
        bytes += content.length;
    }

    private Path file(String path) throws IOException {
        Path file = recipe.out().resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }
}
