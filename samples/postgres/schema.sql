-- The star schema in PostgreSQL. Can be run again: it changes nothing that is there.
-- References are checked when a transaction ends, so that a load may change the tables in any order.

CREATE SCHEMA IF NOT EXISTS sparkify;

CREATE TABLE IF NOT EXISTS sparkify.users (
  user_id    text PRIMARY KEY,
  first_name text,
  last_name  text,
  gender     text,
  level      text
);

CREATE TABLE IF NOT EXISTS sparkify.artists (
  artist_id text PRIMARY KEY,
  name      text,
  location  text,
  latitude  double precision,
  longitude double precision
);

CREATE TABLE IF NOT EXISTS sparkify.songs (
  song_id   text PRIMARY KEY,
  title     text,
  artist_id text NOT NULL REFERENCES sparkify.artists DEFERRABLE INITIALLY DEFERRED,
  year      integer,
  duration  double precision
);

CREATE TABLE IF NOT EXISTS sparkify."time" (
  start_time timestamptz PRIMARY KEY,
  hour       integer NOT NULL,
  day        integer NOT NULL,
  week       integer NOT NULL,
  month      integer NOT NULL,
  year       integer NOT NULL,
  weekday    integer NOT NULL
);

CREATE TABLE IF NOT EXISTS sparkify.songplays (
  songplay_id text PRIMARY KEY,
  start_time  timestamptz NOT NULL REFERENCES sparkify."time" DEFERRABLE INITIALLY DEFERRED,
  user_id     text NOT NULL REFERENCES sparkify.users DEFERRABLE INITIALLY DEFERRED,
  level       text,
  song_id     text REFERENCES sparkify.songs DEFERRABLE INITIALLY DEFERRED,
  artist_id   text REFERENCES sparkify.artists DEFERRABLE INITIALLY DEFERRED,
  session_id  bigint NOT NULL,
  location    text,
  user_agent  text,
  year        integer NOT NULL,
  month       integer NOT NULL
);

-- A row that goes is looked up in the tables that may refer to it.
CREATE INDEX IF NOT EXISTS songplays_start_time ON sparkify.songplays (start_time);
CREATE INDEX IF NOT EXISTS songplays_user_id ON sparkify.songplays (user_id);
CREATE INDEX IF NOT EXISTS songplays_song_id ON sparkify.songplays (song_id);
CREATE INDEX IF NOT EXISTS songplays_artist_id ON sparkify.songplays (artist_id);
CREATE INDEX IF NOT EXISTS songs_artist_id ON sparkify.songs (artist_id);

COMMENT ON TABLE sparkify.songplays IS 'One row for each play of a song';
COMMENT ON COLUMN sparkify.songplays.songplay_id IS 'SHA-256 of sessionId|itemInSession|userId|ts, in lower-case hex';
COMMENT ON COLUMN sparkify.songplays.start_time IS 'When the song was started, to the millisecond';
COMMENT ON COLUMN sparkify.songplays.user_id IS 'Who listened';
COMMENT ON COLUMN sparkify.songplays.level IS 'The user''s subscription at that time: free or paid; other values are kept';
COMMENT ON COLUMN sparkify.songplays.song_id IS 'The song in the catalogue whose title, artist and length the play names; null if there is none';
COMMENT ON COLUMN sparkify.songplays.artist_id IS 'The artist of that song';
COMMENT ON COLUMN sparkify.songplays.session_id IS 'The user''s session in the app';
COMMENT ON COLUMN sparkify.songplays.location IS 'Where the user was';
COMMENT ON COLUMN sparkify.songplays.user_agent IS 'The user''s browser or app, with the quotes that the log has';
COMMENT ON COLUMN sparkify.songplays.year IS 'Of start_time, in UTC';
COMMENT ON COLUMN sparkify.songplays.month IS 'Of start_time, in UTC';

COMMENT ON TABLE sparkify.users IS 'One row for each user with a play, as of the user''s last play';
COMMENT ON COLUMN sparkify.users.user_id IS 'The user''s number in the app, as text';
COMMENT ON COLUMN sparkify.users.first_name IS 'First name';
COMMENT ON COLUMN sparkify.users.last_name IS 'Last name';
COMMENT ON COLUMN sparkify.users.gender IS 'F or M; other values are kept';
COMMENT ON COLUMN sparkify.users.level IS 'The subscription at the last play: free or paid; other values are kept';

COMMENT ON TABLE sparkify.songs IS 'One row for each song of the catalogue';
COMMENT ON COLUMN sparkify.songs.song_id IS 'The song''s identifier in the catalogue';
COMMENT ON COLUMN sparkify.songs.title IS 'Title';
COMMENT ON COLUMN sparkify.songs.artist_id IS 'The artist';
COMMENT ON COLUMN sparkify.songs.year IS 'Year of release; 0 if the catalogue does not know it';
COMMENT ON COLUMN sparkify.songs.duration IS 'Seconds';

COMMENT ON TABLE sparkify.artists IS 'One row for each artist of a song of the catalogue';
COMMENT ON COLUMN sparkify.artists.artist_id IS 'The artist''s identifier in the catalogue';
COMMENT ON COLUMN sparkify.artists.name IS 'Name';
COMMENT ON COLUMN sparkify.artists.location IS 'Where the artist comes from';
COMMENT ON COLUMN sparkify.artists.latitude IS 'Of that place, in degrees north';
COMMENT ON COLUMN sparkify.artists.longitude IS 'Of that place, in degrees east';

COMMENT ON TABLE sparkify."time" IS 'One row for each distinct start of a play';
COMMENT ON COLUMN sparkify."time".start_time IS 'The start of a play, to the millisecond';
COMMENT ON COLUMN sparkify."time".hour IS 'Hour of the day in UTC, 0 to 23';
COMMENT ON COLUMN sparkify."time".day IS 'Day of the month in UTC';
COMMENT ON COLUMN sparkify."time".week IS 'ISO week';
COMMENT ON COLUMN sparkify."time".month IS 'Month in UTC';
COMMENT ON COLUMN sparkify."time".year IS 'Calendar year in UTC';
COMMENT ON COLUMN sparkify."time".weekday IS 'ISO weekday: 1 is Monday, 7 is Sunday';
