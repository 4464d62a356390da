-- How many plays of each day found a song in the catalogue. A sudden drop means that songs did not arrive.
SELECT to_date(start_time) AS day, count(*) AS plays, count(song_id) AS matched,
  round(100 * count(song_id) / count(*), 1) AS percent
FROM sparkify.songplays
GROUP BY to_date(start_time)
ORDER BY day
