-- Objects whose newest version is not in the tables, and why. What was loaded of them before stands.
SELECT object_key, newest.status, newest.reason, newest.read_at
FROM (
  SELECT object_key, max_by(struct(status, reason, read_at), sequence) AS newest
  FROM sparkify.load_history
  GROUP BY object_key)
WHERE newest.status NOT IN ('loaded', 'retracted')
ORDER BY newest.read_at DESC, object_key
