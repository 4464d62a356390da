package com.sparkify.local.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes sample data: logs as eventsim makes them, one file a day, and a catalogue as the Million Song Dataset has it,
 * one small file a song. The same recipe gives the same bytes. Files already there are replaced, others left alone.
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

    /** @throws IOException if a file cannot be written; what was written so far stays */
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
        Dice dice = Dice.of(recipe.seed(), "song files", 0);
        for (int i = 0; i < songs.size(); i++) {
            SongFile file = new SongFile(dice);
            file.add(songs.get(i), dice);
            if (i + 1 < songs.size() && dice.percent(3)) {
                file.add(songs.get(++i), dice);
            }
            if (i > 0 && dice.percent(2)) {
                // The same song in two objects: one of them has a corrected title.
                Song again = songs.get(dice.below(i));
                String title = again.title() + " (Remastered)";
                file.add(new Song(again.songId(), title, again.artist(), again.durationSeconds(), again.year()), dice);
            }
            if (recipe.rows() == Recipe.Rows.SOME_BAD && dice.percent(3)) {
                file.addBad(dice);
            }
            write(file.path(), file.bytes());
            songFiles++;
        }
    }

    private void writeDay(List<Song> songs, int day) throws IOException {
        List<LogEvent> ofDay = DayEvents.events(recipe, songs, day);
        Dice dice = Dice.of(recipe.seed(), "file", day);
        writeLog(day, "events", ofDay, new LogFile(LogFile.style(day), dice));
        if (day == 1) {
            // A late delivery: it repeats the day's last events.
            List<LogEvent> late = ofDay.subList(ofDay.size() - Math.min(5, ofDay.size()), ofDay.size());
            writeLog(day, "late-events", late, new LogFile(LogFile.Style.OTHER_PRODUCER, dice));
        }
        if (day == recipe.days() - 1 && day != 1) {
            writeLog(day, "late-events", List.of(), new LogFile(LogFile.Style.PLAIN, dice));
        }
    }

    private void writeLog(int day, String name, List<LogEvent> ofFile, LogFile file) throws IOException {
        String date = DayEvents.date(day).toString();
        String folder = "log_data/" + date.substring(0, 7).replace('-', '/');
        write(folder + "/" + date + "-" + name + file.extension(), file.bytes(ofFile, recipe.rows()));
        logFiles++;
        events += ofFile.size();
        plays += ofFile.stream().filter(LogEvent::isPlay).count();
    }

    private void write(String path, byte[] content) throws IOException {
        Path file = recipe.out().resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        bytes += content.length;
    }
}
