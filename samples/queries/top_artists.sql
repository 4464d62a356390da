-- The artists whose songs were played most, by plays that match the catalogue.
SELECT a.name, count(*) AS plays, count(DISTINCT p.user_id) AS listeners
FROM sparkify.songplays p
JOIN sparkify.artists a ON a.artist_id = p.artist_id
GROUP BY a.artist_id, a.name
ORDER BY plays DESC, a.name
LIMIT 20
