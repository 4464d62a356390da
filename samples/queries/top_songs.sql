-- The most played songs of the catalogue.
SELECT s.title, a.name AS artist, count(*) AS plays, round(sum(s.duration) / 3600, 1) AS hours
FROM sparkify.songplays p
JOIN sparkify.songs s ON s.song_id = p.song_id
LEFT JOIN sparkify.artists a ON a.artist_id = s.artist_id
GROUP BY s.song_id, s.title, a.name
ORDER BY plays DESC, s.title
LIMIT 20
