CREATE TEMPORARY VIEW log_lines (artist STRING, song STRING, length DOUBLE, page STRING, ts BIGINT, userId STRING,
  sessionId STRING, itemInSession STRING, level STRING, location STRING, userAgent STRING, firstName STRING,
  lastName STRING, gender STRING)
USING json OPTIONS (path '${in}/log_data', recursiveFileLookup 'true');
CREATE TEMPORARY VIEW song_files (value STRING)
USING text OPTIONS (path '${in}/song_data', recursiveFileLookup 'true', wholetext 'true');
CREATE TEMPORARY VIEW typed_plays AS
SELECT artist, song, length, ts, userId, CAST(CAST(sessionId AS DECIMAL(20, 1)) AS BIGINT) AS sessionId,
  CAST(CAST(itemInSession AS DECIMAL(20, 1)) AS BIGINT) AS itemInSession, level, location, userAgent, firstName, lastName,
  gender, input_file_name() AS file
FROM log_lines WHERE page = 'NextSong' AND userId <> '';
CREATE TEMPORARY VIEW plays AS
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY sessionId, itemInSession, userId, ts ORDER BY file DESC) AS place
  FROM typed_plays)
WHERE place = 1;
CREATE TEMPORARY VIEW catalogue AS
SELECT song.song_id AS song_id, max_by(song, file) AS song
FROM (
  SELECT file, from_json(text, 'song_id STRING, artist_id STRING, title STRING, duration DOUBLE, year INT,
    artist_name STRING, artist_location STRING, artist_latitude DOUBLE, artist_longitude DOUBLE') AS song
  FROM (SELECT input_file_name() AS file, explode(split(value, '(?<=[}])\\s*(?=[{])')) AS text FROM song_files))
WHERE song.song_id IS NOT NULL
GROUP BY song.song_id;
INSERT OVERWRITE DIRECTORY '${out}/songplays' USING parquet
SELECT sha2(concat_ws('|', sessionId, itemInSession, userId, ts), 256) AS songplay_id, timestamp_millis(ts) AS start_time,
  userId AS user_id, level, s.song_id, s.artist_id, sessionId AS session_id, location, userAgent AS user_agent,
  year(timestamp_millis(ts)) AS year, month(timestamp_millis(ts)) AS month
FROM plays p LEFT JOIN (
  SELECT min(song_id) AS song_id, min_by(song.artist_id, song_id) AS artist_id, song.title AS title,
    song.artist_name AS artist, round(song.duration, 5) AS length
  FROM catalogue GROUP BY song.title, song.artist_name, round(song.duration, 5)) s
ON s.title = p.song AND s.artist = p.artist AND s.length = round(p.length, 5);
INSERT OVERWRITE DIRECTORY '${out}/users' USING parquet
SELECT user_id, last.* FROM (
  SELECT userId AS user_id, max_by(named_struct('first_name', firstName, 'last_name', lastName, 'gender', gender,
    'level', level), named_struct('ts', ts, 'session', sessionId, 'item', itemInSession)) AS last
  FROM plays GROUP BY userId);
INSERT OVERWRITE DIRECTORY '${out}/songs' USING parquet
SELECT song_id, song.title, song.artist_id, song.year, song.duration FROM catalogue;
INSERT OVERWRITE DIRECTORY '${out}/artists' USING parquet
SELECT artist_id, best.* FROM (
  SELECT song.artist_id AS artist_id, max_by(named_struct('name', song.artist_name, 'location', song.artist_location,
    'latitude', song.artist_latitude, 'longitude', song.artist_longitude), song.year) AS best
  FROM catalogue GROUP BY song.artist_id);
INSERT OVERWRITE DIRECTORY '${out}/time' USING parquet
SELECT start_time, hour(start_time) AS hour, day(start_time) AS day, weekofyear(start_time) AS week,
  month(start_time) AS month, year(start_time) AS year, weekday(start_time) + 1 AS weekday
FROM (SELECT DISTINCT timestamp_millis(ts) AS start_time FROM plays)
