-- Where people listen, with the share of plays by paying users.
SELECT location, count(*) AS plays, count(DISTINCT user_id) AS users,
  round(100 * count_if(level = 'paid') / count(*), 1) AS percent_paid
FROM sparkify.songplays
GROUP BY location
ORDER BY plays DESC, location
LIMIT 20
