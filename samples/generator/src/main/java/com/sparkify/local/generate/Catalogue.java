package com.sparkify.local.generate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** All songs, on average three for each artist; a later song of an artist may have more, or other, attributes. */
final class Catalogue {
    private final List<Song> songs = new ArrayList<>();

    Catalogue(Recipe recipe) {
        List<Song.Artist> artists = new ArrayList<>();
        SeededRandom random = SeededRandom.of(recipe.seed(), "songs", 0);
        for (int i = 0; i < recipe.songs(); i++) {
            Song.Artist artist;
            if (artists.isEmpty() || random.percent(35)) {
                artist = artist(random);
                artists.add(artist);
            } else {
                artist = variant(random.pick(artists), random);
            }
            int year = random.percent(30) ? 0 : random.between(1961, 2018);
            songs.add(new Song("SO" + random.token(16), Words.name(random), artist, seconds(random), year));
        }
    }

    List<Song> songs() {
        return songs;
    }

    /** Five decimals without trailing zeros, as in the real catalogue. */
    static BigDecimal seconds(SeededRandom random) {
        return shortest(BigDecimal.valueOf(random.between(9_000_000, 48_000_000), 5));
    }

    private static Song.Artist artist(SeededRandom random) {
        String location = random.percent(40) ? "" : random.pick(Words.LOCATIONS);
        boolean hasCoordinates = random.percent(35);
        BigDecimal latitude = shortest(BigDecimal.valueOf(random.between(-9_000_000, 9_000_000), 5));
        BigDecimal longitude = shortest(BigDecimal.valueOf(random.between(-18_000_000, 18_000_000), 5));
        return new Song.Artist(
                "AR" + random.token(16),
                Words.name(random),
                location,
                hasCoordinates ? latitude : null,
                hasCoordinates ? longitude : null);
    }

    private static Song.Artist variant(Song.Artist known, SeededRandom random) {
        return switch (random.below(10)) {
            case 0 -> new Song.Artist(known.id(), known.name() + " feat. " + Words.name(random), null, null, null);
            case 1 ->
                new Song.Artist(
                        known.id(), known.name(), random.pick(Words.LOCATIONS), known.latitude(), known.longitude());
            case 2 -> new Song.Artist(known.id(), known.name(), known.location(), new BigDecimal("0.0"), null);
            default -> known;
        };
    }

    private static BigDecimal shortest(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1) : stripped;
    }
}
