-- Where load.sh puts the lines of the published files: their order tells which of two overlapping files is the later one.
CREATE TEMPORARY TABLE staged (
  line_number bigint GENERATED ALWAYS AS IDENTITY,
  row jsonb NOT NULL
) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_users (LIKE staged INCLUDING ALL) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_artists (LIKE staged INCLUDING ALL) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_songs (LIKE staged INCLUDING ALL) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_time (LIKE staged INCLUDING ALL) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_songplays (LIKE staged INCLUDING ALL) ON COMMIT DROP;
