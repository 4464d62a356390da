-- On what people listen, as their browsers name themselves.
SELECT
  CASE
    WHEN user_agent LIKE '%iPhone%' THEN 'iPhone'
    WHEN user_agent LIKE '%iPad%' THEN 'iPad'
    WHEN user_agent LIKE '%Android%' THEN 'Android'
    WHEN user_agent LIKE '%Windows%' THEN 'Windows'
    WHEN user_agent LIKE '%Macintosh%' THEN 'Mac'
    WHEN user_agent LIKE '%Linux%' THEN 'Linux'
    ELSE 'other or unknown'
  END AS device,
  count(*) AS plays, count(DISTINCT user_id) AS users
FROM sparkify.songplays
GROUP BY device
ORDER BY plays DESC, device
