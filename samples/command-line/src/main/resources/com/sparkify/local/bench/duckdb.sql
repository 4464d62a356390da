SET threads = 2;
CREATE TABLE plays AS
SELECT * FROM read_json('${in}/log_data/**/*.json*', format = 'newline_delimited', ignore_errors = true, filename = true,
  columns = {artist: 'VARCHAR', song: 'VARCHAR', length: 'DOUBLE', page: 'VARCHAR', ts: 'BIGINT', userId: 'VARCHAR',
    sessionId: 'BIGINT', itemInSession: 'BIGINT', level: 'VARCHAR', location: 'VARCHAR', userAgent: 'VARCHAR',
    firstName: 'VARCHAR', lastName: 'VARCHAR', gender: 'VARCHAR'})
WHERE page = 'NextSong' AND userId <> ''
QUALIFY row_number() OVER (PARTITION BY sessionId, itemInSession, userId, ts ORDER BY filename DESC) = 1;
CREATE TABLE catalogue AS
SELECT * FROM read_json('${in}/song_data/**/*.json*', format = 'unstructured', filename = true,
  columns = {song_id: 'VARCHAR', artist_id: 'VARCHAR', title: 'VARCHAR', duration: 'DOUBLE', year: 'INTEGER',
    artist_name: 'VARCHAR', artist_location: 'VARCHAR', artist_latitude: 'DOUBLE', artist_longitude: 'DOUBLE'})
QUALIFY row_number() OVER (PARTITION BY song_id ORDER BY filename DESC) = 1;
COPY (
  SELECT sha256(p.sessionId || '|' || itemInSession || '|' || userId || '|' || ts) AS songplay_id,
    make_timestamp(ts * 1000) AS start_time, userId AS user_id, level, s.song_id, s.artist_id, p.sessionId AS session_id,
    location, userAgent AS user_agent, year(make_timestamp(ts * 1000)) AS year, month(make_timestamp(ts * 1000)) AS month
  FROM plays p LEFT JOIN (
    SELECT min_by(artist_id, song_id) AS artist_id, min(song_id) AS song_id, title, artist_name,
      round(duration, 5) AS length
    FROM catalogue GROUP BY ALL) s
  ON s.title = p.song AND s.artist_name = p.artist AND s.length = round(p.length, 5)
) TO '${out}/songplays.parquet' (FORMAT parquet);
COPY (
  SELECT userId AS user_id, firstName AS first_name, lastName AS last_name, gender, level FROM plays
  QUALIFY row_number() OVER (PARTITION BY userId ORDER BY ts DESC, sessionId DESC, itemInSession DESC) = 1
) TO '${out}/users.parquet' (FORMAT parquet);
COPY (SELECT song_id, title, artist_id, year, duration FROM catalogue) TO '${out}/songs.parquet' (FORMAT parquet);
COPY (
  SELECT artist_id, artist_name AS name, artist_location AS location, artist_latitude AS latitude,
    artist_longitude AS longitude
  FROM catalogue QUALIFY row_number() OVER (PARTITION BY artist_id ORDER BY year DESC, song_id) = 1
) TO '${out}/artists.parquet' (FORMAT parquet);
COPY (
  SELECT start_time, hour(start_time) AS hour, day(start_time) AS day, week(start_time) AS week,
    month(start_time) AS month, year(start_time) AS year, isodow(start_time) AS weekday
  FROM (SELECT DISTINCT make_timestamp(ts * 1000) AS start_time FROM plays)
) TO '${out}/time.parquet' (FORMAT parquet);
