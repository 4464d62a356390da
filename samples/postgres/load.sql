-- Makes the tables equal to what is staged: inserts, updates and deletes only rows that differ. Readers see all of it or
-- nothing, because it runs in the transaction that staged the rows.

CREATE TEMPORARY TABLE new_users ON COMMIT DROP AS
SELECT DISTINCT ON (r.user_id) r.*
FROM staged_users s CROSS JOIN jsonb_populate_record(NULL::sparkify.users, s.row) r
ORDER BY r.user_id, s.line_number DESC;
ALTER TABLE new_users ADD PRIMARY KEY (user_id);
ANALYZE new_users;
DELETE FROM sparkify.users old WHERE NOT EXISTS (SELECT FROM new_users n WHERE n.user_id = old.user_id);
INSERT INTO sparkify.users AS old
SELECT n.* FROM new_users n LEFT JOIN sparkify.users o USING (user_id)
WHERE o.user_id IS NULL OR o IS DISTINCT FROM n
ON CONFLICT (user_id) DO UPDATE SET
  first_name = excluded.first_name,
  last_name = excluded.last_name,
  gender = excluded.gender,
  level = excluded.level;

CREATE TEMPORARY TABLE new_artists ON COMMIT DROP AS
SELECT DISTINCT ON (r.artist_id) r.*
FROM staged_artists s CROSS JOIN jsonb_populate_record(NULL::sparkify.artists, s.row) r
ORDER BY r.artist_id, s.line_number DESC;
ALTER TABLE new_artists ADD PRIMARY KEY (artist_id);
ANALYZE new_artists;
DELETE FROM sparkify.artists old WHERE NOT EXISTS (SELECT FROM new_artists n WHERE n.artist_id = old.artist_id);
INSERT INTO sparkify.artists AS old
SELECT n.* FROM new_artists n LEFT JOIN sparkify.artists o USING (artist_id)
WHERE o.artist_id IS NULL OR o IS DISTINCT FROM n
ON CONFLICT (artist_id) DO UPDATE SET
  name = excluded.name,
  location = excluded.location,
  latitude = excluded.latitude,
  longitude = excluded.longitude;

CREATE TEMPORARY TABLE new_songs ON COMMIT DROP AS
SELECT DISTINCT ON (r.song_id) r.*
FROM staged_songs s CROSS JOIN jsonb_populate_record(NULL::sparkify.songs, s.row) r
ORDER BY r.song_id, s.line_number DESC;
ALTER TABLE new_songs ADD PRIMARY KEY (song_id);
ANALYZE new_songs;
DELETE FROM sparkify.songs old WHERE NOT EXISTS (SELECT FROM new_songs n WHERE n.song_id = old.song_id);
INSERT INTO sparkify.songs AS old
SELECT n.* FROM new_songs n LEFT JOIN sparkify.songs o USING (song_id)
WHERE o.song_id IS NULL OR o IS DISTINCT FROM n
ON CONFLICT (song_id) DO UPDATE SET
  title = excluded.title,
  artist_id = excluded.artist_id,
  year = excluded.year,
  duration = excluded.duration;

CREATE TEMPORARY TABLE new_time ON COMMIT DROP AS
SELECT DISTINCT ON (r.start_time) r.*
FROM staged_time s CROSS JOIN jsonb_populate_record(NULL::sparkify."time", s.row) r
ORDER BY r.start_time, s.line_number DESC;
ALTER TABLE new_time ADD PRIMARY KEY (start_time);
ANALYZE new_time;
DELETE FROM sparkify."time" old WHERE NOT EXISTS (SELECT FROM new_time n WHERE n.start_time = old.start_time);
INSERT INTO sparkify."time" AS old
SELECT n.* FROM new_time n LEFT JOIN sparkify."time" o USING (start_time)
WHERE o.start_time IS NULL OR o IS DISTINCT FROM n
ON CONFLICT (start_time) DO UPDATE SET
  hour = excluded.hour,
  day = excluded.day,
  week = excluded.week,
  month = excluded.month,
  year = excluded.year,
  weekday = excluded.weekday;

CREATE TEMPORARY TABLE new_songplays ON COMMIT DROP AS
SELECT DISTINCT ON (r.songplay_id) r.*
FROM staged_songplays s CROSS JOIN jsonb_populate_record(NULL::sparkify.songplays, s.row) r
ORDER BY r.songplay_id, s.line_number DESC;
ALTER TABLE new_songplays ADD PRIMARY KEY (songplay_id);
ANALYZE new_songplays;
DELETE FROM sparkify.songplays old WHERE NOT EXISTS (SELECT FROM new_songplays n WHERE n.songplay_id = old.songplay_id);
INSERT INTO sparkify.songplays AS old
SELECT n.* FROM new_songplays n LEFT JOIN sparkify.songplays o USING (songplay_id)
WHERE o.songplay_id IS NULL OR o IS DISTINCT FROM n
ON CONFLICT (songplay_id) DO UPDATE SET
  start_time = excluded.start_time,
  user_id = excluded.user_id,
  level = excluded.level,
  song_id = excluded.song_id,
  artist_id = excluded.artist_id,
  session_id = excluded.session_id,
  location = excluded.location,
  user_agent = excluded.user_agent,
  year = excluded.year,
  month = excluded.month;
