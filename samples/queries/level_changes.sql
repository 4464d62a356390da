-- Upgrades and downgrades, each at the first play under the new level. The users table has the last level only.
SELECT user_id, start_time, before AS from_level, level AS to_level
FROM (
  SELECT user_id, start_time, level,
    lag(level) OVER (PARTITION BY user_id ORDER BY start_time, session_id, songplay_id) AS before
  FROM sparkify.songplays)
WHERE before IS NOT NULL AND before <> level
ORDER BY start_time, user_id
