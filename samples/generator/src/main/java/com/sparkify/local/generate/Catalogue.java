package com.sparkify.local.generate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** All songs, three to an artist on average; a later song of an artist may know more, or something else, of it. */
final class Catalogue {
    private final List<Song> songs = new ArrayList<>();

    Catalogue(Recipe recipe) {
        List<Song.Artist> artists = new ArrayList<>();
        Dice dice = Dice.of(recipe.seed(), "songs", 0);
        for (int i = 0; i < recipe.songs(); i++) {
            Song.Artist artist;
            if (artists.isEmpty() || dice.percent(35)) {
                artist = artist(dice);
                artists.add(artist);
            } else {
                artist = variant(dice.pick(artists), dice);
            }
            int year = dice.percent(30) ? 0 : dice.between(1961, 2018);
            songs.add(new Song("SO" + dice.token(16), Words.name(dice), artist, seconds(dice), year));
        }
    }

    List<Song> songs() {
        return songs;
    }

    /** Five decimals, of which trailing zeros are not written, as in the real catalogue. */
    static BigDecimal seconds(Dice dice) {
        return shortest(BigDecimal.valueOf(dice.between(9_000_000, 48_000_000), 5));
    }

    private static Song.Artist artist(Dice dice) {
        String location = dice.percent(40) ? "" : dice.pick(Words.LOCATIONS);
        boolean hasCoordinates = dice.percent(35);
        BigDecimal latitude = shortest(BigDecimal.valueOf(dice.between(-9_000_000, 9_000_000), 5));
        BigDecimal longitude = shortest(BigDecimal.valueOf(dice.between(-18_000_000, 18_000_000), 5));
        return new Song.Artist(
                "AR" + dice.token(16),
                Words.name(dice),
                location,
                hasCoordinates ? latitude : null,
                hasCoordinates ? longitude : null);
    }

    private static Song.Artist variant(Song.Artist known, Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> new Song.Artist(known.id(), known.name() + " feat. " + Words.name(dice), null, null, null);
            case 1 ->
                new Song.Artist(
                        known.id(), known.name(), dice.pick(Words.LOCATIONS), known.latitude(), known.longitude());
            case 2 -> new Song.Artist(known.id(), known.name(), known.location(), new BigDecimal("0.0"), null);
            default -> known;
        };
    }

    private static BigDecimal shortest(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1) : stripped;
    }
}
