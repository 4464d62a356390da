-- What the tables must hold, from the lines of the logs (log_lines) and the records of the catalogue (song_values).
-- Plain SQL by another engine, so that a mistake in the job is not repeated here.

CREATE MACRO field(json, name) AS json_extract_string(json, '$.' || name);

CREATE MACRO number(json, name) AS
  CASE WHEN json_type(json, '$.' || name) IN ('DOUBLE', 'UBIGINT', 'BIGINT') THEN field(json, name) END;

CREATE MACRO whole(json, name) AS
  CASE WHEN regexp_full_match(field(json, name), '-?[0-9]+([.]0+)?')
    THEN TRY_CAST(split_part(field(json, name), '.', 1) AS BIGINT) END;

CREATE MACRO units(text) AS round(CAST(text AS DECIMAL(38, 15)), 5);

CREATE MACRO utc(ts) AS make_timestamp(ts * 1000);

CREATE TABLE plays AS
SELECT key, line, event,
  whole(event, 'ts') AS ts,
  whole(event, 'sessionId') AS session_id,
  whole(event, 'itemInSession') AS item,
  field(event, 'userId') AS user_id
FROM (SELECT key, line, CAST(text AS JSON) AS event FROM log_lines WHERE json_valid(text))
WHERE json_type(event) = 'OBJECT' AND field(event, 'page') = 'NextSong'
  AND whole(event, 'ts') BETWEEN 0 AND 253402300799999
  AND whole(event, 'sessionId') IS NOT NULL
  AND whole(event, 'itemInSession') IS NOT NULL
  AND field(event, 'userId') <> ''
QUALIFY row_number() OVER (
  PARTITION BY session_id, item, user_id, ts ORDER BY key DESC, line DESC) = 1;

CREATE TABLE catalogue AS
SELECT field(song, 'song_id') AS song_id, field(song, 'artist_id') AS artist_id, song
FROM song_values
WHERE json_type(song) = 'OBJECT' AND field(song, 'song_id') <> '' AND field(song, 'artist_id') <> ''
QUALIFY row_number() OVER (PARTITION BY song_id ORDER BY key DESC, ordinal DESC) = 1;

CREATE TABLE expected_songplays AS
SELECT
  sha256(session_id || '|' || item || '|' || user_id || '|' || ts) AS songplay_id,
  strftime(utc(ts), '%Y-%m-%dT%H:%M:%S.%gZ') AS start_time,
  user_id,
  field(event, 'level') AS level,
  matching.song_id AS song_id,
  matching.artist_id AS artist_id,
  session_id,
  field(event, 'location') AS location,
  field(event, 'userAgent') AS user_agent,
  CAST(year(utc(ts)) AS INT) AS year,
  CAST(month(utc(ts)) AS INT) AS month
FROM plays
LEFT JOIN (
  SELECT song_id, artist_id,
    field(song, 'title') AS title, field(song, 'artist_name') AS artist, units(number(song, 'duration')) AS length
  FROM catalogue
  QUALIFY row_number() OVER (PARTITION BY title, artist, length ORDER BY song_id) = 1) AS matching
ON matching.title = field(event, 'song')
  AND matching.artist = field(event, 'artist')
  AND matching.length = units(number(event, 'length'));

CREATE TABLE expected_users AS
SELECT user_id,
  field(event, 'firstName') AS first_name,
  field(event, 'lastName') AS last_name,
  field(event, 'gender') AS gender,
  field(event, 'level') AS level
FROM plays
QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY ts DESC, session_id DESC, item DESC) = 1;

CREATE TABLE expected_songs AS
SELECT song_id, field(song, 'title') AS title, artist_id,
  CAST(whole(song, 'year') AS INT) AS year,
  CAST(number(song, 'duration') AS DOUBLE) AS duration
FROM catalogue;

CREATE TABLE expected_artists AS
SELECT artist_id,
  field(song, 'artist_name') AS name,
  field(song, 'artist_location') AS location,
  CAST(number(song, 'artist_latitude') AS DOUBLE) AS latitude,
  CAST(number(song, 'artist_longitude') AS DOUBLE) AS longitude
FROM catalogue
QUALIFY row_number() OVER (
  PARTITION BY artist_id
  ORDER BY
    CAST(coalesce(name, '') <> '' AS INT) + CAST(coalesce(location, '') <> '' AS INT)
      + CAST(latitude IS NOT NULL AS INT) + CAST(longitude IS NOT NULL AS INT) DESC,
    whole(song, 'year') DESC NULLS LAST,
    song_id) = 1;

CREATE TABLE expected_time AS
SELECT DISTINCT
  strftime(utc(ts), '%Y-%m-%dT%H:%M:%S.%gZ') AS start_time,
  CAST(hour(utc(ts)) AS INT) AS hour,
  CAST(day(utc(ts)) AS INT) AS day,
  CAST(week(utc(ts)) AS INT) AS week,
  CAST(month(utc(ts)) AS INT) AS month,
  CAST(year(utc(ts)) AS INT) AS year,
  CAST(isodow(utc(ts)) AS INT) AS weekday
FROM plays;
